// Is there a MAC, and does it contradict what was decrypted? Without one the password can only be judged by
// decryption.
#include <array>

#include "base/say.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_contents.hpp"
#include "check/pfx_password.hpp"
#include "check/pfx_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;

constexpr std::array<std::string_view, 2> kDecides{"pfx-no-mac", "file-corrupt"};

std::string judged_by(const Store& store, Lang lang) {
  switch (store.verdict) {
    case PasswordVerdict::fits: return say(lang, "fits, told by decryption alone", "相符，仅凭解密判断");
    case PasswordVerdict::fits_none:
      return say(lang, "fits no part, told by decryption alone", "均不相符，仅凭解密判断");
    default: return say(lang, "not judged", "未判断");
  }
}

void examine_presence(Tally& tally, const Contents& contents, const Artifact& container, Lang lang) {
  const Store& store = *container.store;
  const std::string& path = contents.file.path;
  if (store.integrity.kind == Integrity::Kind::none) {
    tally.sick(Severity::warning,
               say(lang, "{} has no MAC: nothing proves that it is unchanged", "{} 没有 MAC：无法证明它未被改动", path),
               {.label = say(lang, "integrity", "完整性校验"),
                .expected = "MAC",
                .actual = say(lang, "none", "无"),
                .location = contents.where(container)});
    if (store.verdict != PasswordVerdict::not_needed) {
      tally.add(
          {.label = say(lang, "password", "密码"), .expected = {}, .actual = judged_by(store, lang), .location = {}});
    }
    return;
  }
  tally.healthy(
      say(lang, "{} has an integrity check: {}", "{} 有完整性校验：{}", path, pfx::words(store.integrity, lang)));
}

void examine_contradiction(Tally& tally, const Contents& contents, const Artifact& container, Lang lang) {
  if (container.store->verdict != PasswordVerdict::fits_none) return;
  if (container.store->integrity.kind == Integrity::Kind::none) return;
  if (!pfx::opened_in_spite(contents.file, container)) return;
  tally.sick(Severity::error,
             say(lang, "the password opens {}, but its MAC does not verify: it was changed after it was made",
                 "密码能打开 {}，但 MAC 不符：文件生成后被改动过", contents.file.path),
             {.label = say(lang, "integrity", "完整性校验"),
              .expected = say(lang, "verifies", "相符"),
              .actual = say(lang, "{}: does not verify", "{}：不符", pfx::words(container.store->integrity, lang)),
              .location = contents.where(container)});
  tally.remedy("fetch-file-again");
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    const Contents contents(file);
    Tally presence(kDecides[0], file);
    Tally contradiction(kDecides[1], file);
    for (const Artifact* container : contents.containers) {
      if (container->kind != Kind::pkcs12 || !container->store) continue;
      examine_presence(presence, contents, *container, context.lang);
      examine_contradiction(contradiction, contents, *container, context.lang);
    }
    auto finding = presence.finding({});
    if (finding && finding->verdict == Verdict::ruled_out) finding->severity = Severity::warning;
    append(findings, std::move(finding));
    append(findings, contradiction.finding({}));
  }
  return findings;
}

}  // namespace

constexpr Check kPfxMac{"pfx-mac", kDecides, run};

}  // namespace certdoc
