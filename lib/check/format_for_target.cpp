// Whether the target opens this kind of file: PEM, DER, PFX, key store; and the command that turns it into what it
// opens. For a PFX also whether it knows the protection (pfx-algorithm-for-target).
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/convert.hpp"
#include "check/forms.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using kb::Accepts;

constexpr std::array<std::string_view, 2> kDecides{"format-not-for-target", "pfx-algorithm-for-target"};

std::string_view remedy_for(const kb::Target& target) {
  if (target.platform == "windows") return "make-pfx-for-windows";
  return target.name == "java" ? "convert-to-java-keystore" : "convert-to-pem";
}

std::string why(const kb::TargetRule& rule, Lang lang) {
  return std::string(lang == Lang::zh ? rule.why.zh : rule.why.en);
}

Evidence evidence_of(const kb::TargetRule& rule, const LoadedFile& file, const Artifact& artifact,
                     const Context& context) {
  return {.label = std::string(context.target->title),
          .expected = why(rule, context.lang),
          .actual = form_name(rule.what, context.lang),
          .location = location(file, artifact.place)};
}

class ForTarget {
 public:
  ForTarget(const Material& material, const LoadedFile& file, const Context& context)
      : material_(material), file_(file), context_(context), format_(kDecides[0], file), pfx_(kDecides[1], file) {}

  void look_at(const Artifact& artifact) {
    const std::string_view form = form_word(artifact);
    if (form.empty() || artifact.parent) return;
    const std::string_view bundled = is_pem_bundle(file_) && artifact.kind == Kind::private_key ? "pem-bundle" : form;
    judge(format_, bundled, artifact);
    const std::string_view key_form = key_form_word(artifact);
    // Whether a passphrase can be given is another cause: key-encrypted.
    if (!key_form.empty() && key_form != form && !artifact.encrypted) judge_if_known(format_, key_form, artifact);
    if (artifact.kind == Kind::pkcs12 && pkcs12_form(artifact.der).modern) judge(pfx_, "pkcs12-modern", artifact);
  }

  void append_to(std::vector<Finding>& findings) const {
    const std::string title(context_.target->title);
    append(findings,
           format_.finding(say(context_.lang, "{} reads {} as it is", "{} 可直接读取 {}", title, file_.path)));
    append(findings, pfx_.finding(say(context_.lang, "{} knows the protection of {}", "{} 支持 {} 的加密方式", title,
                                      file_.path)));
  }

 private:
  void judge_if_known(Tally& tally, std::string_view word, const Artifact& artifact) {
    if (kb::rule(*context_.target, word) != nullptr) judge(tally, word, artifact);
  }

  void judge(Tally& tally, std::string_view word, const Artifact& artifact) {
    const kb::TargetRule* rule = kb::rule(*context_.target, word);
    if (rule != nullptr && rule->accepts == Accepts::yes) return tally.healthy();
    if (rule == nullptr || rule->accepts == Accepts::unknown) return leave_open(tally, rule, word);
    tally.sick(Severity::error, refusal(word), evidence_of(*rule, file_, artifact, context_));
    tally.add({.label = say(context_.lang, "source", "来源"),
               .expected = {},
               .actual = std::string(rule->source),
               .location = {}});
    const std::string command = conversion(*context_.target, material_, file_, artifact);
    tally.next(command);
    tally.remedy(word == "pkcs12-modern" ? "rebuild-pfx-for-old-windows" : remedy_for(*context_.target));
  }

  std::string refusal(std::string_view word) const {
    if (word == "pkcs12-modern") {
      return say(context_.lang, "{} does not know the AES-256 protection of {}", "{} 不支持 {} 的 AES-256 加密",
                 context_.target->title, file_.path);
    }
    return say(context_.lang, "{} does not read {}: {}", "{} 不能读取 {}：{}", context_.target->title, file_.path,
               form_name(word, context_.lang));
  }

  void leave_open(Tally& tally, const kb::TargetRule* rule, std::string_view word) const {
    const std::string text =
        rule == nullptr ? say(context_.lang, "no source says it", "没有资料说明") : why(*rule, context_.lang);
    tally.open({ReasonKind::manual, text},
               say(context_.lang, "whether {} reads {} ({}) is not certain", "{} 能否读取 {}（{}）尚不确定",
                   context_.target->title, file_.path, form_name(word, context_.lang)));
  }

  const Material& material_;
  const LoadedFile& file_;
  const Context& context_;
  Tally format_, pfx_;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  if (context.target == nullptr) return findings;
  for (const LoadedFile& file : material.files) {
    ForTarget check(material, file, context);
    for (const Artifact& artifact : file.artifacts) check.look_at(artifact);
    check.append_to(findings);
  }
  return findings;
}

}  // namespace

constexpr Check kFormatForTarget{"format-for-target", kDecides, run};

}  // namespace certdoc
