// Inside lib/net: OpenSSL's side of https. openssl.cnf is not read, so that an answer does not depend on the machine's
// crypto policy.
#pragma once

#include <string>

#include "net/options.hpp"
#include "net/tls_object.hpp"

namespace certdoc::net {

// One of each kind for all connections: making one takes milliseconds.
class HttpsContexts {
 public:
  explicit HttpsContexts(const Options& options) : options_(options) {}

  // A client for `host` that reads and writes memory; null: OpenSSL could not. With `verify` the server's certificate
  // must lead to a trusted root and bear the name; without, old protocols and weak keys are good enough.
  SslPtr client(const std::string& host, bool verify);

 private:
  SSL_CTX* context(bool verify);

  const Options& options_;
  SslContextPtr lenient_, strict_;
};

}  // namespace certdoc::net
