// not-elevated: only the window in which the error came up can tell, so the script is told whether it runs in that one.
#include <string>
#include <utility>

#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kCause = "not-elevated";

}  // namespace

// S-1-16-12288 is the high integrity level, S-1-5-32-544 the group Administrators:
// https://learn.microsoft.com/en-us/windows/win32/secauthz/well-known-sids
void judge_rights(const MachineScene& scene, std::vector<Finding>& out) {
  const machine::Fact* rights = scene.facts.find("rights");
  if (rights == nullptr || (*rights)["elevated"].empty()) return;
  const Lang lang = scene.lang();
  const bool elevated = rights->is("elevated", "yes");
  const bool same = rights->is("window", "same");
  const auto member = [&] {
    return rights->is("administrator", "yes") ? say(lang, "a member of Administrators", "属于管理员组")
                                              : say(lang, "no member of Administrators", "不属于管理员组");
  };
  Finding finding =
      !same ? scene.unknown(
                  kCause, ReasonKind::manual,
                  say(lang, "run the script with -Window same in the window in which the error comes up",
                      "请在出现错误的那个窗口中，带 -Window same 执行脚本"),
                  elevated ? say(lang, "the script ran elevated; whether the failing program did is not known",
                                 "脚本是提升权限运行的；出错的程序是否也是，尚不清楚")
                           : say(lang, "the script did not run elevated; whether the failing program did is not known",
                                 "脚本没有提升权限；出错的程序有没有，尚不清楚"))
      : elevated
          ? scene.ruled_out(kCause,
                            say(lang, "the window in which the error comes up is elevated", "出现错误的窗口已提升权限"))
          : scene.confirmed(
                kCause, Severity::error,
                say(lang, "the window in which the error comes up is not elevated", "出现错误的窗口没有提升权限"));
  finding.evidence.push_back(evidence_of(scene, *rights, say(lang, "integrity level", "完整性级别"),
                                         std::string((*rights)["level"]), "S-1-16-12288"));
  finding.evidence.push_back(evidence_of(scene, *rights, say(lang, "account", "账号"), member()));
  out.push_back(std::move(finding));
}

}  // namespace certdoc
