// The time zone of a system, by the C library's rules.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace certdoc {

// How far the system below `root` is east of UTC at that time, by its /etc/localtime and not by TZ, which is of this
// process only. Before any thread starts.
std::optional<std::chrono::seconds> utc_offset(const std::string& root, std::chrono::sys_seconds at);

}  // namespace certdoc
