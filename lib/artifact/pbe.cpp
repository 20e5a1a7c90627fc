// Trying passwords on what PKCS#5's and PKCS#12's schemes encrypted.
#include "artifact/pbe.hpp"

#include <algorithm>

#include "artifact/cbc.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/no_password.hpp"
#include "artifact/pbe_cipher.hpp"
#include "artifact/scrypt.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

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

pbe::Alphabet alphabet_of(const pbe::Kdf& kdf) {
  return kdf.kind == pbe::Kdf::Kind::pkcs12 ? pbe::Alphabet::bmp : pbe::Alphabet::bytes;
}

// How many passwords are tried at once where one costs a while.
constexpr std::size_t kAtOnce = 2;

}  // namespace

PasswordTrial PasswordTrial::of_container(const LoadOptions& options) {
  return {options, pbe::Holder::container};
}

PasswordTrial PasswordTrial::of_key(const LoadOptions& options) {
  return {options, pbe::Holder::key};
}

PasswordTrial::Candidates& PasswordTrial::candidates(pbe::Alphabet alphabet) {
  auto& list = candidates_[alphabet == pbe::Alphabet::bmp ? 0 : 1];
  if (!list) list = pbe::candidates(options_.passwords, alphabet, holder_);
  return *list;
}

// The same password first in every alphabet, and in this form if it has it there.
void PasswordTrial::prefer(const Fit& fit) {
  for (const auto alphabet : {pbe::Alphabet::bmp, pbe::Alphabet::bytes}) {
    Candidates& all = candidates(alphabet);
    if (fit.password != 0) {
      std::stable_partition(all.begin(), all.end(), [&](const pbe::Candidate& c) { return c.given == fit.password; });
    }
    std::stable_partition(all.begin(), all.end(),
                          [&](const pbe::Candidate& c) { return c.given == fit.password && c.form == fit.form; });
  }
}

std::vector<pbe::KeyWork::Task> PasswordTrial::likeliest(const std::vector<pbe::Kdf>& kdfs) {
  std::vector<pbe::KeyWork::Task> tasks;
  for (const pbe::Kdf& kdf : kdfs) {
    const Candidates& all = candidates(alphabet_of(kdf));
    if (!all.empty()) tasks.push_back({&kdf, all.front().bytes});
  }
  return tasks;
}

void PasswordTrial::prepare(const std::vector<pbe::Kdf>& kdfs) {
  if (!hopeless_) work_.ahead(likeliest(kdfs));
}

// With the first password, what it will have to open too if it fits; then the passwords by two.
void PasswordTrial::work_ahead(const pbe::Kdf& kdf, std::size_t n, const std::function<bool(ByteView)>& fits,
                               const std::vector<pbe::Kdf>& next) {
  const Candidates& all = candidates(alphabet_of(kdf));
  std::vector<pbe::KeyWork::Task> tasks{{&kdf, all[n].bytes}};
  if (n == 0 && all[n].given != 0) {
    const auto wanted = likeliest(next);
    tasks.insert(tasks.end(), wanted.begin(), wanted.end());
    return work_.ahead(tasks, [&](const SecretBytes& key) { return fits(key); });
  }
  if (n + 1 < all.size()) tasks.push_back({&kdf, all[n + 1].bytes});
  work_.ahead(tasks, [&](const SecretBytes& key) { return !fits(key); });
}

tl::expected<std::optional<Fit>, Reason> PasswordTrial::first_of(pbe::Alphabet alphabet, const Attempt& attempt) {
  for (const pbe::Candidate& candidate : candidates(alphabet)) {
    auto right = attempt(candidate);
    if (!right) return tl::unexpected(std::move(right.error()));
    if (!*right) continue;
    const Fit fit{candidate.form, candidate.given};
    prefer(fit);
    return fit;
  }
  return std::nullopt;
}

tl::expected<std::optional<Fit>, Reason> PasswordTrial::find(const pbe::Kdf& kdf,
                                                             const std::function<bool(ByteView)>& fits,
                                                             const std::vector<pbe::Kdf>& next) {
  std::size_t n = 0;
  return first_of(alphabet_of(kdf), [&](const pbe::Candidate& candidate) -> tl::expected<bool, Reason> {
    if (n == 0 || n % kAtOnce == 1) work_ahead(kdf, n, fits, next);
    ++n;
    const auto key = work_.key(kdf, candidate.bytes);
    if (!key) return tl::unexpected(key.error());
    if (*key == nullptr) {
      return tl::unexpected(unsupported(say(options_.lang, "OpenSSL does not support its key derivation with {}",
                                            "OpenSSL 不支持其使用 {} 的密钥派生", kdf.hash)));
    }
    return fits(**key);
  });
}

// Why nothing is computed at all.
std::optional<Reason> PasswordTrial::refusal(const PbeParameters& pbe) {
  if (pbe.cipher.empty()) return unknown_scheme(pbe, options_.lang);
  if (hopeless_) return no_password_reason(options_);
  if (pbe.iterations > options_.limits.kdf_iterations) return pbe::too_many_rounds(pbe.iterations, options_);
  if (pbe.scrypt && !scrypt_affordable(*pbe.scrypt, options_.limits.kdf_iterations)) {
    return scrypt_too_expensive(*pbe.scrypt, options_.lang);
  }
  const auto alphabet = pbe.pkcs12 ? pbe::Alphabet::bmp : pbe::Alphabet::bytes;
  if (candidates(alphabet).empty()) return no_password_reason(options_);
  const bool by_ourselves = pbe.derivation && is_plain_cbc(pbe.cipher);
  if (!by_ourselves && !cipher_available(pbe.cipher.c_str()))
    return unsupported(needs_legacy_text(options_.lang, pbe.name));
  return std::nullopt;
}

tl::expected<bool, Reason> PasswordTrial::attempt(const PbeParameters& pbe, ByteView encrypted,
                                                  const pbe::Candidate& candidate,
                                                  const std::function<bool(ByteView)>& fits, SecretBytes& plain) {
  tl::expected<SecretBytes, Opening> opened = tl::unexpected(Opening::impossible);
  if (pbe.derivation) {
    const auto key = work_.key(*pbe.derivation, candidate.bytes);
    if (!key) return tl::unexpected(key.error());
    if (*key != nullptr) opened = decrypted_by_key(pbe, encrypted, **key);
  } else {
    const std::uint64_t rounds = pbe.scrypt ? scrypt_rounds(*pbe.scrypt) : pbe.iterations;
    if (auto refused = work_.charge(rounds, rounds)) return tl::unexpected(std::move(*refused));
    opened = decrypted(pbe, encrypted, as_text(candidate.bytes));
  }
  if (!opened && opened.error() == Opening::impossible) return tl::unexpected(unknown_scheme(pbe, options_.lang));
  if (!opened || !fits(*opened)) return false;
  plain = std::move(*opened);
  return true;
}

tl::expected<Decrypted, Closed> PasswordTrial::open(ByteView algorithm, ByteView encrypted,
                                                    const std::function<bool(ByteView)>& fits) {
  const auto pbe = pbe_parameters(algorithm);
  if (!pbe) {
    return tl::unexpected(
        Closed{{ReasonKind::unreadable,
                say(options_.lang, "the parameters of its encryption are damaged", "其加密参数已损坏")},
               false});
  }
  if (auto reason = refusal(*pbe)) return tl::unexpected(Closed{std::move(*reason), hopeless_});
  SecretBytes plain;
  const auto found =
      first_of(pbe->pkcs12 ? pbe::Alphabet::bmp : pbe::Alphabet::bytes,
               [&](const pbe::Candidate& candidate) { return attempt(*pbe, encrypted, candidate, fits, plain); });
  if (!found) return tl::unexpected(Closed{found.error(), false});
  if (!*found) return tl::unexpected(Closed{no_password_reason(options_), true});
  return Decrypted{std::move(plain), **found};
}

tl::expected<SecretBytes, Reason> PasswordTrial::decrypt(ByteView algorithm, ByteView encrypted,
                                                         const std::function<bool(ByteView)>& fits) {
  auto opened = open(algorithm, encrypted, fits);
  if (!opened) return tl::unexpected(std::move(opened.error().reason));
  return std::move(opened->plain);
}

}  // namespace certdoc
