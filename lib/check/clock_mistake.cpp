#include "check/clock_mistake.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace certdoc {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

// How far a clock that was set by such a mistake may have wandered since. Small beside the distance between two of the
// figures that are looked for, or much would be named by chance.
constexpr seconds kDrift{60}, kFineDrift{10}, kOwnZoneDrift{120};
constexpr Micros kTooVague = minutes(5);
constexpr days kGpsWeeks{7 * 1024};
constexpr seconds kTai{37}, kGps{18};  // ahead of UTC, since 2017
constexpr Micros kLeapDrift = std::chrono::milliseconds(500);

// Minutes east of UTC, of the zones that are not whole hours: Marquesas, Newfoundland, Iran, Afghanistan, India, Nepal,
// Myanmar, Eucla, Adelaide, Lord Howe, Chatham; with their summer times (IANA time zone database).
constexpr std::array kOddZones{-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825};
constexpr int kFarthestWest = -12 * 60, kFarthestEast = 14 * 60;

bool is_zone(int east) {
  if (east < kFarthestWest || east > kFarthestEast || east == 0) return false;
  return east % 60 == 0 || std::find(kOddZones.begin(), kOddZones.end(), east) != kOddZones.end();
}

// The calendar's mistakes and the zones' are told apart by size.
struct Offset {
  Micros middle{}, vague{};

  bool is(Micros wanted, Micros drift) const { return std::chrono::abs(middle - wanted) <= drift + vague; }
};

year_month_day date_of(Time time) {
  return year_month_day(std::chrono::floor<days>(time));
}

NamedMistake own_zone(const Offset& offset, const ClockFacts& facts) {
  const seconds east = facts.zone ? facts.zone->offset : seconds{};
  if (east == seconds{}) return {};
  if (offset.is(-east, kOwnZoneDrift)) return {ClockMistake::own_zone_ahead, east, {}};
  if (offset.is(east, kOwnZoneDrift)) return {ClockMistake::own_zone_behind, east, {}};
  return {};
}

// A clock that is ahead shows the local time of a zone east of Greenwich. One that is behind shows that of a zone in
// the west, or it stands in the east and was given UTC.
NamedMistake other_zone(const Offset& offset) {
  const auto quarters = std::chrono::round<std::chrono::duration<int, std::ratio<900>>>(offset.middle);
  const int east = -static_cast<int>(minutes(quarters).count());
  const seconds drift = east % 60 == 0 ? kDrift : kFineDrift;
  if (!offset.is(minutes(-east), drift)) return {};
  if (std::abs(east) == 60) return {ClockMistake::summer_time, minutes(east), {}};
  if (std::abs(east) == 12 * 60) return {ClockMistake::half_day, minutes(east), {}};
  if (east > 0 && is_zone(east)) return {ClockMistake::zone_ahead, minutes(east), {}};
  if (east < 0 && (is_zone(-east) || is_zone(east))) return {ClockMistake::zone_behind, minutes(-east), {}};
  return {};
}

ClockMistake calendar_mistake(Time shown, days wrong) {
  const year_month_day ours = date_of(shown), truth = date_of(shown + wrong);
  if (std::chrono::abs(wrong) == kGpsWeeks) return ClockMistake::gps_weeks;
  const bool same_year = ours.year() == truth.year();
  if (ours.month() == truth.month() && ours.day() == truth.day()) return ClockMistake::year;
  if (same_year && ours.day() == truth.day()) return ClockMistake::month;
  const bool swapped = static_cast<unsigned>(ours.month()) == static_cast<unsigned>(truth.day()) &&
                       static_cast<unsigned>(ours.day()) == static_cast<unsigned>(truth.month());
  return same_year && swapped ? ClockMistake::day_and_month : ClockMistake::date;
}

NamedMistake wrong_date(const Offset& offset, Time shown) {
  const auto wrong = std::chrono::round<days>(offset.middle);
  if (wrong == days{} || !offset.is(wrong, kDrift)) return {};
  return {calendar_mistake(shown, wrong), {}, wrong};
}

NamedMistake leap_seconds(const Offset& offset) {
  if (offset.vague > kLeapDrift) return {};
  if (offset.is(-kTai, kLeapDrift)) return {ClockMistake::tai, {}, {}};
  if (offset.is(-kGps, kLeapDrift)) return {ClockMistake::gps, {}, {}};
  return {};
}

// Where hardware clocks and kernels begin: 1970, 1980 (DOS), 2000.
bool is_reset(const ClockFacts& facts, Micros behind) {
  const int year = static_cast<int>(date_of(facts.now).year());
  return behind > std::chrono::years(1) && (year == 1970 || year == 1980 || year == 2000);
}

}  // namespace

NamedMistake clock_mistake(const ClockBounds& bounds, const ClockFacts& facts) {
  if (is_reset(facts, bounds.earliest)) return {ClockMistake::reset, {}, {}};
  if (bounds.is_floor() || bounds.half() > kTooVague) return {};
  const Offset offset{bounds.middle(), bounds.half()};
  if (std::chrono::abs(offset.middle) > std::chrono::hours(15)) return wrong_date(offset, facts.now);
  for (const NamedMistake& named : {leap_seconds(offset), own_zone(offset, facts), other_zone(offset)}) {
    if (named.mistake != ClockMistake::none) return named;
  }
  return {};
}

}  // namespace certdoc
