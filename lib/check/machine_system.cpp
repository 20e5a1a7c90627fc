// What is evidence and no verdict: a CRL in the cache (it was fetched once), a restart that is pending.
#include <string>
#include <utility>

#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::size_t kMost = 10;

}  // namespace

// https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-r2-and-2008/ee619730(v=ws.10)
void judge_cache(const MachineScene& scene, std::vector<Finding>& out) {
  const Lang lang = scene.lang();
  std::vector<Evidence> rows;
  bool all = true;
  for (const Fact* one : scene.facts.all("crl-cache")) {
    if (!one->is("listed", "yes") || rows.size() == kMost) continue;
    const bool cached = one->is("cached", "yes");
    all = all && cached;
    rows.push_back(
        evidence_of(scene, *one, std::string((*one)["url"]),
                    cached ? say(lang, "in the cache", "在缓存中") : say(lang, "not in the cache", "不在缓存中")));
  }
  if (rows.empty()) return;
  Finding finding = scene.manual(
      "crl-unreachable", all ? say(lang,
                                   "the account of the script has fetched the CRLs once; whether it still can, "
                                   "certutil -verify -urlfetch tells",
                                   "运行脚本的账号曾下载过这些 CRL；现在能否下载，用 certutil -verify -urlfetch 查看")
                             : say(lang,
                                   "not all CRLs are in the cache of the script's account; certutil -verify -urlfetch "
                                   "tells whether they can be fetched",
                                   "运行脚本的账号缓存中缺少部分 CRL；能否下载，用 certutil -verify -urlfetch 查看"));
  finding.evidence = std::move(rows);
  out.push_back(std::move(finding));
}

void judge_system_files(const MachineScene& scene, std::vector<Finding>& out) {
  const Fact* reboot = scene.facts.find("reboot");
  if (reboot == nullptr) return;
  const Lang lang = scene.lang();
  const bool pending = reboot->is("pending", "yes");
  Finding finding = scene.manual(
      "system-files-damaged",
      pending ? say(lang, "a restart is pending there: restart first, then sfc /verifyonly tells",
                    "那台机器有待完成的重启：请先重启，再用 sfc /verifyonly 检查")
              : say(lang, "sfc /verifyonly tells; no restart is pending", "用 sfc /verifyonly 检查；没有待完成的重启"));
  finding.evidence.push_back(
      evidence_of(scene, *reboot, say(lang, "restart pending", "待重启"), std::string((*reboot)["pending"])));
  out.push_back(std::move(finding));
}

}  // namespace certdoc
