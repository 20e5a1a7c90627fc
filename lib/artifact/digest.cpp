// Digests of public things, in the form that people compare.
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <array>
#include <string_view>

#include "artifact/objects.hpp"

// OpenSSL 3 deprecates these functions in favour of EVP_Digest. That one, and SHA256() too, first starts the providers
// and fetches the algorithm: about a millisecond, more than all the rest of `certdoc match`. These here only compute.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace certdoc {

Digest sha256(ByteView bytes) {
  Digest digest{};
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  return digest;
}

Bytes sha1(ByteView bytes) {
  Bytes digest(SHA_DIGEST_LENGTH);
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, bytes.data(), bytes.size());
  SHA1_Final(digest.data(), &context);
  return digest;
}

#pragma GCC diagnostic pop

std::string hex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 0x0FU];
  }
  return out;
}

}  // namespace certdoc
