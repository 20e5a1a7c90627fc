// The key by scrypt (RFC 7914), then one CBC decryption.
#include "artifact/scrypt.hpp"

#include <openssl/evp.h>
#include <algorithm>
#include <limits>

#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

constexpr std::uint64_t kMaxMemory = 1ULL << 30U;
constexpr std::uint64_t kMaxFactor = 1ULL << 24U;  // N, r and p each; keeps the products below small

// The parameters of all CBC ciphers are the initial vector alone.
ByteView vector_of(ByteView cipher_algorithm) {
  const auto sequence = der::only(cipher_algorithm, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  reader.next(der::oid);
  const auto vector = reader.next(der::octet_string);
  return vector ? vector->content : ByteView();
}

SecretBytes key_of(const ScryptParameters& scrypt, std::string_view password, std::size_t size) {
  SecretBytes key(size);
  const int done = EVP_PBE_scrypt_ex(password.empty() ? "" : password.data(), password.size(), scrypt.salt.data(),
                                     scrypt.salt.size(), scrypt.n, scrypt.r, scrypt.p, kMaxMemory + (1U << 20U),
                                     key.data(), key.size(), own_context(), nullptr);
  ERR_clear_error();
  if (done != 1) key.clear();
  return key;
}

}  // namespace

bool scrypt_affordable(const ScryptParameters& scrypt, std::uint64_t max_iterations) {
  const auto [salt, n, r, p] = scrypt;
  if (n > kMaxFactor || r > kMaxFactor || p > kMaxFactor) return false;
  if (n * r > kMaxMemory / 128 || r * p > kMaxMemory / 128) return false;
  return scrypt_rounds(scrypt) <= max_iterations;
}

// Four blocks of r, mixed twice each, cost about as much as a round of PBKDF2 with SHA-256.
std::uint64_t scrypt_rounds(const ScryptParameters& scrypt) {
  const std::uint64_t blocks = scrypt.n * scrypt.r * std::max<std::uint64_t>(scrypt.p, 1);
  return (blocks + 3) / 4;
}

std::uint64_t scrypt_rounds_saturated(const ScryptParameters& scrypt) {
  const bool small = scrypt.n <= kMaxFactor && scrypt.r <= kMaxFactor && scrypt.p <= (kMaxFactor >> 8U);
  return small ? scrypt_rounds(scrypt) : std::numeric_limits<std::uint64_t>::max();
}

tl::expected<SecretBytes, Opening> decrypted_by_scrypt(const PbeParameters& pbe, ByteView data,
                                                       std::string_view password) {
  const CipherPtr cipher(EVP_CIPHER_fetch(own_context(), pbe.cipher.c_str(), nullptr));
  const CipherCtxPtr context(EVP_CIPHER_CTX_new());
  const ByteView vector = vector_of(pbe.cipher_algorithm);
  const bool usable = cipher && context && EVP_CIPHER_get_mode(cipher.get()) == EVP_CIPH_CBC_MODE &&
                      vector.size() == static_cast<std::size_t>(EVP_CIPHER_get_iv_length(cipher.get()));
  if (!usable) return tl::unexpected(Opening::impossible);
  const SecretBytes key =
      key_of(*pbe.scrypt, password, static_cast<std::size_t>(EVP_CIPHER_get_key_length(cipher.get())));
  if (key.empty()) return tl::unexpected(Opening::impossible);
  SecretBytes plain(data.size() + EVP_MAX_BLOCK_LENGTH);
  int size = 0, last = 0;
  const bool done =
      EVP_DecryptInit_ex2(context.get(), cipher.get(), key.data(), vector.data(), nullptr) == 1 &&
      EVP_DecryptUpdate(context.get(), plain.data(), &size, data.data(), static_cast<int>(data.size())) == 1 &&
      EVP_DecryptFinal_ex(context.get(), plain.data() + size, &last) == 1;
  ERR_clear_error();
  if (!done) return tl::unexpected(Opening::wrong);
  plain.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(last));
  return plain;
}

}  // namespace certdoc
