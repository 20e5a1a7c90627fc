// Trying passwords on what PKCS#5's and PKCS#12's schemes encrypted.
#include "artifact/pbe.hpp"

#include <algorithm>

#include "artifact/legacy_provider.hpp"
#include "artifact/no_password.hpp"
#include "artifact/pbe_cipher.hpp"
#include "artifact/scrypt.hpp"
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

// Each once.
void add(std::vector<Password>& all, const SecretBytes& text) {
  const bool known = std::any_of(all.begin(), all.end(), [&](const Password& p) { return !p.none && p.text == text; });
  if (!known) all.push_back({.none = false, .text = text});
}

void add_given(std::vector<Password>& all, const LoadOptions& options) {
  for (const auto& given : options.passwords) {
    if (!given || given->size() > kLongestPassword) continue;
    add(all, *given);
    if (!is_ascii(*given)) add(all, bytes_as_characters(*given));
  }
}

Reason unsupported(std::string text) {
  return {ReasonKind::unsupported, std::move(text)};
}

Reason unknown_scheme(const PbeParameters& pbe, Lang lang) {
  return unsupported(
      say(lang, "OpenSSL does not support its encryption ({})", "OpenSSL 不支持其加密方式（{}）", pbe.name));
}

Reason scrypt_too_expensive(const ScryptParameters& scrypt, Lang lang) {
  return unsupported(say(lang, "its key derivation scrypt asks for too much (N = {}, r = {}, p = {})",
                         "其密钥派生 scrypt 的开销过大（N = {}，r = {}，p = {}）", scrypt.n, scrypt.r, scrypt.p));
}

std::uint64_t rounds_of(const PbeParameters& pbe) {
  return pbe.scrypt ? scrypt_rounds(*pbe.scrypt) : pbe.iterations;
}

}  // namespace

Reason too_many_rounds(std::uint64_t rounds, const LoadOptions& options) {
  return unsupported(say(options.lang, "its key derivation asks for {} rounds; more than {} are refused",
                         "其密钥派生需要 {} 轮；超过 {} 轮则拒绝计算", rounds, options.limits.kdf_iterations));
}

PasswordTrial PasswordTrial::of_container(const LoadOptions& options) {
  std::vector<Password> all{{.none = true, .text = {}}, {}};
  add_given(all, options);
  return {options, std::move(all), Budget::of_file};
}

PasswordTrial PasswordTrial::of_key(const LoadOptions& options) {
  std::vector<Password> all;
  add_given(all, options);
  all.push_back({.none = true, .text = {}});
  return {options, std::move(all), Budget::of_key};
}

std::optional<Reason> PasswordTrial::charge(std::uint64_t rounds) {
  const std::uint64_t limit = std::min(options_.limits.kdf_iterations, kHighestLimit);
  if (rounds > limit) return too_many_rounds(rounds, options_);
  if (budget_ == Budget::of_file && spent_ + rounds > limit * kDerivationsAtLimit) {
    return unsupported(
        say(options_.lang, "the key derivations of this file cost too much", "此文件的密钥派生开销过大"));
  }
  spent_ += rounds;
  return std::nullopt;
}

tl::expected<bool, Reason> PasswordTrial::find(std::uint64_t rounds, const Fits& fits) {
  for (auto password = passwords_.begin(); password != passwords_.end(); ++password) {
    if (auto refused = charge(rounds)) return tl::unexpected(*refused);
    auto right = fits(*password);
    if (!right) return right;
    if (!*right) continue;
    std::rotate(passwords_.begin(), password, password + 1);
    return true;
  }
  return false;
}

// Why nothing is computed at all.
std::optional<Reason> PasswordTrial::refusal(const PbeParameters& pbe) const {
  if (pbe.cipher.empty()) return unknown_scheme(pbe, options_.lang);
  if (hopeless_) return no_password_reason(options_);
  if (pbe.iterations > options_.limits.kdf_iterations) return too_many_rounds(pbe.iterations, options_);
  if (pbe.scrypt && !scrypt_affordable(*pbe.scrypt, options_.limits.kdf_iterations)) {
    return scrypt_too_expensive(*pbe.scrypt, options_.lang);
  }
  const bool can_try =
      std::any_of(passwords_.begin(), passwords_.end(), [&](const Password& p) { return !p.none || pbe.pkcs12; });
  if (!can_try) return no_password_reason(options_);
  if (!cipher_available(pbe.cipher.c_str())) {
    return unsupported(needs_legacy_text(options_.lang, pbe.name));
  }
  return std::nullopt;
}

tl::expected<SecretBytes, Reason> PasswordTrial::decrypt(ByteView algorithm, ByteView encrypted,
                                                         const std::function<bool(ByteView)>& fits) {
  const auto pbe = pbe_parameters(algorithm);
  if (!pbe) {
    return tl::unexpected(
        Reason{ReasonKind::unreadable,
               say(options_.lang, "the parameters of its encryption are damaged", "其加密参数已损坏")});
  }
  if (auto reason = refusal(*pbe)) return tl::unexpected(std::move(*reason));
  SecretBytes plain;
  const auto found = find(rounds_of(*pbe), [&](const Password& password) -> tl::expected<bool, Reason> {
    if (password.none && !pbe->pkcs12) return false;  // there it is the empty one
    auto attempt = decrypted(*pbe, encrypted, password.view());
    if (!attempt && attempt.error() == Opening::impossible) {
      return tl::unexpected(unknown_scheme(*pbe, options_.lang));
    }
    if (!attempt || !fits(*attempt)) return false;
    plain = std::move(*attempt);
    return true;
  });
  if (!found) return tl::unexpected(found.error());
  if (!*found) return tl::unexpected(no_password_reason(options_));
  return plain;
}

}  // namespace certdoc
