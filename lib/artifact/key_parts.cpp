// PrivateKeyInfo (RFC 5208, RFC 5958), RSAPrivateKey (RFC 8017), ECPrivateKey (RFC 5915) and OpenSSL's own form for
// DSA (https://docs.openssl.org/3.0/man1/openssl-dsa/), told apart by their structure alone: labels are often wrong.
#include "artifact/key_parts.hpp"

#include <fmt/format.h>

namespace certdoc::keys {
namespace {

constexpr std::string_view kRsa = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01";
constexpr std::string_view kRsaPss = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0A";
constexpr std::string_view kDsa = "\x2A\x86\x48\xCE\x38\x04\x01";
constexpr std::string_view kEc = "\x2A\x86\x48\xCE\x3D\x02\x01";

Family family_of(ByteView oid) {
  if (der::is(oid, kRsa)) return Family::rsa;
  if (der::is(oid, kRsaPss)) return Family::rsa_pss;
  if (der::is(oid, kDsa)) return Family::dsa;
  if (der::is(oid, kEc)) return Family::ec;
  return Family::other;
}

// publicKey [1] IMPLICIT BIT STRING, after the optional attributes [0].
Result<std::optional<ByteView>> public_part_of(ByteView der, der::Reader& reader) {
  reader.next(der::context_constructed(0));
  if (reader.empty()) return std::nullopt;
  const ByteView at = reader.rest();
  const auto bits = reader.next(der::context(1));
  if (!bits || bits->content.empty() || !reader.empty()) return damaged_at(der, at);
  return bits->content.subspan(1);
}

Result<KeyParts> pkcs8_parts(ByteView der, der::Reader reader) {
  KeyParts parts{.format = "pkcs8"};
  const auto algorithm = reader.next(der::sequence);
  if (!algorithm) return damaged_at(der, reader.rest());
  parts.algorithm = algorithm->whole;
  der::Reader identifier(algorithm->content);
  const auto oid = identifier.next(der::oid);
  if (!oid) return damaged_at(der, identifier.rest());
  parts.oid = oid->content;
  parts.family = family_of(oid->content);
  parts.parameters = identifier.rest();
  const ByteView at = reader.rest();
  const auto key = reader.next(der::octet_string);
  if (!key) return damaged_at(der, at);
  parts.key = key->content;
  const auto public_part = public_part_of(der, reader);
  if (!public_part) return tl::unexpected(public_part.error());
  parts.public_part = *public_part;
  return parts;
}

// RSA has nine numbers (or a tenth value with further primes), DSA six.
Result<KeyParts> numbers_alone(ByteView der, ByteView whole, der::Reader reader) {
  int count = 1;  // the version has been read
  while (reader.next(der::integer)) ++count;
  if (count == 6 && reader.empty()) return KeyParts{.format = "dsa", .family = Family::dsa, .key = whole};
  const bool more_primes = reader.peek() == der::sequence && count == 9;
  if (count == 9 && (reader.empty() || more_primes)) {
    return KeyParts{.format = "pkcs1", .family = Family::rsa, .key = whole};
  }
  return damaged_at(der, reader.rest());
}

}  // namespace

Result<KeyParts> parts_of(ByteView der) {
  der::Reader outer(der);
  const auto whole = outer.next(der::sequence);
  if (!whole) return damaged_at(der, der);
  der::Reader reader(whole->content);
  if (!reader.next(der::integer)) return damaged_at(der, whole->content);
  if (reader.peek() == der::sequence) return pkcs8_parts(der, reader);
  if (reader.peek() == der::integer) return numbers_alone(der, whole->whole, reader);
  const ByteView at = reader.rest();
  if (!reader.next(der::octet_string)) return damaged_at(der, at);
  return KeyParts{.format = "sec1", .family = Family::ec, .key = whole->whole};
}

std::optional<Encrypted> encrypted_parts_of(ByteView der) {
  der::Reader outer(der);
  const auto whole = outer.next(der::sequence);
  if (!whole) return std::nullopt;
  der::Reader reader(whole->content);
  const auto algorithm = reader.next(der::sequence);
  const auto data = algorithm ? reader.next(der::octet_string) : std::nullopt;
  if (!data || !reader.empty() || der::Reader(algorithm->content).peek() != der::oid) return std::nullopt;
  return Encrypted{algorithm->whole, data->content};
}

tl::unexpected<Error> damaged_at(ByteView whole, ByteView at) {
  const auto offset = at.data() == nullptr ? 0 : at.data() - whole.data();
  return fail(Error::Kind::invalid, fmt::format("the private key is damaged at byte {}", offset),
              "take it from a backup, or make a new key and request a new certificate",
              fmt::format("私钥在第 {} 字节处损坏", offset), "请从备份中取回，或生成新密钥并重新申请证书");
}

}  // namespace certdoc::keys
