#include "net/tls_context.hpp"

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

SslContextPtr new_context() {
  OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  SslContextPtr made(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* const context = made.get();
  if (context == nullptr) return made;
  const std::string any_schemes = std::string(kEcdsaSchemes) + ":" + kRsaSchemes;
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_cert_verify_callback(context, accept_all, nullptr);
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_max_cert_list(context, kMostCertificateBytes);
  SSL_CTX_set_cipher_list(context, kAnyCiphers);
  SSL_CTX_set1_sigalgs_list(context, any_schemes.c_str());
  SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
  SSL_CTX_set_msg_callback(context, on_message);
  SSL_CTX_set_info_callback(context, on_info);
  return made;
}

SSL_CTX* context() {
  static const SslContextPtr kContext = new_context();
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
  SslPtr ssl = new_memory_client(context());
  if (!ssl) return ssl;
  SSL_set_app_data(ssl.get(), &seen);
  SSL_set_min_proto_version(ssl.get(), static_cast<int>(probe.oldest));
  SSL_set_max_proto_version(ssl.get(), static_cast<int>(probe.newest));
  narrow(ssl.get(), probe.kind);
  if (!probe.servername.empty()) tell_name(ssl.get(), probe.servername);
  return ssl;
}

}  // namespace certdoc::net
