#include "kb/targets.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "kb/targets_parts.hpp"
#include "kb/targets_pfx.hpp"

namespace certdoc::kb {
namespace {

constexpr std::array<std::string_view, 44> kWords{"pem-certificate",
                                                  "der-certificate",
                                                  "base64-certificate",
                                                  "trusted-certificate",
                                                  "pem-bundle",
                                                  "pem-key",
                                                  "der-key",
                                                  "pkcs12",
                                                  "pkcs12-modern",
                                                  "pkcs7-pem",
                                                  "pkcs7-der",
                                                  "jks",
                                                  "jceks",
                                                  "sm2-file",
                                                  "pkcs8",
                                                  "pkcs8-encrypted",
                                                  "pkcs1",
                                                  "sec1",
                                                  "dsa-key",
                                                  "openssh-key",
                                                  "putty-key",
                                                  "legacy-encrypted-key",
                                                  "utf8-bom",
                                                  "utf16",
                                                  "cr-line-ends",
                                                  "key:encrypted",
                                                  "alg:rsa",
                                                  "alg:rsa-pss",
                                                  "alg:dsa",
                                                  "alg:ec-p256",
                                                  "alg:ec-p384",
                                                  "alg:ec-p521",
                                                  "alg:ec-brainpool",
                                                  "alg:ec-other",
                                                  "alg:ec-explicit",
                                                  "alg:ed25519",
                                                  "alg:ed448",
                                                  "alg:sm2",
                                                  "alg:ml-dsa",
                                                  "hash:md5",
                                                  "hash:sha1",
                                                  "hash:sha256",
                                                  "hash:sha384",
                                                  "hash:sha512"};

std::vector<Target> all_targets() {
  std::vector<Target> all = linux_targets();
  for (auto* part : {&windows_targets, &java_targets, &phone_targets, &library_targets}) {
    std::vector<Target> more = part();
    all.insert(all.end(), more.begin(), more.end());
  }
  for (Target& target : all) {
    if (target.pfx) target.rules.push_back(modern_form(*target.pfx));
  }
  return all;
}

// What is said of it: refused before uncertain before read.
int gravity(const PfxRule& rule) {
  return rule.accepts == Accepts::no ? 2 : rule.accepts == Accepts::unknown ? 1 : 0;
}

}  // namespace

TargetRule modern_form(const PfxImport& pfx) {
  const PfxRule* gravest = nullptr;
  for (const std::string_view what : {"cipher:AES-256-CBC", "prf:SHA256", "mac:SHA256"}) {
    const PfxRule* found = pfx_rule(pfx, what);
    if (found == nullptr) continue;
    if (gravest == nullptr || gravity(*found) > gravity(*gravest)) gravest = found;
  }
  if (gravest == nullptr) return unsure("pkcs12-modern", {}, {});
  return {"pkcs12-modern", gravest->accepts, gravest->why, gravest->source};
}

const std::vector<Target>& targets() {
  static const std::vector<Target> all = all_targets();
  return all;
}

std::span<const std::string_view> known_words() {
  return kWords;
}

const Target* find_target(std::string_view name_or_alias) {
  const std::string name = text::lower(name_or_alias);
  const auto is_it = [&](const Target& target) {
    const auto& aliases = target.aliases;
    return target.name == name || std::find(aliases.begin(), aliases.end(), name) != aliases.end();
  };
  const auto found = std::find_if(targets().begin(), targets().end(), is_it);
  return found == targets().end() ? nullptr : &*found;
}

// The last one counts: a target's own rule stands behind those that it shares with others.
const TargetRule* rule(const Target& target, std::string_view what) {
  const auto is_it = [&](const TargetRule& rule) { return rule.what == what; };
  const auto found = std::find_if(target.rules.rbegin(), target.rules.rend(), is_it);
  return found == target.rules.rend() ? nullptr : &*found;
}

const PfxRule* pfx_rule(const PfxImport& pfx, std::string_view what) {
  const auto is_it = [&](const PfxRule& rule) { return rule.what == what; };
  const auto found = std::find_if(pfx.rules.rbegin(), pfx.rules.rend(), is_it);
  return found == pfx.rules.rend() ? nullptr : &*found;
}

}  // namespace certdoc::kb
