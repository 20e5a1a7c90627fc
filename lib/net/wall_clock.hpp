// This machine's clock, as it stands: only for measuring how wrong it is.
#pragma once

#include <chrono>

namespace certdoc::net {

// Microseconds reach 292,000 years in both directions: no difference of two clocks overflows, whatever they say.
using Micros = std::chrono::microseconds;
using WallTime = std::chrono::sys_time<Micros>;

inline WallTime wall_now() {
  return std::chrono::time_point_cast<Micros>(std::chrono::system_clock::now());
}

}  // namespace certdoc::net
