// Inside lib/net: one probe, as a coroutine.
#pragma once

#include "net/connect.hpp"
#include "net/tls_probe.hpp"

namespace certdoc::net {

Awaitable<TlsSeen> probe_one(const TlsProbe& probe, const Options& options);

// The same from a socket on; closes it. For tests, and whoever has one.
Awaitable<void> probe_on(tcp::socket& socket, const TlsProbe& probe, Clock::time_point deadline, TlsSeen& seen);

}  // namespace certdoc::net
