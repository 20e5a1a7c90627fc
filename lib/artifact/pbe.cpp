// Trying passwords on content that PKCS#12's and PKCS#5's schemes encrypted.
#include "artifact/pbe.hpp"

#include <algorithm>
#include <limits>

#include <openssl/err.h>

#include "artifact/legacy_provider.hpp"
#include "artifact/no_password.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/pbe_scheme.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

// A hostile file can ask for as many derivations as it has bags; a whole file gets as many rounds as this many of the
// most expensive ones.
constexpr std::uint64_t kDerivationsAtLimit = 8;
constexpr std::uint64_t kHighestLimit = std::uint64_t{1} << 48U;  // keeps the sums below far from overflow
constexpr std::size_t kLongestPassword = 4096;

// OpenSSL before 1.1.0 took every byte of a password as a character of its own, so that passwords typed in UTF-8 went
// into files in this form (https://docs.openssl.org/3.0/man7/passphrase-encoding/).
SecretBytes bytes_as_characters(ByteView password) {
  SecretBytes utf8;
  utf8.reserve(password.size() * 2);
  for (const std::uint8_t byte : password) {
    if (byte >= 0x80) utf8.push_back(static_cast<std::uint8_t>(0xC0U | (byte >> 6U)));
    utf8.push_back(byte < 0x80 ? byte : static_cast<std::uint8_t>(0x80U | (byte & 0x3FU)));
  }
  return utf8;
}

bool is_ascii(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b < 0x80; });
}

std::vector<Password> passwords_of(const LoadOptions& options) {
  std::vector<Password> all;
  all.push_back({.none = true, .text = {}});
  all.emplace_back();
  for (const auto& given : options.passwords) {
    if (!given || given->empty() || given->size() > kLongestPassword) continue;
    all.push_back({.none = false, .text = *given});
    if (!is_ascii(*given)) all.push_back({.none = false, .text = bytes_as_characters(*given)});
  }
  return all;
}

std::optional<SecretBytes> decrypted(const X509_ALGOR& algorithm, ByteView encrypted, const Password& password) {
  unsigned char* data = nullptr;
  int size = 0;
  const bool opened =
      PKCS12_pbe_crypt_ex(&algorithm, password.data(), password.size(), encrypted.data(),
                          static_cast<int>(encrypted.size()), &data, &size, 0, own_context(), nullptr) != nullptr;
  ERR_clear_error();
  if (!opened) return std::nullopt;
  SecretBytes plain(data, data + std::max(size, 0));
  OPENSSL_clear_free(data, static_cast<std::size_t>(std::max(size, 0)));
  return plain;
}

}  // namespace

PasswordTrial::PasswordTrial(const LoadOptions& options) : options_(options), passwords_(passwords_of(options)) {}

std::optional<Reason> PasswordTrial::charge(std::uint64_t rounds) {
  const std::uint64_t limit = std::min(options_.limits.kdf_iterations, kHighestLimit);
  if (rounds > limit) {
    return Reason{ReasonKind::unsupported,
                  say(options_.lang, "its key derivation asks for {} rounds; more than {} are refused",
                      "其密钥派生需要 {} 轮；超过 {} 轮则拒绝计算", rounds, limit)};
  }
  if (spent_ + rounds > limit * kDerivationsAtLimit) {
    return Reason{ReasonKind::unsupported,
                  say(options_.lang, "the key derivations of this file cost too much", "此文件的密钥派生开销过大")};
  }
  spent_ += rounds;
  return std::nullopt;
}

tl::expected<bool, Reason> PasswordTrial::find(std::uint64_t rounds, const std::function<bool(const Password&)>& fits) {
  for (auto password = passwords_.begin(); password != passwords_.end(); ++password) {
    if (auto refused = charge(rounds)) return tl::unexpected(*refused);
    if (!fits(*password)) continue;
    std::rotate(passwords_.begin(), password, password + 1);
    return true;
  }
  return false;
}

tl::expected<SecretBytes, Reason> PasswordTrial::decrypt(const X509_ALGOR& algorithm, ByteView encrypted,
                                                         const std::function<bool(ByteView)>& fits) {
  const PbeScheme scheme = pbe_scheme(algorithm);
  if (scheme.cipher.empty()) {
    return tl::unexpected(Reason{ReasonKind::unsupported, say(options_.lang, "its encryption {} is not supported",
                                                              "不支持其加密算法 {}", scheme.name)});
  }
  if (hopeless_) return tl::unexpected(no_password_reason(options_));
  if (!cipher_available(scheme.cipher.c_str())) {
    return tl::unexpected(Reason{ReasonKind::unsupported, needs_legacy_text(options_.lang, scheme.name)});
  }
  SecretBytes plain;
  if (encrypted.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return tl::unexpected(no_password_reason(options_));
  }
  const auto found = find(scheme.rounds, [&](const Password& password) {
    auto opened = decrypted(algorithm, encrypted, password);
    if (!opened || !fits(*opened)) return false;
    plain = std::move(*opened);
    return true;
  });
  if (!found) return tl::unexpected(found.error());
  if (!*found) return tl::unexpected(no_password_reason(options_));
  return plain;
}

}  // namespace certdoc
