// Through OpenSSL, but for scrypt, where OpenSSL's own limit is too low.
#include "artifact/pbe_cipher.hpp"

#include <openssl/pkcs12.h>
#include <algorithm>
#include <limits>

#include "artifact/cbc.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/scrypt.hpp"

namespace certdoc {
namespace {

constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<int>::max()) - EVP_MAX_BLOCK_LENGTH;

using AlgorithmPtr = std::unique_ptr<X509_ALGOR, Deleter<X509_ALGOR_free>>;

}  // namespace

tl::expected<SecretBytes, Opening> decrypted_by_key(const PbeParameters& pbe, ByteView encrypted, ByteView key) {
  if (encrypted.size() > kMost) return tl::unexpected(Opening::impossible);
  const std::size_t key_size = pbe.derivation->key;
  const ByteView vector = pbe.pkcs12 ? key.subspan(key_size) : pbe.vector;
  if (cbc_fits(pbe.cipher, key_size, vector.size())) {
    auto opened = cbc_decrypted(pbe.cipher, key.first(key_size), vector, encrypted);
    return opened ? tl::expected<SecretBytes, Opening>(std::move(*opened)) : tl::unexpected(Opening::wrong);
  }
  const CipherPtr cipher(EVP_CIPHER_fetch(own_context(), pbe.cipher.c_str(), nullptr));
  const CipherCtxPtr context(EVP_CIPHER_CTX_new());
  const bool ready =
      cipher && context && static_cast<std::size_t>(EVP_CIPHER_get_key_length(cipher.get())) == key_size &&
      static_cast<std::size_t>(EVP_CIPHER_get_iv_length(cipher.get())) == vector.size() &&
      EVP_DecryptInit_ex2(context.get(), cipher.get(), key.data(), vector.empty() ? nullptr : vector.data(), nullptr) ==
          1;
  SecretBytes plain(encrypted.size() + EVP_MAX_BLOCK_LENGTH);
  int size = 0, last = 0;
  const bool done = ready &&
                    EVP_DecryptUpdate(context.get(), plain.data(), &size, encrypted.data(),
                                      static_cast<int>(encrypted.size())) == 1 &&
                    EVP_DecryptFinal_ex(context.get(), plain.data() + size, &last) == 1;
  ERR_clear_error();
  if (!done) return tl::unexpected(ready ? Opening::wrong : Opening::impossible);
  plain.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(last));
  return plain;
}

tl::expected<SecretBytes, Opening> decrypted(const PbeParameters& pbe, ByteView encrypted, std::string_view password) {
  if (encrypted.size() > kMost) return tl::unexpected(Opening::impossible);
  if (pbe.scrypt) return decrypted_by_scrypt(pbe, encrypted, password);
  const unsigned char* at = pbe.algorithm.data();
  const AlgorithmPtr algorithm(d2i_X509_ALGOR(nullptr, &at, static_cast<long>(pbe.algorithm.size())));
  unsigned char* out = nullptr;
  int size = 0;
  const bool done = algorithm && PKCS12_pbe_crypt_ex(algorithm.get(), password.empty() ? "" : password.data(),
                                                     static_cast<int>(password.size()), encrypted.data(),
                                                     static_cast<int>(encrypted.size()), &out, &size, 0, own_context(),
                                                     nullptr) != nullptr;
  const int why = ERR_GET_REASON(ERR_peek_last_error());
  ERR_clear_error();
  if (!done) return tl::unexpected(why == PKCS12_R_PKCS12_CIPHERFINAL_ERROR ? Opening::wrong : Opening::impossible);
  SecretBytes plain(out, out + std::max(size, 0));
  OPENSSL_clear_free(out, static_cast<std::size_t>(std::max(size, 0)));
  return plain;
}

}  // namespace certdoc
