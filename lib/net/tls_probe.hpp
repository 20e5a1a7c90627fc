// TLS handshakes as an observer makes them: what does this server show, whoever it is? Nothing is verified here: the
// chain engine judges what was served, afterwards. Blocks until all are done or the deadline has come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "net/options.hpp"
#include "net/trace.hpp"

namespace certdoc::net {

enum class Starttls { none, smtp, imap, pop3, ftp, ldap, postgres, mysql, xmpp, nntp, sieve };

// `smtp`; nothing where there is no such protocol.
std::optional<Starttls> starttls_named(std::string_view name);
std::string_view name_of(Starttls protocol);
// Of a server that wants STARTTLS: 25 for smtp; 443 for none.
std::uint16_t default_port(Starttls protocol);

// Numbers as they stand on the wire.
enum class TlsVersion : std::uint16_t { ssl3 = 0x0300, tls10 = 0x0301, tls11 = 0x0302, tls12 = 0x0303, tls13 = 0x0304 };

// `TLS 1.3`
std::string_view name_of(TlsVersion version);

// A server may have one certificate of each kind and shows the one that the client's offer allows.
enum class CertificateKind { any, rsa, ecdsa };

// One handshake.
struct TlsProbe {
  std::string host;  // a DNS name, or an address without brackets
  std::uint16_t port = 443;
  std::string address;     // connect there instead of resolving `host`; empty: resolve
  std::string servername;  // SNI, and `to` of XMPP; empty: none is sent
  Starttls starttls = Starttls::none;
  TlsVersion oldest = TlsVersion::tls10;
  TlsVersion newest = TlsVersion::tls13;
  CertificateKind kind = CertificateKind::any;
  // Only what the server shows in the clear before a key is agreed on; TLS 1.2 and older. Cheap, and independent of
  // what this OpenSSL still speaks.
  bool first_flight = false;
  // Where the server asks for a client certificate and lets one in without: does it serve a page? Many refuse only
  // then.
  bool ask_page = false;
  NamedBy named_by = NamedBy::user;
};

// What came back on a port where no TLS is spoken.
enum class Spoken { nothing, unknown, http, smtp, ftp, imap, pop3, ssh, mysql, nntp, sieve, xmpp, ldap };

// What was seen, as far as it went: Trace::failed() tells where it ended.
struct TlsSeen {
  Trace trace;
  std::string address;  // `192.0.2.1:443`, the one connected; empty: none, or a proxy did
  bool through_proxy = false;
  bool complete = false;                        // the handshake was finished by both sides
  std::optional<TlsVersion> version;            // from the ServerHello on
  unsigned cipher_number = 0;                   // 0x1301
  std::string cipher;                           // TLS_AES_128_GCM_SHA256; of a handshake that was finished
  CertificateKind kind = CertificateKind::any;  // of the certificate; `any`: not known
  std::string group;                            // X25519, P-256; empty: none, or not known
  std::string alpn;
  std::vector<Bytes> chain;  // DER, in the order of the server
  Bytes staple;              // the OCSP response that came with it, DER
  bool asks_client_certificate = false;
  std::vector<Bytes> client_cas;                  // Name, DER
  std::string page;                               // TlsProbe::ask_page: how the answer begins
  std::optional<int> alert_received, alert_sent;  // RFC 8446 6
  Bytes first_bytes;                              // where no TLS was spoken
  Spoken spoken = Spoken::nothing;
};

using ProbeDone = std::function<void(std::size_t done, std::size_t all)>;

// In the order of the probes.
std::vector<TlsSeen> probe_tls(const std::vector<TlsProbe>& probes, const Options& options,
                               const ProbeDone& progress = {});

}  // namespace certdoc::net
