// Inside lib/net: a ClientHello, and the server's first flight read as it comes. TLS 1.2 and older show everything in
// it that an examination asks for: the version, the chain, the stapled OCSP response. No key is agreed on.
#pragma once

#include "net/tls_probe.hpp"
#include "net/wire.hpp"

namespace certdoc::net {

// Sends the hello and reads up to ServerHelloDone or an alert. The step `tls` is the caller's.
Awaitable<void> read_first_flight(Wire& wire, const TlsProbe& probe, TlsSeen& seen, Step& step);

}  // namespace certdoc::net
