// Is there a private key in it? In the usual layout of a PFX its bag shows without the password.
#include <array>

#include "base/say.hpp"
#include "check/each_file.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_contents.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;

constexpr std::array<std::string_view, 1> kDecides{"pfx-no-private-key"};

std::string carried(const Contents& contents, Lang lang) {
  const std::string& path = contents.file.path;
  const Artifact& key = *contents.keys.front();
  if (contents.keys.size() > 1)
    return say(lang, "{} carries {} private keys", "{} 中有 {} 个私钥", path, contents.keys.size());
  return key.key ? say(lang, "{} carries a private key, {}", "{} 中有私钥，{}", path, key_name(*key.key))
                 : say(lang, "{} carries a private key, which stays closed", "{} 中有私钥，尚未打开", path);
}

// Java's trust stores: every certificate is marked as trusted, none has a key.
bool is_trust_store(const Contents& contents) {
  const auto trusted = [](const Artifact* certificate) { return certificate->bag && certificate->bag->trusted; };
  return !contents.certificates.empty() &&
         std::all_of(contents.certificates.begin(), contents.certificates.end(), trusted);
}

std::string certificates(std::size_t count, Lang lang) {
  return count == 1 ? say(lang, "1 certificate", "1 张证书") : say(lang, "{} certificates", "{} 张证书", count);
}

std::string missing(const Contents& contents, Lang lang) {
  const std::string& path = contents.file.path;
  if (is_trust_store(contents)) {
    return say(lang, "{} is a trust store: it holds trusted certificates only, no private key",
               "{} 是信任库：只有受信任的证书，没有私钥", path);
  }
  if (contents.certificates.empty()) return say(lang, "{} carries no private key", "{} 中没有私钥", path);
  return say(lang, "{} carries no private key, only {}", "{} 中没有私钥，只有 {}", path,
             certificates(contents.certificates.size(), lang));
}

void add_missing(Tally& tally, const Contents& contents, Lang lang) {
  tally.sick(
      Severity::error, missing(contents, lang),
      {.label = say(lang, "private keys", "私钥"), .expected = "1", .actual = "0", .location = contents.file.path});
  if (contents.secrets > 0) {
    tally.add({.label = say(lang, "symmetric keys", "对称密钥"),
               .expected = {},
               .actual = say(lang, "{}, which are no private keys", "{} 个，不是私钥", contents.secrets),
               .location = {}});
  }
  const std::string command = pfx::command("certdoc match {} .", contents.file);
  tally.next(command);
}

std::string unseen(const Reason& reason, const std::string& path, Lang lang) {
  if (reason.kind == ReasonKind::unreadable) {
    return say(lang, "whether {} carries a private key cannot be told", "无法判断 {} 中是否有私钥", path);
  }
  return say(lang, "a private key in {}, if there is one, is in a part that stays closed",
             "{} 中如果有私钥，也在未能打开的部分里", path);
}

std::optional<Finding> examine(const LoadedFile& file, const Context& context) {
  const Contents contents(file);
  if (contents.empty()) return std::nullopt;
  Tally tally(kDecides[0], file);
  if (!contents.keys.empty()) {
    tally.healthy(carried(contents, context.lang));
  } else if (const auto hidden = pfx::hidden_part(contents)) {
    tally.open(*hidden, unseen(*hidden, file.path, context.lang));
  } else {
    add_missing(tally, contents, context.lang);
  }
  return tally.finding({});
}

std::vector<Finding> run(const Material& material, const Context& context) {
  return each_file(material, context, examine);
}

}  // namespace

constexpr Check kPfxPrivateKey{"pfx-private-key", kDecides, run};

}  // namespace certdoc
