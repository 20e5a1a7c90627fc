// A private key behind a passphrase: a matter of the service that must be told it. Keys in a PFX or key store are not
// meant, those always have a password.
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/convert.hpp"
#include "check/forms.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using kb::Accepts;

constexpr std::array<std::string_view, 1> kDecides{"key-encrypted"};

// The rule for this form of encryption, else that for passphrases at all.
const kb::TargetRule* rule_for(const kb::Target& target, const Artifact& artifact) {
  const kb::TargetRule* form = kb::rule(target, key_form_word(artifact));
  return form != nullptr ? form : kb::rule(target, "key:encrypted");
}

std::string message(const LoadedFile& file, const Context& context, const kb::TargetRule* rule) {
  if (context.target == nullptr)
    return say(context.lang, "the key in {} asks for a passphrase", "{} 中的私钥设有密码", file.path);
  if (rule != nullptr && rule->accepts == Accepts::no) {
    return say(context.lang, "the key in {} asks for a passphrase, which {} cannot be given",
               "{} 中的私钥设有密码，而 {} 无法得到密码", file.path, context.target->title);
  }
  return say(context.lang, "the key in {} asks for a passphrase, which {} must be given",
             "{} 中的私钥设有密码，必须告诉 {}", file.path, context.target->title);
}

void examine(Tally& tally, const LoadedFile& file, const Artifact& artifact, const Context& context) {
  const kb::TargetRule* rule = context.target == nullptr ? nullptr : rule_for(*context.target, artifact);
  const bool refused = rule != nullptr && rule->accepts == Accepts::no;
  const Severity with_target = refused ? Severity::error : Severity::warning;
  tally.sick(context.target == nullptr ? Severity::note : with_target, message(file, context, rule),
             {.label = context.target == nullptr ? say(context.lang, "private key", "私钥")
                                                 : std::string(context.target->title),
              .expected = rule == nullptr ? say(context.lang, "no passphrase", "没有密码")
                                          : std::string(context.lang == Lang::zh ? rule->why.zh : rule->why.en),
              .actual = artifact.format,
              .location = location(file, artifact.place)});
  const std::string command = without_passphrase(file, artifact);
  tally.next(command);
  if (!refused) tally.remedy("give-passphrase-to-service");
  tally.remedy("remove-key-passphrase");
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    Tally tally(kDecides[0], file);
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind != Kind::private_key || artifact.parent) continue;
      if (artifact.encrypted) {
        examine(tally, file, artifact, context);
      } else if (!artifact.unread) {
        tally.healthy();
      }
    }
    append(findings,
           tally.finding(say(context.lang, "the key in {} needs no passphrase", "{} 中的私钥没有密码", file.path)));
  }
  return findings;
}

}  // namespace

constexpr Check kKeyEncrypted{"key-encrypted", kDecides, run};

}  // namespace certdoc
