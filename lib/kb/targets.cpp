#include "kb/targets.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "kb/targets_parts.hpp"

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
  for (auto* part : {&windows_targets, &java_targets}) {
    std::vector<Target> more = part();
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace

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

}  // namespace certdoc::kb
