// Offsets that people and machines make by known mistakes, named where the figure fits. Pure.
#pragma once

#include "check/clock.hpp"

namespace certdoc {

enum class ClockMistake {
  none,
  own_zone_ahead,   // local time was taken for UTC, in this machine's own zone
  own_zone_behind,  // UTC was taken for local time, in this machine's own zone
  zone_ahead,       // the same, of another zone
  zone_behind,
  summer_time,  // one hour
  half_day,     // AM and PM
  year,         // the time of day is right
  month,
  day_and_month,
  date,
  gps_weeks,  // 1024 weeks: a GPS receiver whose week number has run over
  tai,        // seconds of International Atomic Time, of GPS: nobody took the leap seconds off
  gps,
  reset,  // it stands in the year that clocks begin with
};

struct NamedMistake {
  ClockMistake mistake = ClockMistake::none;
  std::chrono::seconds zone{};  // east of UTC
  std::chrono::days days{};     // what has to be added
};

NamedMistake clock_mistake(const ClockBounds& offset, const ClockFacts& facts);

// One sentence; empty for none.
std::string mistake_text(const NamedMistake& named, const ClockFacts& facts, Lang lang);

}  // namespace certdoc
