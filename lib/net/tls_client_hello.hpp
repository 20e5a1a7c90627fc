// Inside lib/net: a ClientHello of TLS 1.2 and older, written out: it can ask for versions that this OpenSSL no longer
// speaks.
#pragma once

#include "net/tls_probe.hpp"

namespace certdoc::net {

// As a record. `random`: 32 bytes.
Bytes client_hello(const TlsProbe& probe, ByteView random);

}  // namespace certdoc::net
