#include <string>

#include "artifact/der.hpp"
#include "artifact/strict.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace std::string_literals;

namespace {

bool reads(const std::string& bytes) {
  return der::Reader(as_bytes(bytes)).next().has_value();
}

}  // namespace

TEST_CASE("the DER reader takes whole values and nothing else", "[objects]") {
  CHECK(reads("\x04\x01x"));
  CHECK(reads("\x05\x00"s));
  CHECK(reads("\x04\x81\x80" + std::string(128, 'x')));
  CHECK_FALSE(reads(""));
  CHECK_FALSE(reads("\x04"));
  CHECK_FALSE(reads("\x04\x02x"));                                  // cut off
  CHECK_FALSE(reads("\x04\x81\x01x"));                              // not the shortest length
  CHECK_FALSE(reads("\x04\x82\x00\x80"s + std::string(128, 'x')));  // nor here
  CHECK_FALSE(reads("\x30\x80\x00\x00"s));                          // indefinite
  CHECK_FALSE(reads("\x1F\x81\x01\x00"s));                          // a tag of several octets
  CHECK_FALSE(reads("\x00\x00"s));                                  // end of contents
  CHECK_FALSE(reads("\x04\x88\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFFx"));
  CHECK_FALSE(reads("\x04\x89\x01\x01\x01\x01\x01\x01\x01\x01\x01x"));
}

TEST_CASE("the DER reader leaves what has another tag", "[objects]") {
  const std::string bytes = "\x02\x01\x05\x04\x00"s;
  der::Reader reader(as_bytes(bytes));
  CHECK_FALSE(reader.next(der::octet_string));
  CHECK(reader.peek() == der::integer);
  CHECK(reader.next(der::integer)->content[0] == 5);
  CHECK(reader.next(der::octet_string)->whole.size() == 2);
  CHECK(reader.empty());
  CHECK(reader.peek() == 0);
}

TEST_CASE("only() refuses what stands behind", "[objects]") {
  CHECK(der::only(as_bytes("\x04\x01x"), der::octet_string));
  CHECK_FALSE(der::only(as_bytes("\x04\x01xy"), der::octet_string));
}

TEST_CASE("a value announces its size even where it is cut off", "[objects]") {
  CHECK(der::announced_size(as_bytes("\x30\x82\x01\x00x"s)) == 260U);
  CHECK(der::announced_size(as_bytes("\x30\x03x")) == 5U);
  CHECK_FALSE(der::announced_size(as_bytes("\x30\x80x")));
  CHECK_FALSE(der::announced_size(as_bytes("\x30")));
  CHECK_FALSE(der::announced_size(as_bytes("\x30\x88\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")));
}

TEST_CASE("object identifiers are written with dots", "[objects]") {
  CHECK(der::dotted(as_bytes("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01")) == "1.2.840.113549.1.1.1");
  CHECK(der::dotted(as_bytes("\x55\x1D\x11")) == "2.5.29.17");
  CHECK(der::dotted(as_bytes("\x00\x01"s)) == "0.0.1");
  CHECK(der::dotted(as_bytes("\x88\x37\x03")) == "2.999.3");
  // 2.25.329800735698586629295641978511506172918 (ITU-T X.667)
  CHECK(der::dotted(as_bytes("\x69\x83\xF8\x9D\x93\xDB\xB8\xE1\xD6\x84\x91\xB2\x8C\xA9\xA2\xFF\xC1\x94\xEE\x76")) !=
        "");
  CHECK(der::dotted({}).empty());
  CHECK(der::dotted(as_bytes("\x2A\x80\x01")).empty());  // an arc with a leading zero
  CHECK(der::dotted(as_bytes("\x2A\x86")).empty());      // cut off
  CHECK(der::dotted(as_bytes(std::string(1000, '\x01'))).empty());
}

TEST_CASE("times have the form of RFC 5280 and exist in the calendar", "[objects]") {
  const auto time = [](std::uint8_t tag, std::string_view text) {
    const auto value = strict::time({tag, as_bytes(text), {}});
    return value ? to_rfc3339(*value) : "";
  };
  CHECK(time(der::utc_time, "491231235959Z") == "2049-12-31T23:59:59Z");
  CHECK(time(der::utc_time, "500101000000Z") == "1950-01-01T00:00:00Z");
  CHECK(time(der::generalized_time, "99991231235959Z") == "9999-12-31T23:59:59Z");
  CHECK(time(der::generalized_time, "20240229000000Z") == "2024-02-29T00:00:00Z");
  CHECK(time(der::generalized_time, "20230229000000Z").empty());
  CHECK(time(der::utc_time, "251301000000Z").empty());
  CHECK(time(der::utc_time, "2512010000Z").empty());
  CHECK(time(der::utc_time, "251201000000+").empty());
  CHECK(time(der::utc_time, "25120100000:Z").empty());
  CHECK(time(der::generalized_time, "20251201000000.5Z").empty());
}
