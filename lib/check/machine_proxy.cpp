// proxy-misconfigured: what services use and what the person uses, side by side. Whether either works is not seen, so
// nothing is confirmed here.
#include <algorithm>
#include <string>
#include <utility>

#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kCause = "proxy-misconfigured";

std::string value(const MachineScene& scene, std::string_view proxy) {
  return proxy.empty() ? say(scene.lang(), "direct", "直连") : std::string(proxy);
}

void on_windows(const MachineScene& scene, std::vector<Finding>& out) {
  const Lang lang = scene.lang();
  const Fact* service = scene.facts.find("winhttp");
  const Fact* user = scene.facts.find("user-proxy");
  if (service == nullptr || user == nullptr || !service->is("state", "read")) return;
  const bool script = user->is("script", "yes");
  const std::string of_user = script ? say(lang, "automatic script", "自动配置脚本")
                                     : value(scene, user->is("enabled", "1") ? (*user)["proxy"] : std::string_view());
  const std::string of_service = value(scene, (*service)["proxy"]);
  const bool differ = script || of_user != of_service;
  Finding finding = scene.manual(
      kCause, differ
                  ? say(lang, "services and the user take different ways out; it is the cause if the user's one works",
                        "服务和用户的出口不同；如果用户的能用，就是这个原因")
                  : say(lang, "services and the user take the same way out; whether it works, fetching a CRL shows",
                        "服务和用户的出口相同；能否使用，要看能否下载 CRL"));
  finding.evidence.push_back(evidence_of(scene, *service, "WinHTTP", of_service, of_user));
  out.push_back(std::move(finding));
}

void on_linux(const MachineScene& scene, std::vector<Finding>& out) {
  const auto proxies = scene.facts.all("proxy");
  const Fact* asked = scene.facts.find("proxy", "where", "asked");
  if (asked == nullptr) return;
  Finding finding = scene.manual(
      kCause, proxies.size() == 1 ? say(scene.lang(), "neither the shell nor the services have proxy variables",
                                        "shell 和服务都没有代理变量")
                                  : say(scene.lang(), "compare the proxy of the service with the one that works",
                                        "请把服务的代理与可用的代理比较"));
  for (const Fact* one : proxies) {
    if (one == asked || finding.evidence.size() == 10) continue;
    finding.evidence.push_back(evidence_of(
        scene, *one, std::string((*one)["where"]) + " " + std::string((*one)["name"]), std::string((*one)["value"])));
  }
  out.push_back(std::move(finding));
}

}  // namespace

void judge_proxy(const MachineScene& scene, std::vector<Finding>& out) {
  return scene.facts.is_windows() ? on_windows(scene, out) : on_linux(scene, out);
}

}  // namespace certdoc
