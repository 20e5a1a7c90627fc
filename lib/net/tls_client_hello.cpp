#include "net/tls_client_hello.hpp"

#include <algorithm>
#include <array>

namespace certdoc::net {
namespace {

constexpr std::uint8_t kHandshake = 22;

// Strong ones first; those of old versions too, since it is the server that is examined. Their numbers are IANA's:
// https://www.iana.org/assignments/tls-parameters/
constexpr std::array<std::uint16_t, 15> kRsa{0xC02F, 0xC030, 0xCCA8, 0x009E, 0x009F, 0xC013, 0xC014, 0xC027,
                                             0xC028, 0x009C, 0x009D, 0x002F, 0x0035, 0x0033, 0x000A};
constexpr std::array<std::uint16_t, 3> kRsaOld{0xC012, 0x0005, 0x0004};
constexpr std::array<std::uint16_t, 10> kEcdsa{0xC02B, 0xC02C, 0xCCA9, 0xC009, 0xC00A,
                                               0xC023, 0xC024, 0xC0AC, 0xC008, 0xC007};
constexpr std::array<std::uint16_t, 6> kGroups{29, 23, 24, 25, 30, 256};
// RSA-PSS on both kinds of keys, then PKCS #1; SHA-1 last.
constexpr std::array<std::uint16_t, 10> kRsaSchemes{0x0804, 0x0805, 0x0806, 0x0401, 0x0501,
                                                    0x0601, 0x0809, 0x080A, 0x080B, 0x0201};
constexpr std::array<std::uint16_t, 6> kEcdsaSchemes{0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0203};

void put(Bytes& out, std::size_t value, unsigned octets) {
  for (unsigned n = octets; n > 0; --n) out.push_back(static_cast<std::uint8_t>(value >> ((n - 1) * 8U)));
}

void put_vector(Bytes& out, ByteView content, unsigned octets) {
  put(out, content.size(), octets);
  out.insert(out.end(), content.begin(), content.end());
}

template <class Numbers>
void put_all(Bytes& out, const Numbers& numbers) {
  for (const std::uint16_t number : numbers) put(out, number, 2);
}

void put_extension(Bytes& out, unsigned type, ByteView content) {
  put(out, type, 2);
  put_vector(out, content, 2);
}

// A list of numbers with its length in front.
Bytes listed(ByteView numbers) {
  Bytes out;
  put_vector(out, numbers, 2);
  return out;
}

bool wants(const TlsProbe& probe, CertificateKind kind) {
  return probe.kind == CertificateKind::any || probe.kind == kind;
}

Bytes ciphers_of(const TlsProbe& probe) {
  Bytes out;
  if (wants(probe, CertificateKind::ecdsa)) put_all(out, kEcdsa);
  if (wants(probe, CertificateKind::rsa)) put_all(out, kRsa);
  if (wants(probe, CertificateKind::rsa)) put_all(out, kRsaOld);
  put(out, 0x00FF, 2);  // TLS_EMPTY_RENEGOTIATION_INFO_SCSV
  return out;
}

Bytes schemes_of(const TlsProbe& probe) {
  Bytes out;
  if (wants(probe, CertificateKind::ecdsa)) put_all(out, kEcdsaSchemes);
  if (wants(probe, CertificateKind::rsa)) put_all(out, kRsaSchemes);
  return out;
}

Bytes server_name(const std::string& name) {
  Bytes entry{0};  // host_name
  put_vector(entry, as_bytes(name), 2);
  return listed(entry);
}

Bytes extensions_of(const TlsProbe& probe) {
  Bytes out, groups;
  put_all(groups, kGroups);
  if (!probe.servername.empty()) put_extension(out, 0, server_name(probe.servername));
  put_extension(out, 5, Bytes{1, 0, 0, 0, 0});  // status_request: OCSP, no responders and extensions named
  put_extension(out, 10, listed(groups));
  put_extension(out, 11, Bytes{1, 0});  // uncompressed points
  if (probe.newest >= TlsVersion::tls12) put_extension(out, 13, listed(schemes_of(probe)));
  put_extension(out, 23, {});  // extended_master_secret
  return out;
}

}  // namespace

Bytes client_hello(const TlsProbe& probe, ByteView random) {
  Bytes body;
  put(body, static_cast<std::size_t>(probe.newest), 2);
  body.insert(body.end(), random.begin(), random.end());
  put(body, 0, 1);  // no session
  put_vector(body, ciphers_of(probe), 2);
  put_vector(body, Bytes{0}, 1);  // no compression
  if (probe.newest > TlsVersion::ssl3) put_vector(body, extensions_of(probe), 2);
  Bytes message{1};
  put_vector(message, body, 3);
  Bytes record{kHandshake};
  // Old servers want the oldest version here (RFC 8446 5.1); SSL 3.0 its own.
  put(record, static_cast<std::size_t>(std::min(probe.newest, TlsVersion::tls10)), 2);
  put_vector(record, message, 2);
  return record;
}

}  // namespace certdoc::net
