#include "net/tls_session.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <array>

#include "net/tls_alert.hpp"
#include "net/tls_context.hpp"
#include "net/tls_spoken.hpp"

namespace certdoc::net {
namespace {

class Session {
 public:
  Session(Wire& wire, SslPtr ssl) : wire_(wire), ssl_(std::move(ssl)) {}

  // What OpenSSL has to say goes out, whatever it is.
  Awaitable<bool> flush() {
    char* data = nullptr;
    BIO* const out = SSL_get_wbio(ssl_.get());
    const long size = BIO_get_mem_data(out, &data);
    if (size <= 0) co_return true;
    const Bytes bytes(data, data + size);
    (void)BIO_reset(out);
    co_return co_await wire_.send(bytes);
  }

  // Hands over all that is waiting.
  void feed() {
    const ByteView bytes = wire_.waiting();
    BIO_write(SSL_get_rbio(ssl_.get()), bytes.data(), static_cast<int>(bytes.size()));
    fed_ += bytes.size();
    wire_.take(bytes.size());
  }

  bool nothing_read() const { return fed_ == 0; }
  SSL* ssl() const { return ssl_.get(); }

 private:
  Wire& wire_;
  SslPtr ssl_;
  std::size_t fed_ = 0;
};

// TLS 1.3 tells by its signature, older versions by the cipher.
CertificateKind kind_of(SSL* ssl, const SSL_CIPHER* cipher) {
  const int by_cipher = cipher == nullptr ? NID_undef : SSL_CIPHER_get_auth_nid(cipher);
  if (by_cipher == NID_auth_rsa) return CertificateKind::rsa;
  if (by_cipher == NID_auth_ecdsa) return CertificateKind::ecdsa;
  int by_signature = NID_undef;
  if (SSL_get_peer_signature_type_nid(ssl, &by_signature) != 1) return CertificateKind::any;
  const bool rsa = by_signature == EVP_PKEY_RSA || by_signature == EVP_PKEY_RSA_PSS;
  return rsa ? CertificateKind::rsa : CertificateKind::ecdsa;
}

void note_result(SSL* ssl, TlsSeen& seen) {
  seen.complete = true;
  const SSL_CIPHER* const cipher = SSL_get_current_cipher(ssl);
  const char* const name = cipher == nullptr ? nullptr : SSL_CIPHER_standard_name(cipher);
  if (name != nullptr) seen.cipher = name;
  seen.kind = kind_of(ssl, cipher);
}

// OpenSSL gave up: an alert of the peer, or a reason of our own.
void note_error(TlsSeen& seen, Step& step) {
  step.detail = take_tls_error().reason;
  step.failure = Failure::tls_failed;
  if (seen.alert_received) note_alert(*seen.alert_received, step);
}

void note_end(const Wire& wire, Step& step) {
  if (wire.cut()) {
    step.failure = Failure::tls_failed;
    step.detail = "too many bytes";
    return;
  }
  set(step, wire.failure());
}

// What the server has to say once the handshake is over: an alert that it wants a certificate comes only after the
// client's Finished (RFC 8446 4.4.2.4), and nothing comes where it lets the client in.
Awaitable<void> hear_out(Session& session, Wire& wire, TlsSeen& seen, Clock::duration moment) {
  constexpr int kMostPage = 2048;
  while (!seen.alert_received && seen.page.size() < kMostPage) {
    std::array<char, kMostPage> page{};
    const int size = SSL_read(session.ssl(), page.data(), static_cast<int>(page.size()));
    const bool ended = size <= 0 && SSL_get_error(session.ssl(), size) != SSL_ERROR_WANT_READ;
    ERR_clear_error();
    if (size > 0) seen.page.append(page.data(), static_cast<std::size_t>(size));
    if (ended) co_return;
    if (size > 0) continue;
    const bool came = co_await wire.more_within(moment);
    if (!came) co_return;
    session.feed();
  }
}

Awaitable<void> ask_page(Session& session, Wire& wire, const TlsProbe& probe, TlsSeen& seen) {
  constexpr std::chrono::seconds kPatience{2};
  const std::string request = "GET / HTTP/1.0\r\nHost: " + (probe.servername.empty() ? probe.host : probe.servername) +
                              "\r\nUser-Agent: certdoc\r\n\r\n";
  SSL_write(session.ssl(), request.data(), static_cast<int>(request.size()));
  co_await session.flush();
  co_await hear_out(session, wire, seen, kPatience);
}

// Was the client let in without a certificate?
Awaitable<void> try_door(Session& session, Wire& wire, const TlsProbe& probe, TlsSeen& seen, Step& step) {
  constexpr std::chrono::milliseconds kMoment{300};
  if (probe.ask_page) {
    co_await ask_page(session, wire, probe, seen);
  } else {
    co_await hear_out(session, wire, seen, kMoment);
  }
  if (!seen.alert_received) co_return;
  seen.complete = false;
  note_alert(*seen.alert_received, step);
}

Awaitable<void> run(Session& session, Wire& wire, TlsSeen& seen, Step& step) {
  for (;;) {
    ERR_clear_error();
    const int result = SSL_do_handshake(session.ssl());
    const int error = SSL_get_error(session.ssl(), result);
    if (result != 1 && error != SSL_ERROR_WANT_READ) note_error(seen, step);
    co_await session.flush();  // where it fails, reading tells what the peer said before
    if (result == 1 || step.failure != Failure::none) co_return;
    const bool came = co_await wire.more();
    if (!came) co_return note_end(wire, step);
    if (session.nothing_read() && !looks_like_tls(wire.waiting())) co_return note_foreign(wire.waiting(), seen, step);
    session.feed();
  }
}

}  // namespace

Awaitable<void> shake_hands(Wire& wire, const TlsProbe& probe, TlsSeen& seen, Step& step) {
  Session session(wire, new_client(probe, seen));
  if (session.ssl() == nullptr) {
    step.failure = Failure::local_failed;
    step.detail = take_tls_error().reason;
    co_return;
  }
  co_await run(session, wire, seen, step);
  if (step.failure != Failure::none) co_return;
  note_result(session.ssl(), seen);
  if (seen.asks_client_certificate) co_await try_door(session, wire, probe, seen, step);
  if (step.failure != Failure::none) co_return;
  SSL_shutdown(session.ssl());
  co_await session.flush();
}

}  // namespace certdoc::net
