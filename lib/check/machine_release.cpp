// The release of Windows as a target: what the table of targets knows of it decides algorithm-for-target and
// pfx-algorithm-for-target where the person named no target.
#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <string>
#include <utility>

#include "check/checks.hpp"
#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

struct Release {
  int build;
  std::string_view target;
};

// https://learn.microsoft.com/en-us/windows/win32/sysinfo/operating-system-version,
// https://learn.microsoft.com/en-us/windows-server/get-started/windows-server-release-info
constexpr std::array<Release, 12> kServers{{{3790, "windows-server-2003"},
                                            {6001, "windows-server-2008"},
                                            {6002, "windows-server-2008"},
                                            {6003, "windows-server-2008"},
                                            {7600, "windows-server-2008r2"},
                                            {7601, "windows-server-2008r2"},
                                            {9200, "windows-server-2012"},
                                            {9600, "windows-server-2012r2"},
                                            {14393, "windows-server-2016"},
                                            {17763, "windows-server-2019"},
                                            {20348, "windows-server-2022"},
                                            {26100, "windows-server-2025"}}};

int number(std::string_view text) {
  int value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && rest == text.data() + text.size() ? value : 0;
}

std::string_view target_name(int build, bool workstation) {
  if (workstation) return build >= 22000 ? "windows-11" : build >= 10240 ? "windows-10" : "";
  const auto* found =
      std::find_if(kServers.begin(), kServers.end(), [&](const Release& one) { return one.build == build; });
  return found == kServers.end() ? "" : found->target;
}

// Another program than Windows itself, or a release of it, was named: that is what the person asks about. IIS and
// Exchange run on any release.
bool names_another(const Context& context) {
  return context.target != nullptr && !reads_machine_store(context);
}

}  // namespace

// ProductType: 1 workstation, 2 domain controller, 3 server
// (https://learn.microsoft.com/en-us/windows/win32/cimwin32prov/win32-operatingsystem).
const kb::Target* target_of_facts(const machine::Facts& facts) {
  const machine::Fact* system = facts.is_windows() ? facts.find("system") : nullptr;
  if (system == nullptr || (*system)["type"].empty()) return nullptr;
  const std::string_view name = target_name(number((*system)["build"]), system->is("type", "1"));
  return name.empty() ? nullptr : kb::find_target(name);
}

void judge_release(const MachineScene& scene, std::vector<Finding>& out) {
  const kb::Target* target = target_of_facts(scene.facts);
  if (target == nullptr || names_another(scene.context)) return;
  const machine::Fact& system = *scene.facts.find("system");
  // What the table says of it is without this update: https://support.microsoft.com/help/938397
  if (system.is("build", "3790") && !system.is("sha2-update", "no")) return;
  Context context = scene.context;
  context.target = target;
  for (const Check* check : {&kAlgorithmForTarget, &kPfxTarget}) {
    for (Finding& finding : check->run(scene.material, context)) {
      finding.evidence.push_back(evidence_of(scene, system, say(scene.lang(), "release of Windows", "Windows 版本"),
                                             std::string(system["version"]), std::string(target->title)));
      out.push_back(std::move(finding));
    }
  }
}

}  // namespace certdoc
