// MD2, MD4, MD5 or SHA-1 under a certificate or CSR. A root's own signature is never verified; a CSR's is replaced by
// the CA's, but several CAs refuse such a CSR.
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/signature_hash.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"signature-weak"};
// BR 7.1.3.2 (https://github.com/cabforum/servercert/blob/main/docs/BR.md) allows SHA-256, SHA-384 and SHA-512.
constexpr std::array<std::string_view, 4> kBroken{"md2", "md4", "md5", "sha1"};

bool is_broken(std::string_view hash) {
  return std::find(kBroken.begin(), kBroken.end(), hash) != kBroken.end();
}

Evidence evidence_of(const LoadedFile& file, const Artifact& artifact, std::string_view hash, Lang lang) {
  return {.label = say(lang, "hash of the signature", "签名哈希"),
          .expected = "SHA-256",
          .actual = std::string(hash_name(hash)),
          .location = location(file, artifact.place)};
}

void examine(Tally& tally, const LoadedFile& file, const Artifact& artifact, Lang lang) {
  const std::string_view hash = signature_hash(artifact);
  if (hash.empty()) return;
  if (!is_broken(hash)) return tally.healthy();
  const std::string_view name = hash_name(hash);
  if (artifact.csr) {
    tally.sick(Severity::warning,
               say(lang, "the CSR in {} is signed with {}; some CAs refuse it",
                   "{} 中的 CSR 使用 {} 签名，有些 CA 会拒绝", file.path, name),
               evidence_of(file, artifact, hash, lang));
    return tally.remedy("use-stronger-algorithms");
  }
  if (artifact.certificate->subject == artifact.certificate->issuer) {
    return tally.healthy(say(lang, "{} is signed by itself: that it says {} does not matter",
                             "{} 是自签名证书，其中的 {} 不影响信任", file.path, name));
  }
  tally.sick(Severity::error,
             say(lang, "a certificate in {} is signed with {}", "{} 中有证书使用 {} 签名", file.path, name),
             evidence_of(file, artifact, hash, lang));
  tally.remedy("reissue-with-strong-algorithm");
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    Tally tally(kDecides[0], file);
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.certificate || artifact.csr) examine(tally, file, artifact, context.lang);
    }
    append(findings, tally.finding(say(context.lang, "the signatures in {} use SHA-2 or better",
                                       "{} 中的签名使用 SHA-2 或更强的算法", file.path)));
  }
  return findings;
}

}  // namespace

constexpr Check kSignatureWeak{"signature-weak", kDecides, run};

}  // namespace certdoc
