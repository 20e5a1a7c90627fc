// From PKCS#8 of both versions, PKCS#1, SEC1 and OpenSSL's form of DSA by our own walk; the rest through OpenSSL.
#include "artifact/pkcs8.hpp"

#include <openssl/x509.h>
#include <array>

#include "artifact/der_write.hpp"
#include "artifact/dsa_key.hpp"
#include "artifact/ec_key.hpp"
#include "artifact/evp_key.hpp"

namespace certdoc {
namespace {

using namespace std::string_view_literals;
using keys::Family;
using keys::KeyParts;

constexpr std::array<std::uint8_t, 3> kVersion{der::integer, 1, 0};
constexpr std::array<std::uint8_t, 3> kEcVersion{der::integer, 1, 1};
constexpr std::array<std::uint8_t, 1> kZero{0};
constexpr std::string_view kRsaAlgorithm = "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00"sv;
constexpr std::string_view kEcOid = "\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01"sv;
constexpr std::string_view kDsaOid = "\x06\x07\x2A\x86\x48\xCE\x38\x04\x01"sv;

tl::unexpected<Error> unwritable() {
  ERR_clear_error();
  return fail(Error::Kind::unsupported, "this private key cannot be written as PKCS#8",
              "convert it with the program that made it", "此私钥无法写成 PKCS#8", "请用生成它的程序转换");
}

SecretBytes private_key_info(ByteView algorithm, ByteView key, ByteView attributes = {}) {
  return der::write_secret(der::sequence,
                           {kVersion, algorithm, der::write_secret(der::octet_string, {key}), attributes});
}

// Attributes [0], whole, of a PrivateKeyInfo; Windows writes the usage of the key there.
ByteView attributes_of(ByteView der) {
  const auto outer = der::Reader(der).next(der::sequence);
  der::Reader reader(outer ? outer->content : ByteView());
  reader.next(der::integer);
  reader.next(der::sequence);
  reader.next(der::octet_string);
  const auto attributes = reader.next(der::context_constructed(0));
  return attributes ? attributes->whole : ByteView();
}

// The octets of the point in a SubjectPublicKeyInfo.
ByteView point_of(ByteView spki) {
  const auto outer = der::only(spki, der::sequence);
  der::Reader reader(outer ? outer->content : ByteView());
  reader.next(der::sequence);
  const auto bits = reader.next(der::bit_string);
  return bits && !bits->content.empty() ? bits->content.subspan(1) : ByteView();
}

// ECPrivateKey without its parameters: in PKCS#8 these stand in the AlgorithmIdentifier.
SecretBytes ec_private_key(const keys::EcParts& ec, ByteView point) {
  const SecretBytes d = der::write_secret(der::octet_string, {ec.d});
  if (point.empty()) return der::write_secret(der::sequence, {kEcVersion, d});
  const Bytes bits = der::write(der::context_constructed(1), {der::write(der::bit_string, {kZero, point})});
  return der::write_secret(der::sequence, {kEcVersion, d, bits});
}

Result<SecretBytes> of_ec(const KeyParts& parts, const Artifact& key) {
  const auto ec = keys::ec_parts(parts, *key.secret);
  if (!ec) return tl::unexpected(ec.error());
  const Bytes algorithm = der::write(der::sequence, {as_bytes(kEcOid), ec->curve});
  const ByteView computed = key.key ? point_of(key.key->spki) : ByteView();
  const SecretBytes inner = ec_private_key(*ec, ec->point.empty() ? computed : ec->point);
  if (parts.format != "pkcs8") return private_key_info(algorithm, inner);
  const ByteView octets = ec->point.empty() ? ByteView(inner) : parts.key;
  return private_key_info(parts.algorithm, octets, attributes_of(*key.secret));
}

// Of the five numbers PKCS#8 has p, q, g and x; y follows from them.
Result<SecretBytes> of_dsa(const KeyParts& parts, ByteView der) {
  const auto numbers = keys::dsa_numbers(parts, der);
  if (!numbers || numbers->x.empty()) return unwritable();
  const Bytes group = der::write(der::sequence, {der::write_unsigned(numbers->p), der::write_unsigned(numbers->q),
                                                 der::write_unsigned(numbers->g)});
  return private_key_info(der::write(der::sequence, {as_bytes(kDsaOid), group}),
                          der::write_secret(der::integer, {numbers->x}));
}

struct FreeInfo {
  void operator()(PKCS8_PRIV_KEY_INFO* info) const { PKCS8_PRIV_KEY_INFO_free(info); }  // which wipes the key
};

// BER, and forms that only OpenSSL knows.
Result<SecretBytes> through_openssl(ByteView der) {
  const PkeyPtr key = keys::evp_key(der);
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, FreeInfo> info(key ? EVP_PKEY2PKCS8(key.get()) : nullptr);
  const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr) : 0;
  if (size <= 0) return unwritable();
  SecretBytes out(static_cast<std::size_t>(size));
  unsigned char* at = out.data();
  if (i2d_PKCS8_PRIV_KEY_INFO(info.get(), &at) != size) return unwritable();
  return out;
}

}  // namespace

Result<SecretBytes> pkcs8_of(const Artifact& key) {
  if (!key.secret || key.secret->empty()) {
    return fail(Error::Kind::invalid, "there is no private key to write", "give the file that holds it",
                "没有可写入的私钥", "请提供含有私钥的文件");
  }
  const ByteView der = *key.secret;
  const auto parts = keys::parts_of(der);
  if (!parts) return through_openssl(der);
  if (parts->family == Family::ec) return of_ec(*parts, key);
  if (parts->format == "pkcs8") return private_key_info(parts->algorithm, parts->key, attributes_of(der));
  if (parts->family == Family::dsa) return of_dsa(*parts, der);
  return private_key_info(as_bytes(kRsaAlgorithm), parts->key);
}

}  // namespace certdoc
