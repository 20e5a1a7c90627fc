// The time that an HTTP server tells: its Date header. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "net/wall_clock.hpp"

namespace certdoc::net {

// `Sun, 06 Nov 1994 08:49:37 GMT`, and the two obsolete forms that a recipient has to accept (RFC 9110 5.6.7). The day
// of the week is not looked at.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

// Between these two the offset of the server's clock from ours lies.
struct OffsetBounds {
  Micros earliest{}, latest{};
};

// `date` names a whole second, which began up to a second before the header was made; that was between sending the
// question and the arrival of the header. `age`: seconds that the answer may have spent in a cache (RFC 9111 5.1); some
// caches leave the Date as it was, others put their own there, so that both are allowed for.
OffsetBounds http_offset(std::chrono::sys_seconds date, std::optional<std::uint32_t> age, WallTime asked,
                         WallTime answered);

}  // namespace certdoc::net
