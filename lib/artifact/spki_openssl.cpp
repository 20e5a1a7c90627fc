// Public keys in unusual encodings, through OpenSSL: the same `id` as for the usual encoding of the same key.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/spki.hpp"
#include "artifact/spki_ec.hpp"
#include "artifact/walker.hpp"

namespace certdoc {
namespace {

tl::unexpected<Error> invalid_key(const std::string& algorithm) {
  const std::string reason = take_openssl_reason();
  const std::string because = reason.empty() ? "" : " (OpenSSL: " + reason + ")";
  return fail(Error::Kind::invalid, "this is no valid " + algorithm + " public key" + because,
              "get the file again from where it came", "不是有效的 " + algorithm + " 公钥" + because,
              "请从原来的来源重新获取该文件");
}

// A parameter of a key as an INTEGER; empty where the key has none.
Bytes number(const EVP_PKEY* key, const char* parameter) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, parameter, &raw) != 1) return {};
  const BignumPtr value(raw);
  if (BN_is_zero(value.get()) != 0 || BN_is_negative(value.get()) != 0) return {};
  Bytes octets(static_cast<std::size_t>(BN_num_bytes(value.get())));
  BN_bn2bin(value.get(), octets.data());
  return der::write_unsigned(octets);
}

PkeyPtr decode(ByteView spki) {
  const std::uint8_t* at = spki.data();
  return PkeyPtr(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
}

// RSA-PSS parameters restrict what the key may be used for, and are no part of the key.
Result<PublicKey> rsa(ByteView spki, const SpkiParts& parts) {
  const std::string name = der::is(parts.algorithm, spki::kRsaPss) ? "RSA-PSS" : "RSA";
  const PkeyPtr pkey = decode(spki::canonical_rsa(parts.key));
  if (!pkey) return invalid_key(name);
  const Bytes n = number(pkey.get(), OSSL_PKEY_PARAM_RSA_N);
  const Bytes e = number(pkey.get(), OSSL_PKEY_PARAM_RSA_E);
  if (n.empty() || e.empty()) return invalid_key(name);
  PublicKey key = spki::key_of(spki, spki::canonical_rsa(der::write(der::sequence, {n, e})), name);
  key.bits = EVP_PKEY_get_bits(pkey.get());
  return key;
}

Result<PublicKey> dsa(ByteView spki, const SpkiParts& parts) {
  if (parts.parameters.empty()) {
    return fail(Error::Kind::unsupported, "the DSA key inherits its parameters from its issuer and cannot be compared",
                "compare the certificates of the issuer too", "该 DSA 密钥的参数继承自签发者,无法比较",
                "请同时比较签发者的证书");
  }
  const PkeyPtr pkey = decode(spki);
  if (!pkey) return invalid_key("DSA");
  const Bytes p = number(pkey.get(), OSSL_PKEY_PARAM_FFC_P);
  const Bytes q = number(pkey.get(), OSSL_PKEY_PARAM_FFC_Q);
  const Bytes g = number(pkey.get(), OSSL_PKEY_PARAM_FFC_G);
  const Bytes y = number(pkey.get(), OSSL_PKEY_PARAM_PUB_KEY);
  if (p.empty() || q.empty() || g.empty() || y.empty()) return invalid_key("DSA");
  constexpr std::array<std::uint8_t, 1> kNoUnusedBits{0};
  const Bytes algorithm =
      der::write(der::sequence, {der::write(der::oid, {as_bytes(spki::kDsa)}), der::write(der::sequence, {p, q, g})});
  const Bytes canonical = der::write(der::sequence, {algorithm, der::write(der::bit_string, {kNoUnusedBits, y})});
  PublicKey key = spki::key_of(spki, canonical, "DSA");
  key.bits = EVP_PKEY_get_bits(pkey.get());
  return key;
}

Result<PublicKey> raw(ByteView spki, const SpkiParts& parts, const spki::RawKey& kind) {
  const std::string name(kind.name);
  if (!parts.parameters.empty() || parts.key.size() != kind.size) return invalid_key(name);
  constexpr std::array<std::uint8_t, 1> kNoUnusedBits{0};
  const Bytes algorithm = der::write(der::sequence, {der::write(der::oid, {parts.algorithm})});
  PublicKey key = spki::key_of(
      spki, der::write(der::sequence, {algorithm, der::write(der::bit_string, {kNoUnusedBits, parts.key})}), name);
  key.bits = kind.bits;
  return key;
}

// OpenSSL's own view of the structure; `parameters` is a buffer that the view may point to.
SpkiParts parts_of(const X509_PUBKEY* key, Bytes& parameters) {
  ASN1_OBJECT* oid = nullptr;
  X509_ALGOR* algorithm = nullptr;
  const std::uint8_t* bits = nullptr;
  int size = 0;
  X509_PUBKEY_get0_param(&oid, &bits, &size, &algorithm, key);
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(nullptr, &type, &value, algorithm);
  if (type == V_ASN1_OBJECT) {
    const auto* object = static_cast<const ASN1_OBJECT*>(value);
    parameters = der::write(der::oid, {ByteView(OBJ_get0_data(object), OBJ_length(object))});
  } else if (type == V_ASN1_SEQUENCE) {
    const auto* text = static_cast<const ASN1_STRING*>(value);
    parameters = to_bytes({ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))});
  } else if (type != V_ASN1_UNDEF) {
    parameters = {der::null, 0};  // NULL, or what no algorithm has here
  }
  return {{OBJ_get0_data(oid), OBJ_length(oid)}, parameters, {bits, static_cast<std::size_t>(size)}};
}

// Where the strict walk stops.
Fault fault_of(ByteView spki) {
  Walker walker(spki);
  der::Reader reader(spki);
  der::Value outer, value;
  if (!walker.take(reader, der::sequence, "SubjectPublicKeyInfo (SEQUENCE)", outer)) return walker.fault();
  walker.end(reader, "SubjectPublicKeyInfo");
  der::Reader inner(outer.content);
  if (walker.take(inner, der::sequence, "algorithm (SEQUENCE)", value)) {
    if (walker.take(inner, der::bit_string, "subjectPublicKey (BIT STRING)", value)) {
      walker.end(inner, "subjectPublicKey");
    }
  }
  return walker.fault();
}

}  // namespace

Result<PublicKey> careful_key(ByteView spki) {
  const std::uint8_t* at = spki.data();
  const X509PubkeyPtr read(d2i_X509_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
  const std::string reason = take_openssl_reason();
  if (!read || at != spki.data() + spki.size()) {
    return tl::unexpected(broken({"public key", "公钥"}, fault_of(spki), reason));
  }
  Bytes parameters;
  const SpkiParts parts = parts_of(read.get(), parameters);
  if (der::is(parts.algorithm, spki::kRsa) || der::is(parts.algorithm, spki::kRsaPss)) return rsa(spki, parts);
  if (der::is(parts.algorithm, spki::kEc)) return careful_ec_key(spki, parts);
  if (der::is(parts.algorithm, spki::kDsa)) return dsa(spki, parts);
  if (const auto* kind = spki::raw_key(parts.algorithm)) return raw(spki, parts, *kind);
  return spki::key_of(spki, spki, spki::key_algorithm_name(parts.algorithm));
}

Result<PublicKey> public_key_of_spki(ByteView spki, Lang) {
  auto key = usual_key(spki);
  return key ? Result<PublicKey>(std::move(*key)) : careful_key(spki);
}

}  // namespace certdoc
