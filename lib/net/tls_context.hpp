// Inside lib/net: OpenSSL's settings for an observer.
#pragma once

#include "net/tls_object.hpp"
#include "net/tls_probe.hpp"

namespace certdoc::net {

// A client that takes whatever a server offers, weak ones too. One SSL_CTX serves all: making one takes milliseconds,
// as OpenSSL 3 looks every algorithm up. openssl.cnf is not read: it could forbid what is to be examined.
SslPtr new_client(const TlsProbe& probe, TlsSeen& seen);

}  // namespace certdoc::net
