#include "check/clock_mistake.hpp"

#include "catch.hpp"

using namespace certdoc;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Time time(const char* text) {
  return *parse_time(text);
}

ClockFacts showing(const char* text) {
  ClockFacts facts;
  facts.now = time(text);
  return facts;
}

NamedMistake named(Micros offset, const ClockFacts& facts, Micros uncertainty = seconds(1)) {
  return clock_mistake({offset - uncertainty, offset + uncertainty}, facts);
}

ClockMistake mistake(Micros offset, Micros uncertainty = seconds(1)) {
  return named(offset, showing("2026-11-21T12:00:00Z"), uncertainty).mistake;
}

// A clock that shows `shown` when it is `truth`.
ClockMistake calendar(const char* shown, const char* truth) {
  return named(time(truth) - time(shown), showing(shown)).mistake;
}

}  // namespace

TEST_CASE("an offset of no known figure has no name") {
  for (const Micros offset :
       {Micros(0), Micros(seconds(90)), Micros(minutes(10)), Micros(minutes(100)), Micros(hours(3) + minutes(20)),
        Micros(hours(8) + minutes(2)), Micros(-hours(7) - minutes(15)), Micros(days(1) + hours(5))}) {
    CAPTURE(offset.count());
    CHECK(mistake(offset) == ClockMistake::none);
  }
}

TEST_CASE("a whole hour ahead is the local time of a zone in the east") {
  const NamedMistake eight = named(-hours(8) + seconds(20), showing("2026-11-21T20:00:00Z"));
  CHECK(eight.mistake == ClockMistake::zone_ahead);
  CHECK(eight.zone == hours(8));
  CHECK(mistake(-hours(14)) == ClockMistake::zone_ahead);
  CHECK(mistake(-hours(5) - minutes(30)) == ClockMistake::zone_ahead);  // India
  CHECK(mistake(-hours(5) - minutes(45)) == ClockMistake::zone_ahead);  // Nepal
  CHECK(mistake(-hours(2) - minutes(30)) == ClockMistake::none);        // nobody is there
  CHECK(mistake(-hours(4) - minutes(15)) == ClockMistake::none);
}

TEST_CASE("a whole hour behind is a zone in the west, or UTC that was taken for local time in the east") {
  CHECK(named(hours(8), showing("2026-11-21T04:00:00Z")).zone == hours(8));
  CHECK(mistake(hours(5)) == ClockMistake::zone_behind);
  CHECK(mistake(hours(3) + minutes(30)) == ClockMistake::zone_behind);
  CHECK(mistake(hours(9) + minutes(30)) == ClockMistake::zone_behind);
}

TEST_CASE("a figure is not named where the offset is too vague for it") {
  CHECK(mistake(hours(8), minutes(6)) == ClockMistake::none);
  CHECK(mistake(hours(5) + minutes(30) + seconds(20)) == ClockMistake::none);  // half hours need a closer fit
}

TEST_CASE("the zone of the machine itself is named as that") {
  ClockFacts facts = showing("2026-11-21T20:00:00Z");
  facts.zone = ClockZone{"Asia/Shanghai", hours(8)};
  CHECK(named(-hours(8), facts).mistake == ClockMistake::own_zone_ahead);
  CHECK(named(hours(8), facts).mistake == ClockMistake::own_zone_behind);
  CHECK(named(-hours(9), facts).mistake == ClockMistake::zone_ahead);
  facts.zone = ClockZone{"Etc/UTC", hours(0)};
  CHECK(named(Micros(0), facts).mistake == ClockMistake::none);
  facts.zone = ClockZone{"America/New_York", -hours(5)};
  CHECK(named(hours(5), facts).mistake == ClockMistake::own_zone_ahead);
}

TEST_CASE("one hour is summer time, twelve are AM and PM") {
  CHECK(mistake(hours(1)) == ClockMistake::summer_time);
  CHECK(mistake(-hours(1)) == ClockMistake::summer_time);
  CHECK(mistake(hours(12) + seconds(30)) == ClockMistake::half_day);
  CHECK(mistake(-hours(12)) == ClockMistake::half_day);
}

TEST_CASE("a wrong date with the right time of day is told apart by what is wrong in it") {
  CHECK(calendar("2025-11-21T12:00:00Z", "2026-11-21T12:00:40Z") == ClockMistake::year);
  CHECK(calendar("2027-02-01T00:00:00Z", "2024-02-01T00:00:00Z") == ClockMistake::year);
  CHECK(calendar("2026-10-21T12:00:00Z", "2026-11-21T12:00:00Z") == ClockMistake::month);
  CHECK(calendar("2026-05-11T12:00:00Z", "2026-11-05T12:00:00Z") == ClockMistake::day_and_month);
  CHECK(calendar("2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z") == ClockMistake::date);
  CHECK(calendar("2026-11-20T23:59:50Z", "2026-11-22T00:00:10Z") == ClockMistake::date);
  CHECK(calendar("2026-11-20T12:00:00Z", "2026-11-22T15:00:00Z") == ClockMistake::none);
}

TEST_CASE("1024 weeks are a GPS receiver's") {
  CHECK(calendar("2007-04-07T12:00:00Z", "2026-11-21T12:00:00Z") == ClockMistake::gps_weeks);
}

TEST_CASE("missing leap seconds are named where the time is known well enough") {
  CHECK(mistake(-seconds(37), std::chrono::milliseconds(50)) == ClockMistake::tai);
  CHECK(mistake(-seconds(18), std::chrono::milliseconds(50)) == ClockMistake::gps);
  CHECK(mistake(-seconds(37)) == ClockMistake::none);
  CHECK(mistake(seconds(37), std::chrono::milliseconds(50)) == ClockMistake::none);
}

TEST_CASE("a clock that stands where clocks begin has lost the time") {
  CHECK(calendar("1970-01-01T00:05:00Z", "2026-11-21T12:00:00Z") == ClockMistake::reset);
  CHECK(calendar("2000-01-03T00:05:00Z", "2026-11-21T12:00:00Z") == ClockMistake::reset);
  CHECK(calendar("2001-03-03T00:05:00Z", "2026-11-21T12:00:00Z") == ClockMistake::none);
}

TEST_CASE("a floor names nothing but a clock that was reset") {
  CHECK(clock_mistake({hours(8), Micros::max()}, showing("2026-11-21T12:00:00Z")).mistake == ClockMistake::none);
  CHECK(clock_mistake({days(9000), Micros::max()}, showing("1970-01-01T00:01:00Z")).mistake == ClockMistake::reset);
}

TEST_CASE("every mistake has a sentence in both languages, and no mistake has none") {
  const ClockFacts facts = showing("2026-11-21T12:00:00Z");
  for (int n = static_cast<int>(ClockMistake::own_zone_ahead); n <= static_cast<int>(ClockMistake::reset); ++n) {
    const NamedMistake one{static_cast<ClockMistake>(n), hours(8), days(3)};
    CHECK_FALSE(mistake_text(one, facts, Lang::en).empty());
    CHECK(mistake_text(one, facts, Lang::en) != mistake_text(one, facts, Lang::zh));
  }
  CHECK(mistake_text({}, facts, Lang::en).empty());
}

TEST_CASE("a hardware clock in local time is named as the reason only where the machine thinks that it keeps UTC") {
  ClockFacts facts = showing("2026-11-21T20:00:00Z");
  facts.zone = ClockZone{"Asia/Shanghai", hours(8)};
  facts.keeper.emplace();
  const auto text = [&] { return mistake_text(named(-hours(8), facts), facts, Lang::en); };
  CHECK(text().find("hardware clock") != std::string::npos);
  facts.keeper->machine.hardware.local = true;
  CHECK(text().find("hardware clock") == std::string::npos);
}
