// Points in time as text.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "certdoc/error.hpp"

namespace certdoc {

using Time = std::chrono::sys_seconds;

// 2026-11-21T12:00:00Z
std::string to_rfc3339(Time time);

// `2026-11-21T12:00:00Z`, with an offset instead of Z, or `2026-11-21` (midnight UTC).
Result<Time> parse_time(std::string_view text);

// `10`, `2.5`: seconds, up to 1,000,000,000 of them; what is finer than a microsecond is cut off. Nothing where it is
// no such number. (std::from_chars for floating point would bring libm, one library more to load at every start.)
std::optional<std::chrono::microseconds> parse_seconds(std::string_view text);

}  // namespace certdoc
