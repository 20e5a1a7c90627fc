// Times and sources of check-clock in words.
#pragma once

#include "check/clock_agreement.hpp"

namespace certdoc {

// `4 ms`, `1.5 s`, `3 h 12 min`, `2 d 5 h`; of the absolute value.
std::string duration_text(Micros time, Lang lang);

// `3 h behind, ± 21 ms`; of a floor: `at least 3 h behind`.
std::string offset_text(const ClockBounds& bounds, Lang lang);

// Whom the verdict is by: `2 of 3 sources`, `ntp.example.com`, `chronyd`.
std::string by_whom(const ClockFacts& facts, const ClockVerdict& verdict, Lang lang);

// `NTP`, `HTTP Date`, `TLS`.
std::string_view kind_text(ClockSourceKind kind);

}  // namespace certdoc
