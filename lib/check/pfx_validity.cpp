// Has the certificate that the key is for, or one of those above it, expired, or does it not begin yet?
#include <array>

#include "base/say.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_path.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;

constexpr std::array<std::string_view, 2> kDecides{"certificate-expired", "certificate-not-yet-valid"};

struct Verdicts {
  Tally expired, early;
};

void examine(Verdicts& verdicts, const Contents& contents, const Artifact& certificate, const Context& context) {
  const CertificateParts& parts = *certificate.certificate;
  const std::string name = pfx::name_of(certificate);
  const Lang lang = context.lang;
  if (context.now > parts.not_after) {
    verdicts.expired.sick(Severity::error,
                          say(lang, "{} in {} has expired on {}", "{1} 中的 {0} 已于 {2} 过期", name,
                              contents.file.path, to_rfc3339(parts.not_after).substr(0, 10)),
                          {.label = "notAfter",
                           .expected = say(lang, "after {}", "晚于 {}", to_rfc3339(context.now)),
                           .actual = to_rfc3339(parts.not_after),
                           .location = contents.where(certificate)});
  } else if (context.now < parts.not_before) {
    verdicts.early.sick(Severity::error,
                        say(lang, "{} in {} is not valid before {}", "{1} 中的 {0} 从 {2} 起才有效", name,
                            contents.file.path, to_rfc3339(parts.not_before)),
                        {.label = "notBefore",
                         .expected = say(lang, "not after {}", "不晚于 {}", to_rfc3339(context.now)),
                         .actual = to_rfc3339(parts.not_before),
                         .location = contents.where(certificate)});
  }
}

std::string in_force(const Contents& contents, const Artifact& leaf, Lang lang) {
  return say(lang, "{} in {} has not expired; it ends on {}", "{1} 中的 {0} 未过期，有效期至 {2}", pfx::name_of(leaf),
             contents.file.path, to_rfc3339(leaf.certificate->not_after).substr(0, 10));
}

std::vector<Finding> examine(const Contents& contents, const Context& context) {
  const Lang lang = context.lang;
  Verdicts verdicts{{kDecides[0], contents.file}, {kDecides[1], contents.file}};
  const auto leaves = pfx::leaves_of(contents);
  for (const Artifact* leaf : leaves) {
    for (const Artifact* member : pfx::path_from(contents, *leaf).certificates) {
      examine(verdicts, contents, *member, context);
    }
    verdicts.expired.healthy(in_force(contents, *leaf, lang));
    verdicts.early.healthy();
  }
  const auto hidden = pfx::hidden_part(contents);
  if (leaves.empty() && hidden && hidden->kind != ReasonKind::unreadable) {
    verdicts.expired.open(*hidden, say(lang, "whether the certificates in {} have expired cannot be told yet",
                                       "{} 中的证书是否过期，暂时无法判断", contents.file.path));
  }
  std::vector<Finding> findings;
  append(findings, verdicts.expired.finding({}));
  auto early = verdicts.early.finding(
      say(lang, "the certificates in {} are valid already", "{} 中的证书已经生效", contents.file.path));
  if (early && early->verdict == Verdict::ruled_out) early->severity = Severity::warning;
  append(findings, std::move(early));
  return findings;
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    for (Finding& finding : examine(Contents(file), context)) findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

constexpr Check kPfxValidity{"pfx-validity", kDecides, run};

}  // namespace certdoc
