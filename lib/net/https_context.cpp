#include "net/https_context.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <array>

namespace certdoc::net {
namespace {

bool is_address(const std::string& host) {
  std::array<unsigned char, 16> bytes{};
  return ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || host.find(':') != std::string::npos;
}

// The answer proves itself, so what carries it may be weak: as with plain HTTP.
void make_lenient(SSL_CTX* context) {
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
}

void make_strict(SSL_CTX* context, const Options& options) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  for (const std::string& file : options.trust_files) SSL_CTX_load_verify_file(context, file.c_str());
  for (const std::string& directory : options.trust_directories) SSL_CTX_load_verify_dir(context, directory.c_str());
}

void expect_name(SSL* ssl, const std::string& host) {
  if (!is_address(host)) {
    SSL_set1_host(ssl, host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.substr(0, host.find('%')).c_str());
  }
}

SslContextPtr new_context(bool verify, const Options& options) {
  OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  SslContextPtr context(SSL_CTX_new(TLS_client_method()));
  if (!context) return context;
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  if (verify) {
    make_strict(context.get(), options);
  } else {
    make_lenient(context.get());
  }
  ERR_clear_error();  // trust that could not be loaded shows in the handshake
  return context;
}

}  // namespace

SSL_CTX* HttpsContexts::context(bool verify) {
  SslContextPtr& context = verify ? strict_ : lenient_;
  if (!context) context = new_context(verify, options_);
  return context.get();
}

SslPtr HttpsContexts::client(const std::string& host, bool verify) {
  SslPtr ssl = new_memory_client(context(verify));
  if (!ssl) return ssl;
  if (!is_address(host)) tell_name(ssl.get(), host);
  if (verify) expect_name(ssl.get(), host);
  return ssl;
}

}  // namespace certdoc::net
