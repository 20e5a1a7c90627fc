// Containers encrypted with what OpenSSL 3 keeps in its provider `legacy`: without that provider 0308010C is all one
// gets. By itself that is a note: most programs read them.
#include <array>

#include "artifact/store.hpp"
#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/pfx_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"legacy-algorithm-disabled"};

// https://docs.openssl.org/3.0/man7/OSSL_PROVIDER-legacy/
bool is_legacy(const std::string& cipher) {
  return cipher.starts_with("RC2") || cipher.starts_with("RC4") || cipher.starts_with("DES-CBC") || cipher == "RC5-CBC";
}

void examine(Tally& tally, const LoadedFile& file, const Artifact& artifact,
             const std::optional<Encryption>& encryption, Lang lang) {
  if (!encryption) return;
  if (!is_legacy(encryption->cipher)) return tally.healthy();
  tally.sick(Severity::note,
             say(lang, "{} is encrypted with {}, which OpenSSL 3 reads with its legacy provider only",
                 "{} 用 {} 加密，OpenSSL 3 只有启用 legacy 提供者才能读取", file.path, encryption->cipher),
             {.label = say(lang, "encryption", "加密"),
              .expected = {},
              .actual = pfx::words(*encryption, lang),
              .location = location(file, artifact.place)});
}

// Where something else than OpenSSL reads it, its providers do not matter.
bool is_read_by_openssl(const kb::Target* target) {
  return target == nullptr || target->platform == "linux" || target->platform == "any";
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  if (!is_read_by_openssl(context.target)) return findings;
  for (const LoadedFile& file : material.files) {
    Tally tally(kDecides[0], file);
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.bag) examine(tally, file, artifact, artifact.bag->encryption, context.lang);
      if (artifact.kind != Kind::pkcs12 || !artifact.store) continue;
      for (const StorePart& part : artifact.store->parts) {
        examine(tally, file, artifact, part.encryption, context.lang);
      }
    }
    append(findings, tally.finding(say(context.lang, "OpenSSL 3 reads the encryption of {} without its legacy provider",
                                       "{} 的加密算法无需 legacy 提供者，OpenSSL 3 即可读取", file.path)));
  }
  return findings;
}

}  // namespace

constexpr Check kLegacyAlgorithm{"legacy-algorithm", kDecides, run};

}  // namespace certdoc
