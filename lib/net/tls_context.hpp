// Inside lib/net: OpenSSL's settings for an observer.
#pragma once

#include <openssl/ssl.h>
#include <memory>

#include "net/tls_probe.hpp"

namespace certdoc::net {

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPtr = std::unique_ptr<SSL, FreeSsl>;

// A client that takes whatever a server offers, weak ones too. One SSL_CTX serves all: making one takes milliseconds,
// as OpenSSL 3 looks every algorithm up. openssl.cnf is not read: it could forbid what is to be examined.
SslPtr new_client(const TlsProbe& probe, TlsSeen& seen);

// OpenSSL's words for the first error in its queue, which is emptied.
std::string take_openssl_error();

}  // namespace certdoc::net
