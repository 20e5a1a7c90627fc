// What stays closed because the cryptographic library of this machine lacks the algorithm: RC2 and RC4 without
// OpenSSL's legacy provider, schemes that it does not know, PBMAC1 in a form that cannot be computed. Never a wrong
// password.
#include <array>

#include "base/say.hpp"
#include "base/text.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_contents.hpp"
#include "check/pfx_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;

constexpr std::array<std::string_view, 1> kDecides{"pfx-algorithm-unavailable"};

bool is_oid(const std::string& name) {
  return name.empty() || text::is_digit(name.front());
}

// In OpenSSL 3 these are in the provider `legacy` only: https://docs.openssl.org/3.0/man7/OSSL_PROVIDER-legacy/
bool is_legacy(const Encryption& encryption) {
  const std::string& cipher = encryption.cipher;
  return cipher.starts_with("RC2") || cipher.starts_with("RC4") || cipher.starts_with("DES-CBC") || cipher == "RC5-CBC";
}

// Not too many iterations, which is a limit and no lack.
bool is_lacking(const Encryption& encryption) {
  return is_legacy(encryption) || is_oid(encryption.cipher) || is_oid(encryption.scheme) ||
         (!encryption.kdf.empty() && is_oid(encryption.kdf)) || (!encryption.prf.empty() && is_oid(encryption.prf));
}

bool is_unsupported(const std::optional<Reason>& reason) {
  return reason && reason->kind == ReasonKind::unsupported;
}

class Lacks {
 public:
  Lacks(Tally& tally, const Contents& contents, Lang lang) : tally_(tally), contents_(contents), lang_(lang) {}

  void examine(const Artifact& container) {
    const Store& store = *container.store;
    examine_mac(container);
    for (std::size_t n = 0; n < store.parts.size(); ++n) {
      const StorePart& part = store.parts[n];
      examine(part.encryption, part.closed, say(lang_, "part {}", "第 {} 部分", n + 1), contents_.where(container));
    }
  }

  void examine_key(const Artifact& key) {
    if (key.bag) examine(key.bag->encryption, key.unread, say(lang_, "private key", "私钥"), contents_.where(key));
  }

 private:
  void examine_mac(const Artifact& container) {
    const Store& store = *container.store;
    if (store.verdict != PasswordVerdict::undecided || store.integrity.kind == Integrity::Kind::none) return;
    const bool lacking = is_oid(store.integrity.digest) ||
                         (store.integrity.kind == Integrity::Kind::pbmac1 && is_oid(store.integrity.prf));
    if (!lacking) return;
    add(say(lang_, "integrity", "完整性校验"), pfx::words(store.integrity, lang_), contents_.where(container), {});
  }

  void examine(const std::optional<Encryption>& encryption, const std::optional<Reason>& closed, std::string label,
               std::string where) {
    if (!encryption) return;
    if (is_unsupported(closed) && is_lacking(*encryption)) {
      add(std::move(label), pfx::words(*encryption, lang_), std::move(where), closed->text);
    } else if (!closed) {
      tally_.healthy();
    }
  }

  void add(std::string label, std::string what, std::string where, const std::string& reason) {
    tally_.sick(Severity::warning,
                say(lang_, "{} uses an algorithm that cannot be computed on this machine",
                    "{} 使用了本机无法计算的算法", contents_.file.path),
                {.label = std::move(label), .expected = {}, .actual = std::move(what), .location = std::move(where)});
    if (!reason.empty())
      tally_.add({.label = say(lang_, "why", "原因"), .expected = {}, .actual = reason, .location = {}});
  }

  Tally& tally_;
  const Contents& contents_;
  Lang lang_;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    const Contents contents(file);
    Tally tally(kDecides[0], file);
    Lacks lacks(tally, contents, context.lang);
    for (const Artifact* container : contents.containers) {
      if (container->store) lacks.examine(*container);
    }
    for (const Artifact* key : contents.keys) lacks.examine_key(*key);
    auto finding = tally.finding(
        say(context.lang, "the algorithms of {} can all be computed here", "{} 的算法本机都能计算", file.path));
    if (finding && finding->verdict == Verdict::ruled_out) finding->severity = Severity::warning;
    append(findings, std::move(finding));
  }
  return findings;
}

}  // namespace

constexpr Check kPfxAlgorithm{"pfx-algorithm", kDecides, run};

}  // namespace certdoc
