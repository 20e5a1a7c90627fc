// EncryptedPrivateKeyInfo (RFC 5958): bounded first, then every password in turn.
#include "artifact/encrypted_key.hpp"

#include <openssl/pkcs12.h>
#include <algorithm>
#include <limits>

#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/pbe_parameters.hpp"
#include "artifact/scrypt.hpp"
#include "base/say.hpp"

namespace certdoc::keys {
namespace {

using Algorithm = std::unique_ptr<X509_ALGOR, Deleter<X509_ALGOR_free>>;
using Plain = tl::expected<SecretBytes, Opening>;

Reason unsupported(std::string text) {
  return {ReasonKind::unsupported, std::move(text)};
}

std::optional<Reason> too_expensive(const PbeParameters& pbe, const LoadOptions& options) {
  const std::uint64_t limit = options.limits.kdf_iterations;
  if (pbe.iterations > limit) {
    return unsupported(say(options.lang,
                           "it is encrypted; its key derivation asks for {} rounds, more than {} are refused",
                           "已加密；其密钥派生需要 {} 轮，超过 {} 轮则拒绝计算", pbe.iterations, limit));
  }
  if (pbe.scrypt && !scrypt_affordable(*pbe.scrypt, limit)) {
    return unsupported(say(
        options.lang, "it is encrypted; its key derivation scrypt asks for too much (N = {}, r = {}, p = {})",
        "已加密；其密钥派生 scrypt 的开销过大（N = {}，r = {}，p = {}）", pbe.scrypt->n, pbe.scrypt->r, pbe.scrypt->p));
  }
  return std::nullopt;
}

Plain opened_by_openssl(const X509_ALGOR* algorithm, ByteView data, const SecretBytes* password) {
  unsigned char* out = nullptr;
  int size = 0;
  const char* text = password == nullptr ? nullptr : password->empty() ? "" : as_text(*password).data();
  const bool done =
      PKCS12_pbe_crypt_ex(algorithm, text, password == nullptr ? 0 : static_cast<int>(password->size()), data.data(),
                          static_cast<int>(data.size()), &out, &size, 0, own_context(), nullptr) != nullptr;
  const int why = ERR_GET_REASON(ERR_peek_last_error());
  ERR_clear_error();
  if (!done) return tl::unexpected(why == PKCS12_R_PKCS12_CIPHERFINAL_ERROR ? Opening::wrong : Opening::impossible);
  SecretBytes plain(out, out + std::max(size, 0));
  OPENSSL_clear_free(out, static_cast<std::size_t>(std::max(size, 0)));
  return plain;
}

// A wrong password leaves a valid padding behind once in 256 times: what comes out must be a key.
bool is_key(ByteView plain) {
  const auto parts = parts_of(plain);
  return parts && parts->format == "pkcs8";
}

std::vector<const SecretBytes*> passwords_for(const PbeParameters& pbe, const LoadOptions& options) {
  constexpr std::size_t kLongest = 64 * 1024;
  std::vector<const SecretBytes*> passwords;
  for (const auto& password : options.passwords) {
    if (!password || password->size() <= kLongest) passwords.push_back(password.get());
  }
  if (pbe.pkcs12) passwords.push_back(nullptr);
  return passwords;
}

tl::expected<SecretBytes, Reason> try_all(const Encrypted& encrypted, const PbeParameters& pbe,
                                          const LoadOptions& options) {
  const unsigned char* at = encrypted.algorithm.data();
  const Algorithm algorithm(d2i_X509_ALGOR(nullptr, &at, static_cast<long>(encrypted.algorithm.size())));
  for (const SecretBytes* password : passwords_for(pbe, options)) {
    Plain plain = pbe.scrypt ? opened_by_scrypt(pbe, encrypted.data, password)
                             : opened_by_openssl(algorithm.get(), encrypted.data, password);
    if (plain && is_key(*plain)) return std::move(*plain);
    if (!plain && plain.error() == Opening::impossible) {
      return tl::unexpected(unsupported(say(options.lang, "it is encrypted in a way that OpenSSL does not support ({})",
                                            "已加密，OpenSSL 不支持其加密方式（{}）", pbe.name)));
    }
  }
  return tl::unexpected(no_password(options));
}

}  // namespace

Reason no_password(const LoadOptions& options) {
  const std::size_t count = options.passwords.size();
  if (count == 0) {
    return {ReasonKind::no_password, say(options.lang, "it is encrypted; no password given", "已加密；未给出密码")};
  }
  if (count == 1) {
    return {ReasonKind::no_password,
            say(options.lang, "it is encrypted; the password given does not open it", "已加密；给出的密码无法打开")};
  }
  return {ReasonKind::no_password, say(options.lang, "it is encrypted; none of the {} passwords given opens it",
                                       "已加密；给出的 {} 个密码都无法打开", count)};
}

tl::expected<SecretBytes, Reason> decrypted_pkcs8(const Encrypted& encrypted, const LoadOptions& options) {
  const auto pbe = pbe_parameters(encrypted.algorithm);
  if (!pbe) {
    return tl::unexpected(Reason{ReasonKind::unreadable,
                                 say(options.lang, "it is encrypted; how, is damaged", "已加密；其加密参数已损坏")});
  }
  if (pbe->cipher.empty()) {
    return tl::unexpected(unsupported(say(options.lang, "it is encrypted in a way that OpenSSL does not support ({})",
                                          "已加密，OpenSSL 不支持其加密方式（{}）", pbe->name)));
  }
  if (auto reason = too_expensive(*pbe, options)) return tl::unexpected(std::move(*reason));
  if (encrypted.data.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return tl::unexpected(no_password(options));
  }
  if (options.passwords.empty() && !pbe->pkcs12) return tl::unexpected(no_password(options));
  if (!cipher_available(pbe->cipher.c_str())) {
    return tl::unexpected(unsupported(needs_legacy_text(options.lang, pbe->name)));
  }
  return try_all(encrypted, *pbe, options);
}

}  // namespace certdoc::keys
