// Inside lib/net: OpenSSL's side of https. openssl.cnf is not read, so that an answer does not depend on the machine's
// crypto policy.
#pragma once

#include <openssl/ssl.h>
#include <memory>
#include <string>

#include "net/options.hpp"

namespace certdoc::net {

template <auto Free>
struct FreeBy {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using HttpsContextPtr = std::unique_ptr<SSL_CTX, FreeBy<SSL_CTX_free>>;
using HttpsPtr = std::unique_ptr<SSL, FreeBy<SSL_free>>;

// One of each kind for all connections: making one takes milliseconds.
class HttpsContexts {
 public:
  explicit HttpsContexts(const Options& options) : options_(options) {}

  // A client for `host` that reads and writes memory; null: OpenSSL could not. With `verify` the server's certificate
  // must lead to a trusted root and bear the name; without, old protocols and weak keys are good enough.
  HttpsPtr client(const std::string& host, bool verify);

 private:
  SSL_CTX* context(bool verify);

  const Options& options_;
  HttpsContextPtr lenient_, strict_;
};

// OpenSSL's first error: its number, or the alert that the peer sent (RFC 8446, section 6). Empties the queue.
struct TlsError {
  int alert = 0;
  std::string reason;
};
TlsError take_tls_error();

}  // namespace certdoc::net
