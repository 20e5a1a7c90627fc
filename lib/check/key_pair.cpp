// A private key whose halves do not belong together, and a CSR that its own key did not sign: both decode well and
// work nowhere. That they are sound is part of what file-damage says of a file.
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"file-corrupt"};

void examine_key(Tally& tally, const LoadedFile& file, const Artifact& artifact, Lang lang) {
  if (artifact.pair != Pair::does_not_fit) return;
  tally.sick(Severity::error,
             say(lang, "the private and the public part of the key in {} do not belong together",
                 "{} 中私钥与公钥部分不相符", file.path),
             {.label = say(lang, "relation", "关系"),
              .expected = artifact.pair_problem,
              .actual = say(lang, "does not hold", "不成立"),
              .location = location(file, artifact.place)});
  tally.remedy("fetch-file-again");
}

void examine_request(Tally& tally, const LoadedFile& file, const Artifact& artifact, Lang lang) {
  if (!artifact.csr || artifact.csr->signature_fits.value_or(true)) return;
  tally.sick(Severity::error,
             say(lang, "the CSR in {} is not signed by its own key", "{} 中 CSR 的签名与自身公钥不符", file.path),
             {.label = say(lang, "signature of the CSR", "CSR 签名"),
              .expected = say(lang, "verifies with its own key", "可用自身公钥验证"),
              .actual = say(lang, "does not verify", "验证失败"),
              .location = location(file, artifact.place)});
  tally.remedy("fetch-file-again");
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    Tally tally(kDecides[0], file);
    for (const Artifact& artifact : file.artifacts) {
      examine_key(tally, file, artifact, context.lang);
      examine_request(tally, file, artifact, context.lang);
    }
    append(findings, tally.finding({}));
  }
  return findings;
}

}  // namespace

constexpr Check kKeyPair{"key-pair", kDecides, run};

}  // namespace certdoc
