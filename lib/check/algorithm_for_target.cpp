// Whether the target knows the algorithms of the keys and the hashes of the signatures in a file.
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/forms.hpp"
#include "check/signature_hash.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using kb::Accepts;

constexpr std::array<std::string_view, 1> kDecides{"algorithm-for-target"};

// A root is trusted for what it is; nobody verifies its own signature.
bool is_self_issued(const Artifact& artifact) {
  return artifact.certificate && artifact.certificate->subject == artifact.certificate->issuer;
}

class ForTarget {
 public:
  ForTarget(const LoadedFile& file, const Context& context)
      : file_(file), context_(context), tally_(kDecides[0], file) {}

  void look_at(const Artifact& artifact) {
    if (artifact.key && artifact.kind != Kind::csr) {
      judge(algorithm_word(*artifact.key), key_name(*artifact.key), artifact);
    }
    const std::string_view hash = artifact.certificate && !is_self_issued(artifact) ? signature_hash(artifact) : "";
    if (!hash.empty()) judge(fmt::format("hash:{}", hash), std::string(hash_name(hash)), artifact);
  }

  std::optional<Finding> finding() const {
    return tally_.finding(
        say(context_.lang, "{} knows the algorithms in {}", "{} 支持 {} 中的算法", context_.target->title, file_.path));
  }

 private:
  void judge(std::string_view word, const std::string& name, const Artifact& artifact) {
    const kb::TargetRule* rule = kb::rule(*context_.target, word);
    if (rule != nullptr && rule->accepts == Accepts::yes) return tally_.healthy();
    if (rule == nullptr || rule->accepts == Accepts::unknown) return leave_open(rule, name);
    const std::string_view why = context_.lang == Lang::zh ? rule->why.zh : rule->why.en;
    tally_.sick(
        Severity::error,
        say(context_.lang, "{} cannot use {} in {}", "{} 不支持 {}（{}）", context_.target->title, name, file_.path),
        {.label = std::string(context_.target->title),
         .expected = std::string(why),
         .actual = name,
         .location = location(file_, artifact.place)});
    tally_.add({.label = say(context_.lang, "source", "来源"),
                .expected = {},
                .actual = std::string(rule->source),
                .location = {}});
    if (context_.target->platform == "windows") tally_.remedy("update-target-system");
    tally_.remedy("reissue-with-common-algorithm");
  }

  void leave_open(const kb::TargetRule* rule, const std::string& name) {
    std::string text = rule == nullptr ? say(context_.lang, "no source says it", "没有资料说明")
                                       : std::string(context_.lang == Lang::zh ? rule->why.zh : rule->why.en);
    tally_.open({ReasonKind::manual, std::move(text)},
                say(context_.lang, "whether {} can use {} in {} is not certain", "{} 是否支持 {}（{}）尚不确定",
                    context_.target->title, name, file_.path));
  }

  const LoadedFile& file_;
  const Context& context_;
  Tally tally_;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  if (context.target == nullptr) return findings;
  for (const LoadedFile& file : material.files) {
    ForTarget check(file, context);
    for (const Artifact& artifact : file.artifacts) check.look_at(artifact);
    append(findings, check.finding());
  }
  return findings;
}

}  // namespace

constexpr Check kAlgorithmForTarget{"algorithm-for-target", kDecides, run};

}  // namespace certdoc
