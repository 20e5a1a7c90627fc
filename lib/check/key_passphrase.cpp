// Private keys outside of containers: whether the passphrase given opens them. That it does not is said by
// pfx-password.
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"key-passphrase-wrong"};

void examine(Tally& tally, const LoadedFile& file, const Artifact& key, const Context& context) {
  if (!key.encrypted && !key.unread) {
    return tally.healthy(say(context.lang, "the key in {} has no passphrase", "{} 中的私钥没有密码", file.path));
  }
  if (key.encrypted && !key.unread) {
    return tally.healthy(
        say(context.lang, "the passphrase given opens the key in {}", "给出的密码能打开 {} 中的私钥", file.path));
  }
  if (!key.unread || (key.unread->kind == ReasonKind::no_password && !context.ascii_passwords.empty())) return;
  tally.open(*key.unread, say(context.lang, "the key in {} stays closed", "{} 中的私钥未能打开", file.path));
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    Tally tally(kDecides[0], file);
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind == Kind::private_key && !artifact.parent) examine(tally, file, artifact, context);
    }
    append(findings, tally.finding({}));
  }
  return findings;
}

}  // namespace

constexpr Check kKeyPassphrase{"key-passphrase", kDecides, run};

}  // namespace certdoc
