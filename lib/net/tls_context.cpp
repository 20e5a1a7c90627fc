#include "net/tls_context.hpp"

#include <openssl/err.h>

#include "net/tls_messages.hpp"

namespace certdoc::net {
namespace {

// A chain of ordinary certificates has 5 KiB.
constexpr long kMostCertificateBytes = 256L * 1024;

constexpr const char* kAnyCiphers = "ALL:COMPLEMENTOFDEFAULT:!aNULL:!eNULL:!PSK:!SRP:@SECLEVEL=0";
constexpr const char* kRsaCiphers = "aRSA:!aNULL:!eNULL:!PSK:!SRP:@SECLEVEL=0";
constexpr const char* kEcdsaCiphers = "aECDSA:!aNULL:!eNULL:@SECLEVEL=0";
constexpr const char* kRsaSchemes =
    "rsa_pss_rsae_sha256:rsa_pss_rsae_sha384:rsa_pss_rsae_sha512:rsa_pkcs1_sha256:rsa_pkcs1_sha384:rsa_pkcs1_sha512:"
    "rsa_pss_pss_sha256:rsa_pss_pss_sha384:rsa_pss_pss_sha512:RSA+SHA1";
constexpr const char* kEcdsaSchemes =
    "ecdsa_secp256r1_sha256:ecdsa_secp384r1_sha384:ecdsa_secp521r1_sha512:ed25519:ed448:ECDSA+SHA1";
const std::string kAnySchemes = std::string(kEcdsaSchemes) + ":" + kRsaSchemes;

int accept_all(X509_STORE_CTX* /*context*/, void* /*argument*/) {
  return 1;
}

TlsSeen& seen_by(const SSL* ssl) {
  return *static_cast<TlsSeen*>(SSL_get_app_data(ssl));
}

void on_message(int sent, int /*version*/, int type, const void* bytes, std::size_t size, SSL* ssl, void* /*unused*/) {
  if (sent != 0 || type != SSL3_RT_HANDSHAKE) return;
  note_message({static_cast<const std::uint8_t*>(bytes), size}, seen_by(ssl));
}

// A warning ends nothing: some servers send unrecognized_name as one, and go on. TLS 1.3 ignores the level, and has two
// alerts that are no errors (RFC 8446 6).
bool ends_handshake(const SSL* ssl, int alert, int level) {
  if (alert == SSL_AD_CLOSE_NOTIFY || alert == SSL_AD_USER_CANCELLED) return false;
  return level == SSL3_AL_FATAL || SSL_version(ssl) == TLS1_3_VERSION;
}

void on_info(const SSL* ssl, int where, int value) {
  if ((where & SSL_CB_ALERT) == 0) return;
  const int alert = value & 0xFF;
  if (!ends_handshake(ssl, alert, value >> 8)) return;
  TlsSeen& seen = seen_by(ssl);
  ((where & SSL_CB_READ) != 0 ? seen.alert_received : seen.alert_sent) = alert;
}

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

SSL_CTX* new_context() {
  OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  if (context == nullptr) return nullptr;
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_cert_verify_callback(context, accept_all, nullptr);
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_max_cert_list(context, kMostCertificateBytes);
  SSL_CTX_set_cipher_list(context, kAnyCiphers);
  SSL_CTX_set1_sigalgs_list(context, kAnySchemes.c_str());
  SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
  SSL_CTX_set_msg_callback(context, on_message);
  SSL_CTX_set_info_callback(context, on_info);
  return context;
}

SSL_CTX* context() {
  static const std::unique_ptr<SSL_CTX, FreeContext> kContext(new_context());
  return kContext.get();
}

void narrow(SSL* ssl, CertificateKind kind) {
  if (kind == CertificateKind::any) return;
  const bool rsa = kind == CertificateKind::rsa;
  SSL_set_cipher_list(ssl, rsa ? kRsaCiphers : kEcdsaCiphers);
  SSL_set1_sigalgs_list(ssl, rsa ? kRsaSchemes : kEcdsaSchemes);
}

}  // namespace

SslPtr new_client(const TlsProbe& probe, TlsSeen& seen) {
  SSL_CTX* const shared = context();
  SslPtr ssl(shared == nullptr ? nullptr : SSL_new(shared));
  if (!ssl) return ssl;
  SSL_set_app_data(ssl.get(), &seen);
  SSL_set_min_proto_version(ssl.get(), static_cast<int>(probe.oldest));
  SSL_set_max_proto_version(ssl.get(), static_cast<int>(probe.newest));
  narrow(ssl.get(), probe.kind);
  if (!probe.servername.empty()) {  // SSL_set_tlsext_host_name, which casts as C does
    SSL_ctrl(ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(probe.servername.c_str()));
  }
  SSL_set_bio(ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_connect_state(ssl.get());
  return ssl;
}

std::string take_openssl_error() {
  const unsigned long error = ERR_get_error();
  ERR_clear_error();
  const char* const reason = error == 0 ? nullptr : ERR_reason_error_string(error);
  return reason == nullptr ? std::string() : reason;
}

}  // namespace certdoc::net
