// Through OpenSSL, but for scrypt, where OpenSSL's own limit is too low.
#include "artifact/pbe_cipher.hpp"

#include <openssl/pkcs12.h>
#include <algorithm>
#include <limits>

#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/scrypt.hpp"

namespace certdoc {
namespace {

using AlgorithmPtr = std::unique_ptr<X509_ALGOR, Deleter<X509_ALGOR_free>>;

}  // namespace

tl::expected<SecretBytes, Opening> decrypted(const PbeParameters& pbe, ByteView encrypted, std::string_view password) {
  if (encrypted.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return tl::unexpected(Opening::impossible);
  }
  if (pbe.scrypt) return decrypted_by_scrypt(pbe, encrypted, password);
  const unsigned char* at = pbe.algorithm.data();
  const AlgorithmPtr algorithm(d2i_X509_ALGOR(nullptr, &at, static_cast<long>(pbe.algorithm.size())));
  unsigned char* out = nullptr;
  int size = 0;
  const bool done =
      algorithm &&
      PKCS12_pbe_crypt_ex(algorithm.get(), password.data(), static_cast<int>(password.size()), encrypted.data(),
                          static_cast<int>(encrypted.size()), &out, &size, 0, own_context(), nullptr) != nullptr;
  const int why = ERR_GET_REASON(ERR_peek_last_error());
  ERR_clear_error();
  if (!done) return tl::unexpected(why == PKCS12_R_PKCS12_CIPHERFINAL_ERROR ? Opening::wrong : Opening::impossible);
  SecretBytes plain(out, out + std::max(size, 0));
  OPENSSL_clear_free(out, static_cast<std::size_t>(std::max(size, 0)));
  return plain;
}

}  // namespace certdoc
