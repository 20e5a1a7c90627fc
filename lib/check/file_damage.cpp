// What the loader had to put right, what it could not read, and files in which it knew nothing.
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/convert.hpp"
#include "check/forms.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 3> kDecides{"file-encoding", "file-corrupt", "file-not-recognised"};

bool any_of(const LoadedFile& file, bool (*holds)(const Artifact&)) {
  return std::any_of(file.artifacts.begin(), file.artifacts.end(), holds);
}

Evidence evidence_of(const LoadedFile& file, const Damage& damage) {
  return {.label = damage.id, .expected = {}, .actual = damage.text, .location = location(file, damage.place)};
}

// Bytes behind an object are no matter of text; everything was read all the same.
bool is_about_text(const Damage& damage) {
  return damage.read && damage.id != "trailing-bytes";
}

// What was read is a warning, unless the target is known not to read it.
Severity severity_of(const Damage& damage, const kb::Target* target) {
  const std::string_view word = text_word(damage);
  const kb::TargetRule* rule = target == nullptr || word.empty() ? nullptr : kb::rule(*target, word);
  return rule != nullptr && rule->accepts == kb::Accepts::no ? Severity::error : Severity::warning;
}

std::optional<Finding> encoding(const LoadedFile& file, const Context& context) {
  Tally tally(kDecides[0], file);
  if (any_of(file, [](const Artifact& artifact) { return artifact.encoding == Encoding::pem; })) tally.healthy();
  for (const Damage& damage : file.damages) {
    if (!is_about_text(damage)) continue;
    tally.sick(severity_of(damage, context.target), fmt::format("{}: {}", file.path, damage.text),
               evidence_of(file, damage));
  }
  const std::string command = text_repair(file);
  tally.next(command);
  tally.remedy("fix-encoding");
  return tally.finding(say(context.lang, "the PEM text of {} is clean", "{} 的 PEM 文本正常", file.path));
}

std::string intact(const LoadedFile& file, Lang lang) {
  if (any_of(file, [](const Artifact& artifact) { return artifact.unread.has_value(); })) {
    return say(lang, "{} is intact as far as it can be read", "{} 中能读取的部分是完整的", file.path);
  }
  if (any_of(file, [](const Artifact& artifact) { return artifact.pair == Pair::fits; })) {
    return say(lang, "{} is intact, and the two halves of its key fit", "{} 完整，私钥的两部分相符", file.path);
  }
  return say(lang, "{} is intact", "{} 完整", file.path);
}

std::optional<Finding> corrupt(const LoadedFile& file, const Context& context) {
  Tally tally(kDecides[1], file);
  if (!file.artifacts.empty()) tally.healthy();
  for (const Damage& damage : file.damages) {
    if (is_about_text(damage)) continue;
    tally.sick(damage.read ? Severity::warning : Severity::error, fmt::format("{}: {}", file.path, damage.text),
               evidence_of(file, damage));
  }
  tally.remedy("fetch-file-again");
  std::optional<Finding> finding = tally.finding(intact(file, context.lang));
  // Whether the key in it is sound is said by key-pair; two verdicts on one cause would contradict each other.
  const bool elsewhere = any_of(file, [](const Artifact& artifact) {
    return artifact.pair == Pair::does_not_fit || (artifact.csr && artifact.csr->signature_fits == false);
  });
  if (elsewhere && finding && finding->verdict == Verdict::ruled_out) return std::nullopt;
  return finding;
}

std::string not_recognised(const LoadedFile& file, Lang lang) {
  if (file.size == 0) return say(lang, "{} is empty", "{} 是空文件", file.path);
  if (!file.looks_like.empty()) {
    return say(lang, "{} is no certificate, key, CSR or PFX, but looks like this: {}",
               "{} 不是证书、私钥、CSR 或 PFX，看起来是：{}", file.path, file.looks_like);
  }
  return say(lang, "{} is no certificate, key, CSR or PFX", "{} 不是证书、私钥、CSR 或 PFX", file.path);
}

std::optional<Finding> unknown_content(const LoadedFile& file, const Context& context) {
  const bool damaged = std::any_of(file.damages.begin(), file.damages.end(), [](const Damage& d) { return !d.read; });
  if (!file.artifacts.empty() || damaged) return std::nullopt;
  Tally tally(kDecides[2], file);
  tally.sick(file.named ? Severity::error : Severity::note, not_recognised(file, context.lang),
             {.label = say(context.lang, "content", "内容"),
              .expected = say(context.lang, "certificate, key, CSR, PFX", "证书、私钥、CSR、PFX"),
              .actual = file.size == 0 ? say(context.lang, "nothing", "无") : file.looks_like,
              .location = file.path});
  tally.remedy("fetch-file-again");
  return tally.finding({});
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    if (file.error) continue;
    append(findings, unknown_content(file, context));
    append(findings, corrupt(file, context));
    append(findings, encoding(file, context));
  }
  return findings;
}

}  // namespace

constexpr Check kFileDamage{"file-damage", kDecides, run};

}  // namespace certdoc
