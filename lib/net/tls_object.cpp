#include "net/tls_object.hpp"

#include <openssl/err.h>

namespace certdoc::net {

SslPtr new_memory_client(SSL_CTX* context) {
  SslPtr ssl(context == nullptr ? nullptr : SSL_new(context));
  if (!ssl) return ssl;
  SSL_set_connect_state(ssl.get());
  SSL_set_bio(ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  return ssl;
}

// What SSL_set_tlsext_host_name does, by an old-style cast.
void tell_name(SSL* ssl, const std::string& name) {
  SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(name.c_str()));
}

TlsError take_tls_error() {
  const unsigned long error = ERR_peek_error();
  const char* const words = ERR_reason_error_string(error);
  ERR_clear_error();
  TlsError out;
  if (ERR_GET_LIB(error) == ERR_LIB_SSL && ERR_GET_REASON(error) >= SSL_AD_REASON_OFFSET) {
    out.alert = ERR_GET_REASON(error) - SSL_AD_REASON_OFFSET;
  }
  out.reason = words != nullptr ? words : "";
  return out;
}

}  // namespace certdoc::net
