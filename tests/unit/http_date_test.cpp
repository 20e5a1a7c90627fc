#include "net/http_date.hpp"

#include "base/time.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::net;

namespace {

std::string read(std::string_view text) {
  const auto time = parse_http_date(text);
  return time ? to_rfc3339(*time) : "none";
}

WallTime at(double seconds) {
  return WallTime(Micros(static_cast<std::int64_t>(seconds * 1e6)));
}

}  // namespace

TEST_CASE("the three forms of an HTTP date are read") {
  CHECK(read("Sun, 06 Nov 1994 08:49:37 GMT") == "1994-11-06T08:49:37Z");
  CHECK(read("Sunday, 06-Nov-94 08:49:37 GMT") == "1994-11-06T08:49:37Z");
  CHECK(read("Sun Nov  6 08:49:37 1994") == "1994-11-06T08:49:37Z");
  CHECK(read("Sat, 28 Nov 2026 23:59:60 GMT") == "2026-11-29T00:00:00Z");  // a leap second
  CHECK(read("Saturday, 28-Nov-26 12:00:00 GMT") == "2026-11-28T12:00:00Z");
}

TEST_CASE("what is no HTTP date is none") {
  for (const char* wrong :
       {"", "now", "0", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CST", "Sun, 31 Feb 2026 08:49:37 GMT",
        "Sun, 06 Nov 94 24:00:00 GMT", "Sun, 06 Nov -994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 19994 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:-7 GMT"}) {
    CAPTURE(wrong);
    CHECK(read(wrong) == "none");
  }
  CHECK(read(std::string(100'000, ',')) == "none");
}

TEST_CASE("a Date bounds the offset by its second and by the way there and back") {
  const auto bounds =
      http_offset(std::chrono::sys_seconds(std::chrono::seconds(1010)), std::nullopt, at(1000.2), at(1000.6));
  CHECK(bounds.earliest == Micros(9'400'000));  // the second had just begun, when the header came
  CHECK(bounds.latest == Micros(10'800'000));   // it was just over, when the question went
}

TEST_CASE("what may have come from a cache may be older by as much") {
  const auto date = std::chrono::sys_seconds(std::chrono::seconds(1000));
  const auto fresh = http_offset(date, 0, at(1000), at(1000));
  const auto cached = http_offset(date, 300, at(1000), at(1000));
  CHECK(fresh.latest == Micros(1'000'000));
  CHECK(cached.earliest == fresh.earliest);
  CHECK(cached.latest == Micros(302'000'000));
}
