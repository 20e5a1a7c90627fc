#include "diagnose/locked.hpp"

#include <algorithm>

#include "base/say.hpp"

namespace certdoc {
namespace {

bool is_locked(const Artifact& artifact) {
  return artifact.unread && artifact.unread->kind == ReasonKind::no_password;
}

Reason reason_for(const LoadedFile& file, bool passwords_given, Lang lang) {
  if (passwords_given) {
    return {ReasonKind::no_password,
            say(lang, "{} was not opened: a wrong password and damage inside cannot be told apart",
                "{} 未能打开：无法区分是密码错误还是内容损坏", file.path)};
  }
  return {ReasonKind::no_password,
          say(lang, "the structure of {} is intact; its contents were not read, give the password",
              "{} 的外层结构完整；内容未读取，请给出密码", file.path)};
}

}  // namespace

LockedFiles locked_files(const Material& material, bool passwords_given, Lang lang) {
  LockedFiles out;
  for (const LoadedFile& file : material.files) {
    const bool locked = std::any_of(file.artifacts.begin(), file.artifacts.end(), is_locked);
    if (locked) out.try_emplace(file.path, reason_for(file, passwords_given, lang));
  }
  return out;
}

void doubt_what_is_locked(const LockedFiles& locked, Lang lang, std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    if (finding.cause != "file-corrupt" || finding.verdict != Verdict::ruled_out) continue;
    const auto found = locked.find(finding.subject);
    if (found == locked.end()) continue;
    finding.verdict = Verdict::unknown;
    finding.reason = found->second;
    finding.message = say(lang, "whether {} is intact is not known", "无法确定 {} 是否完整", finding.subject);
  }
}

}  // namespace certdoc
