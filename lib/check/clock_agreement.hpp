// Which of several sources tell the time, by the intersection of their intervals (Marzullo's algorithm, as NTP uses it:
// RFC 5905 11.2.1), and what that means for this clock. Pure.
#pragma once

#include "check/clock.hpp"

namespace certdoc {

// Within, beyond what is allowed; undecided where the bounds hold both.
enum class Skew { within, beyond, undecided };

Skew skew_of(const ClockBounds& bounds, Micros allowed);

enum class Basis {
  agreed,     // more than half of the sources meet
  all_alike,  // they do not, but each of them leads to the same verdict
  floor,      // nobody told the time, but it is later than this clock says
  keeper,     // nobody was there to be asked; the machine's own time keeping says so
  disagreed,  // sources contradict each other
  nothing,    // nobody told the time
};

struct ClockVerdict {
  Basis basis = Basis::nothing;
  Skew skew = Skew::undecided;
  ClockBounds bounds;         // of all that counts
  std::vector<bool> trusted;  // for each source: its answer is part of this
};

// NTP servers are there to tell the time, and decide by their majority; web servers decide where no NTP server
// answered, and where NTP servers are at odds.
ClockVerdict judge_clock(const ClockFacts& facts);

// What the machine's own time keeping says of its clock; nothing where nobody keeps it.
std::optional<ClockBounds> keeper_bounds(const ClockKeeper& keeper);

}  // namespace certdoc
