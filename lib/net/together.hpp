// Inside lib/net: coroutines side by side within one.
#pragma once

#include <functional>
#include <vector>

#include "net/asio.hpp"

namespace certdoc::net {

// Starts all of them and comes back when all have ended. An exception of one is thrown on then.
Awaitable<void> together(std::vector<std::function<Awaitable<void>()>> jobs);

}  // namespace certdoc::net
