// Inside lib/net: OpenSSL's objects of a TLS client, and what it says of its errors.
#pragma once

#include <openssl/ssl.h>
#include <memory>
#include <string>

namespace certdoc::net {

template <auto Free>
struct FreeBy {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using SslContextPtr = std::unique_ptr<SSL_CTX, FreeBy<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, FreeBy<SSL_free>>;

// A client that reads and writes memory; null: OpenSSL could not, or there is no context.
SslPtr new_memory_client(SSL_CTX* context);

// The name that the server is told (SNI).
void tell_name(SSL* ssl, const std::string& name);

// OpenSSL's first error: its reason, or the alert that the peer sent (RFC 8446, section 6). Empties the queue.
struct TlsError {
  int alert = 0;
  std::string reason;
};
TlsError take_tls_error();

}  // namespace certdoc::net
