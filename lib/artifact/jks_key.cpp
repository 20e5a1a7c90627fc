// JKS: sun.security.provider.KeyProtector and JavaKeyStore; JCEKS: com.sun.crypto.provider.PBES1Core and PBEKey in
// https://github.com/openjdk/jdk/tree/master/src/java.base/share/classes
#include "artifact/jks_key.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "artifact/der.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kSha1 = 20;
constexpr std::string_view kPhrase = "Mighty Aphrodite";

// One digest over several pieces, again and again with the same objects.
class Hash {
 public:
  explicit Hash(const char* name) : digest_(EVP_MD_fetch(own_context(), name, nullptr)), context_(EVP_MD_CTX_new()) {}

  // `out` has the size of the digest, and may be one of the pieces.
  bool operator()(std::initializer_list<ByteView> pieces, std::span<std::uint8_t> out) {
    if (!digest_ || !context_ || EVP_DigestInit_ex2(context_.get(), digest_.get(), nullptr) != 1) return false;
    for (const ByteView piece : pieces) {
      if (EVP_DigestUpdate(context_.get(), piece.data(), piece.size()) != 1) return false;
    }
    return static_cast<std::size_t>(EVP_MD_get_size(digest_.get())) == out.size() &&
           EVP_DigestFinal_ex(context_.get(), out.data(), nullptr) == 1;
  }

 private:
  DigestPtr digest_;
  DigestCtxPtr context_;
};

bool same(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// 32 bytes: the key for three DES keys and the IV. Each half of the salt is hashed with the password on its own.
bool derive(const JceksParameters& parameters, ByteView password, SecretBytes& out) {
  std::array<std::uint8_t, 8> salt{};
  std::copy(parameters.salt.begin(), parameters.salt.end(), salt.begin());
  // Equal halves would give equal keys: Java turns the first one round.
  if (std::equal(salt.begin(), salt.begin() + 4, salt.begin() + 4)) std::reverse(salt.begin(), salt.begin() + 4);
  Hash md5("MD5");
  for (const std::size_t half : {0U, 1U}) {
    const std::span<std::uint8_t> block = std::span(out).subspan(half * 16, 16);
    bool done = md5({ByteView(salt).subspan(half * 4, 4), password}, block);
    for (std::uint64_t n = 1; done && n < parameters.rounds; ++n) done = md5({block, password}, block);
    if (!done) return false;
  }
  return true;
}

std::optional<SecretBytes> decrypted_3des(ByteView encrypted, const SecretBytes& key_and_iv) {
  const CipherPtr cipher(EVP_CIPHER_fetch(own_context(), "DES-EDE3-CBC", nullptr));
  const CipherCtxPtr context(EVP_CIPHER_CTX_new());
  SecretBytes plain(encrypted.size() + 8);
  int size = 0, last = 0;
  const bool done =
      cipher && context &&
      EVP_DecryptInit_ex2(context.get(), cipher.get(), key_and_iv.data(), key_and_iv.data() + 24, nullptr) == 1 &&
      EVP_DecryptUpdate(context.get(), plain.data(), &size, encrypted.data(), static_cast<int>(encrypted.size())) ==
          1 &&
      EVP_DecryptFinal_ex(context.get(), plain.data() + size, &last) == 1;
  ERR_clear_error();
  if (!done) return std::nullopt;
  plain.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(last));
  return plain;
}

}  // namespace

bool jks_digest_fits(ByteView store, ByteView java_password) {
  if (store.size() < kSha1) return false;
  std::array<std::uint8_t, kSha1> digest{};
  Hash sha1("SHA1");
  return sha1({java_password, as_bytes(kPhrase), store.first(store.size() - kSha1)}, digest) &&
         same(digest, store.last(kSha1));
}

// Salt, the key XORed with a stream of digests, and a digest of the password and the key.
std::optional<SecretBytes> open_jks_key(ByteView protected_key, ByteView java_password) {
  if (protected_key.size() <= 2 * kSha1) return std::nullopt;
  const ByteView encrypted = protected_key.subspan(kSha1, protected_key.size() - 2 * kSha1);
  SecretBytes stream = to_secret(protected_key.first(kSha1));
  SecretBytes plain = to_secret(encrypted);
  Hash sha1("SHA1");
  for (std::size_t at = 0; at < plain.size(); at += kSha1) {
    if (!sha1({java_password, stream}, stream)) return std::nullopt;
    for (std::size_t n = 0; n < kSha1 && at + n < plain.size(); ++n) plain[at + n] ^= stream[n];
  }
  if (!sha1({java_password, plain}, stream) || !same(stream, protected_key.last(kSha1))) return std::nullopt;
  return plain;
}

std::optional<JceksParameters> jceks_parameters(ByteView parameters) {
  const auto sequence = der::only(parameters, der::sequence);
  if (!sequence) return std::nullopt;
  der::Reader reader(sequence->content);
  const auto salt = reader.next(der::octet_string);
  const auto rounds = reader.next(der::integer);
  if (!salt || !rounds || salt->content.size() != 8 || rounds->content.size() > 8) return std::nullopt;
  JceksParameters out{.salt = salt->content, .rounds = 0};
  for (const std::uint8_t byte : rounds->content) out.rounds = (out.rounds << 8U) | byte;
  return out;
}

std::optional<SecretBytes> open_jceks_key(ByteView encrypted, const JceksParameters& parameters, ByteView password) {
  SecretBytes key_and_iv(32);
  if (!derive(parameters, password, key_and_iv)) return std::nullopt;
  return decrypted_3des(encrypted, key_and_iv);
}

}  // namespace certdoc
