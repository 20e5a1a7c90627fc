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
