// Inside lib/net: one whole handshake by OpenSSL over memory buffers. Nothing is verified: everybody is let in, and
// what was shown is noted from the messages as they come.
#pragma once

#include "net/tls_probe.hpp"
#include "net/wire.hpp"

namespace certdoc::net {

// The step `tls` is the caller's.
Awaitable<void> shake_hands(Wire& wire, const TlsProbe& probe, TlsSeen& seen, Step& step);

}  // namespace certdoc::net
