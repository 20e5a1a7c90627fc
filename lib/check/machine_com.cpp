// com-not-registered, by the classes of certificate enrolment: which class a program asked for stands in its message.
#include <string>
#include <utility>

#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kCause = "com-not-registered";

}  // namespace

void judge_com(const MachineScene& scene, std::vector<Finding>& out) {
  const auto classes = scene.facts.all("com");
  if (classes.empty()) return;
  const Lang lang = scene.lang();
  std::vector<Evidence> wrong;
  for (const machine::Fact* one : classes) {
    if (one->is("registered", "yes") && !one->is("file", "no")) continue;
    wrong.push_back(evidence_of(scene, *one, std::string((*one)["name"]) + " (" + std::string((*one)["view"]) + ")",
                                one->is("registered", "yes") ? say(lang, "its file is missing", "其文件不存在")
                                                             : say(lang, "not registered", "未注册"),
                                std::string((*one)["clsid"])));
  }
  Finding finding = wrong.empty() ? scene.unknown(kCause, ReasonKind::manual,
                                                  say(lang, "if the message names another class id, look that one up",
                                                      "如果错误信息里是别的类标识(CLSID)，请查那一个"),
                                                  say(lang, "the COM classes of certificate enrolment are registered",
                                                      "证书注册用的 COM 组件都已注册"))
                                  : scene.confirmed(kCause, Severity::error,
                                                    say(lang, "COM classes of certificate enrolment are not registered",
                                                        "证书注册用的 COM 组件没有注册好"));
  finding.evidence = std::move(wrong);
  out.push_back(std::move(finding));
}

}  // namespace certdoc
