// From DER to a private key of an Artifact. Usual keys by our own walk, the others through OpenSSL.
#include <openssl/crypto.h>

#include "artifact/dsa_key.hpp"
#include "artifact/ec_key.hpp"
#include "artifact/encrypted_key.hpp"
#include "artifact/evp_key.hpp"
#include "artifact/keys.hpp"
#include "artifact/objects.hpp"
#include "artifact/rsa_key.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

using keys::Family;
using keys::KeyParts;

Result<Bytes> spki_through_openssl(const KeyParts& parts, ByteView der) {
  const PkeyPtr key = keys::evp_key(parts, der);
  if (!key) return keys::damaged_at(der, parts.key);
  return keys::evp_spki(key.get());
}

Result<Bytes> ec_public(const KeyParts& parts, ByteView der) {
  const auto ec = keys::ec_parts(parts, der);
  if (!ec) return tl::unexpected(ec.error());
  Bytes spki = ec->named() ? keys::ec_spki(*ec) : Bytes();
  if (!spki.empty()) return spki;
  return spki_through_openssl(parts, der);
}

// The public half, as OpenSSL writes it.
Result<Bytes> public_half(const KeyParts& parts, ByteView der) {
  if (parts.family == Family::rsa || parts.family == Family::rsa_pss) {
    return keys::rsa_numbers(parts.key, der).map([&](const auto& numbers) { return keys::rsa_spki(parts, numbers); });
  }
  if (parts.family == Family::ec) return ec_public(parts, der);
  if (parts.family == Family::dsa) {
    return keys::dsa_numbers(parts, der).and_then([&](const auto& numbers) -> Result<Bytes> {
      Bytes spki = keys::dsa_spki(numbers);
      if (spki.empty()) return keys::damaged_at(der, parts.key);
      return spki;
    });
  }
  return spki_through_openssl(parts, der);
}

// Where the point as it is written is none, the one that belongs to d is what the key is.
Result<PublicKey> key_of(const KeyParts& parts, ByteView der, ByteView spki, Lang lang) {
  auto key = public_key_of_spki(spki, lang);
  if (key || parts.family != Family::ec) return key;
  const auto ec = keys::ec_parts(parts, der);
  const Bytes computed = ec && ec->named() ? keys::ec_spki_of_scalar(*ec) : Bytes();
  return computed.empty() ? key : public_key_of_spki(computed, lang);
}

// An algorithm that neither we nor this OpenSSL know.
bool unknown(const KeyParts& parts) {
  return parts.family == Family::other && !keys::evp_knows(parts.oid);
}

// What the outer structure does not tell, OpenSSL may still know: BER, and forms of its own.
Result<void> read_unusual(Artifact& artifact, ByteView der, const LoadOptions& options, const Error& error) {
  const PkeyPtr pkey = keys::evp_key(der);
  if (!pkey) return tl::unexpected(error);
  const auto key = public_key_of_spki(keys::evp_spki(pkey.get()), options.lang);
  if (!key) return tl::unexpected(key.error());
  artifact.key = *key;
  return {};
}

Result<void> read_parts(Artifact& artifact, const KeyParts& parts, ByteView der, const LoadOptions& options) {
  if (unknown(parts)) {
    artifact.unread =
        Reason{ReasonKind::unsupported, say(options.lang, "OpenSSL {} does not know private keys of the algorithm {}",
                                            "OpenSSL {} 不支持 {} 算法的私钥", OpenSSL_version(OPENSSL_VERSION_STRING),
                                            algorithm_name(der::dotted(parts.oid)))};
    return {};
  }
  const auto spki = public_half(parts, der);
  if (!spki) return tl::unexpected(spki.error());
  auto key = key_of(parts, der, *spki, options.lang);
  if (!key) return tl::unexpected(key.error());
  artifact.key = std::move(*key);
  return {};
}

Result<void> read_plain(Artifact& artifact, ByteView der, const LoadOptions& options) {
  artifact.secret = std::make_shared<const SecretBytes>(to_secret(der));
  const auto parts = keys::parts_of(der);
  if (parts && artifact.format.empty()) artifact.format = parts->format;
  auto read = parts ? read_parts(artifact, *parts, der, options) : read_unusual(artifact, der, options, parts.error());
  if (read && artifact.key && options.check_pairs) check_pair(artifact, options.full_key_check);
  return read;
}

}  // namespace

namespace keys {

Result<void> read_decrypted(Artifact& artifact, ByteView der, const LoadOptions& options) {
  return read_plain(artifact, der, options);
}

}  // namespace keys

Result<void> read_private_key(Artifact& artifact, ByteView der, const LoadOptions& options) {
  // Even looking up an OID would read openssl.cnf; what a key is must not depend on this machine's.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  artifact.kind = Kind::private_key;
  artifact.unread.reset();
  artifact.format.clear();
  const auto encrypted = keys::encrypted_parts_of(der);
  if (!encrypted) return read_plain(artifact, der, options);
  artifact.format = "pkcs8-encrypted";
  artifact.encrypted = true;
  const auto plain = keys::decrypted_pkcs8(*encrypted, options);
  if (!plain) {
    artifact.unread = plain.error();
    return {};
  }
  return read_plain(artifact, *plain, options);
}

}  // namespace certdoc
