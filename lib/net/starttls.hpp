// Inside lib/net: how a client asks for TLS on a port that begins in plain text. Every line, reply and message is
// bounded; whatever a server sends in plain text behind its consent is refused, as it would be taken for protected
// (CVE-2021-23222 and its kin, https://nostarttls.secvuln.info/).
#pragma once

#include <string>
#include <string_view>

#include "net/tls_probe.hpp"
#include "net/wire.hpp"

namespace certdoc::net {

// What a dialogue may cost.
inline constexpr std::size_t kStarttlsBytes = std::size_t{128} * 1024;

// `none`: the next byte is TLS, and `detail` is how the server greeted. Else `detail` holds its own words.
struct StarttlsAnswer {
  Failure failure = Failure::none;
  std::string detail;
  int code = 0;  // errno
};

// `name`: of the host that is wanted.
Awaitable<StarttlsAnswer> starttls(Wire& wire, Starttls protocol, const std::string& name);

// The dialogues.
Awaitable<StarttlsAnswer> starttls_smtp(Wire& wire);      // RFC 3207
Awaitable<StarttlsAnswer> starttls_ftp(Wire& wire);       // RFC 4217
Awaitable<StarttlsAnswer> starttls_nntp(Wire& wire);      // RFC 4642
Awaitable<StarttlsAnswer> starttls_imap(Wire& wire);      // RFC 9051
Awaitable<StarttlsAnswer> starttls_pop3(Wire& wire);      // RFC 2595
Awaitable<StarttlsAnswer> starttls_sieve(Wire& wire);     // RFC 5804
Awaitable<StarttlsAnswer> starttls_ldap(Wire& wire);      // RFC 4511 4.14
Awaitable<StarttlsAnswer> starttls_postgres(Wire& wire);  // PostgreSQL, Message Flow: SSL Session Encryption
Awaitable<StarttlsAnswer> starttls_mysql(Wire& wire);     // MySQL, Connection Phase
Awaitable<StarttlsAnswer> starttls_xmpp(Wire& wire, const std::string& name);  // RFC 6120 5

// The connection ended or said too much.
StarttlsAnswer broken(const Wire& wire);
inline StarttlsAnswer granted(std::string_view greeting) {
  return {Failure::none, std::string(greeting), 0};
}
inline StarttlsAnswer missing(std::string_view said) {
  return {Failure::starttls_missing, std::string(said), 0};
}
inline StarttlsAnswer refused(std::string_view said) {
  return {Failure::starttls_refused, std::string(said), 0};
}
// What came is not this protocol.
inline StarttlsAnswer foreign(std::string_view said) {
  return {Failure::starttls_foreign, std::string(said), 0};
}

}  // namespace certdoc::net
