#include "base/time.hpp"

#include "catch.hpp"

using namespace certdoc;

TEST_CASE("a time is written and read back in RFC 3339") {
  const auto time = parse_time("2026-11-21T12:00:00Z");
  REQUIRE(time);
  CHECK(to_rfc3339(*time) == "2026-11-21T12:00:00Z");
  CHECK(to_rfc3339(*parse_time("2026-11-21")) == "2026-11-21T00:00:00Z");
  CHECK(to_rfc3339(*parse_time("2026-11-21T20:00:00+08:00")) == "2026-11-21T12:00:00Z");
  CHECK(to_rfc3339(*parse_time("2024-02-29 23:59:59-0330")) == "2024-03-01T03:29:59Z");
}

TEST_CASE("what is no time is refused with the form to use") {
  for (const char* wrong : {"", "now", "2026-13-01", "2026-02-30", "2026-11-21T25:00:00Z", "2026-11-21T12:00:00",
                            "2026-11-21T12:00:00+99:00", "-2026-11-21", "2026-11-21T12:00:00Zx"}) {
    CAPTURE(wrong);
    const auto time = parse_time(wrong);
    REQUIRE_FALSE(time);
    CHECK(time.error().hint.find("2026-11-21") != std::string::npos);
  }
}

TEST_CASE("seconds are read to the microsecond, and nothing else is") {
  using std::chrono::microseconds;
  CHECK(parse_seconds("10") == microseconds(10'000'000));
  CHECK(parse_seconds("2.5") == microseconds(2'500'000));
  CHECK(parse_seconds("0.0000019") == microseconds(1));
  CHECK(parse_seconds("1000000000") == microseconds(1'000'000'000'000'000));
  for (const char* wrong : {"", ".", "1.", ".5", "-1", "+1", "1e3", "1.5s", "0x1", "inf", "nan", "1000000000.1",
                            "99999999999999999999999", "1.-5", " 1"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_seconds(wrong));
  }
}
