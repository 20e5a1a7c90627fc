// Inside lib/net: a name to addresses, in a thread that is left behind if it does not come back in time.
#pragma once

#include <optional>
#include <string>

#include "net/asio.hpp"
#include "net/options.hpp"

namespace certdoc::net {

// getaddrinfo, in its order (RFC 6724). Blocks.
LookupResult system_lookup(const std::string& host, AddressFamily family);

// Nothing: it was still asking at the deadline.
Awaitable<std::optional<LookupResult>> look_up(std::string host, const Options& options);

}  // namespace certdoc::net
