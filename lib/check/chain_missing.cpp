// chain-incomplete: which certificate is missing, where to get it, and what stands here in its stead.
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/chain_findings.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostUrls = 4;
constexpr std::size_t kMostSiblings = 4;

// What --online opens; a certificate can name anything.
bool is_web(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

void tell_urls(const ChainScene& scene, const chain::Missing& missing, Finding& finding) {
  std::size_t count = 0;
  for (const std::string& url : missing.ca_issuers) {
    if (count++ == kMostUrls) return;
    const std::string label = scene.online ? say(scene.lang, "AIA URL", "AIA 地址")
                                           : say(scene.lang, "AIA URL, not fetched", "AIA 地址（未下载）");
    finding.evidence.push_back({label, {}, url, {}});
  }
}

void tell_siblings(const ChainScene& scene, const chain::Path& path, Finding& finding) {
  const std::string wanted = hex(path.missing->authority_key_id);
  std::size_t count = 0;
  for (const chain::LookAlike& one : path.missing->look_alikes) {
    if (count++ == kMostSiblings) return;
    const std::string found = hex(scene.at(one.certificate).subject_key_id);
    finding.evidence.push_back({.label = say(scene.lang, "wrong sibling, key id", "同名但密钥不同，密钥标识"),
                                .expected = one.other_key_id ? wanted : std::string(),
                                .actual = found.empty() ? scene.name(one.certificate) : found,
                                .location = scene.place(one.certificate)});
  }
}

void tell_next(const ChainScene& scene, const chain::Missing& missing, Finding& finding) {
  const bool can_fetch = std::any_of(missing.ca_issuers.begin(), missing.ca_issuers.end(), is_web);
  std::string command = can_fetch && !scene.online ? scene.command("--online") : std::string();
  if (!command.empty()) finding.next.push_back(std::move(command));
}

std::string message_of(const ChainScene& scene, const chain::Path& path) {
  const std::string last = scene.name(path.certificates.back());
  const std::string issuer = name_text(path.missing->issuer);
  if (path.missing->look_alikes.empty()) {
    if (scene.trust.empty()) {
      return say(scene.lang, "the issuer of {} is missing: {}", "缺少 {} 的颁发者证书：{}", last, issuer);
    }
    return say(scene.lang, "the issuer of {} is neither here nor in the trust store: {}",
               "{} 的颁发者证书既不在文件中，也不在信任库中：{}", last, issuer);
  }
  const std::size_t sibling = path.missing->look_alikes.front().certificate;
  return say(scene.lang, "the issuer of {} is missing: the one in {} has the right name, but another key",
             "缺少 {} 的颁发者证书：{} 中的证书名称相同，但密钥不同", last, scene.place(sibling));
}

}  // namespace

void tell_missing(const ChainScene& scene, const chain::Path& path, Finding& finding) {
  const chain::Missing& missing = *path.missing;
  finding.message = message_of(scene, path);
  finding.evidence.clear();
  finding.evidence.push_back(
      {say(scene.lang, "issuer", "颁发者"), {}, name_text(missing.issuer), scene.place(path.certificates.back())});
  if (!missing.authority_key_id.empty()) {
    finding.evidence.push_back(
        {say(scene.lang, "its key id (AKI)", "其密钥标识（AKI）"), {}, hex(missing.authority_key_id), {}});
  }
  tell_siblings(scene, path, finding);
  tell_urls(scene, missing, finding);
  tell_target(scene, kb::ChainDeviation::missing, finding.severity, finding.evidence);
  tell_next(scene, missing, finding);
}

}  // namespace certdoc
