// Through OpenSSL's decoders, in our own context, so that no configuration of the machine has a part in it.
#include "artifact/evp_key.hpp"

#include <openssl/x509.h>
#include <array>

#include "artifact/der_write.hpp"
#include "artifact/legacy_provider.hpp"

namespace certdoc::keys {
namespace {

using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;

// For DH keys OpenSSL computes the public part while it reads, however long the numbers are: 16384 bits take a second.
constexpr std::size_t kMaxParameters = 2200;
constexpr std::size_t kMaxUnknown = 4 * 1024;
constexpr std::size_t kMaxKey = 64 * 1024;

PkeyPtr decoded(ByteView der) {
  const unsigned char* at = der.data();
  PkeyPtr key(d2i_AutoPrivateKey_ex(nullptr, &at, static_cast<long>(der.size()), own_context(), nullptr));
  ERR_clear_error();
  return key;
}

// PrivateKeyInfo of version 1, without what version 2 adds.
SecretBytes without_public_part(const KeyParts& parts) {
  static constexpr std::array<std::uint8_t, 3> kVersion{der::integer, 1, 0};
  const SecretBytes key = der::write_secret(der::octet_string, {parts.key});
  return der::write_secret(der::sequence, {kVersion, parts.algorithm, key});
}

// OpenSSL's own comparison of the two halves. Where an algorithm has none, nothing is known.
Fit pairwise_fit(EVP_PKEY* key) {
  const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(own_context(), key, nullptr));
  const int result = context ? EVP_PKEY_pairwise_check(context.get()) : -2;
  ERR_clear_error();
  return result == 1 ? fits() : result == 0 ? does_not_fit("public key") : Fit{};
}

// Empty: this key cannot sign.
SecretBytes signature_of(EVP_PKEY* key, ByteView message) {
  const DigestCtxPtr context(EVP_MD_CTX_new());
  std::size_t size = 0;
  const bool can = context &&
                   EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, own_context(), nullptr, key, nullptr) == 1 &&
                   EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1;
  SecretBytes signature(can ? size : 0);
  if (can && EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) size = 0;
  ERR_clear_error();
  signature.resize(std::min(size, signature.size()));
  return signature;
}

bool verifies(EVP_PKEY* key, ByteView message, ByteView signature) {
  const DigestCtxPtr context(EVP_MD_CTX_new());
  const bool right =
      context && EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, own_context(), nullptr, key, nullptr) == 1 &&
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
  ERR_clear_error();
  return right;
}

}  // namespace

PkeyPtr evp_key(ByteView der) {
  return der.size() > kMaxUnknown ? nullptr : decoded(der);
}

PkeyPtr evp_key(const KeyParts& parts, ByteView der) {
  if (parts.parameters.size() > kMaxParameters || parts.key.size() > kMaxKey) return nullptr;
  if (!parts.parameters.empty() && parts.key.size() > kMaxParameters) return nullptr;
  return parts.public_part ? decoded(without_public_part(parts)) : decoded(der);
}

Bytes evp_spki(EVP_PKEY* key) {
  unsigned char* out = nullptr;
  const int size = i2d_PUBKEY(key, &out);
  Bytes spki;
  if (size > 0) spki.assign(out, out + size);
  OPENSSL_free(out);
  ERR_clear_error();
  return spki;
}

bool evp_knows(ByteView oid) {
  const std::string name = der::dotted(oid);
  if (name.empty()) return false;
  const std::unique_ptr<EVP_KEYMGMT, Deleter<EVP_KEYMGMT_free>> manager(
      EVP_KEYMGMT_fetch(own_context(), name.c_str(), nullptr));
  ERR_clear_error();
  return manager != nullptr;
}

Fit evp_fit(EVP_PKEY* key) {
  static constexpr std::string_view kMessage = "certdoc";
  const SecretBytes signature = signature_of(key, as_bytes(kMessage));
  if (signature.empty()) return pairwise_fit(key);
  return verifies(key, as_bytes(kMessage), signature) ? fits() : does_not_fit("public key");
}

bool evp_check(EVP_PKEY* key) {
  const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(own_context(), key, nullptr));
  const int result = context ? EVP_PKEY_check(context.get()) : -2;
  ERR_clear_error();
  return result != 0;
}

}  // namespace certdoc::keys
