// Points in time as text.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "certdoc/error.hpp"

namespace certdoc {

using Time = std::chrono::sys_seconds;

// 2026-11-21T12:00:00Z
std::string to_rfc3339(Time time);

// `2026-11-21T12:00:00Z`, with an offset instead of Z, or `2026-11-21` (midnight UTC).
Result<Time> parse_time(std::string_view text);

}  // namespace certdoc
