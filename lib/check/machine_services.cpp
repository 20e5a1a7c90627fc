// service-missing, service-stopped and token-manager-not-running, by the services of Windows.
#include <array>
#include <string>
#include <utility>

#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kMissing = "service-missing";
constexpr std::string_view kStopped = "service-stopped";

class ServiceJudge {
 public:
  explicit ServiceJudge(const MachineScene& scene) : scene_(scene) {}

  void judge(std::vector<Finding>& out) const {
    const Fact* all = scene_.facts.find("services");
    if (all == nullptr || !all->is("state", "listed")) return;
    out.push_back(existing());
    out.push_back(running());
    smart_card(out);
  }

 private:
  Lang lang() const { return scene_.lang(); }
  const Fact* service(std::string_view name) const { return scene_.facts.find("service", "name", name); }
  bool is_missing(std::string_view name) const {
    const Fact* fact = service(name);
    return fact != nullptr && fact->is("exists", "no");
  }
  // Every Windows has CryptSvc; W3SVC belongs to IIS, and whether that should be here only somebody can say: many a
  // machine has none, and the context that was guessed from a PFX does not make it one.
  bool is_needed(std::string_view name) const { return name == "CryptSvc" || (name == "W3SVC" && is_iis()); }
  bool is_iis() const {
    return scene_.target_named && scene_.context.target != nullptr && scene_.context.target->name == "iis";
  }

  void show(Finding& finding, const Fact& fact) const {
    std::string actual = fact.is("exists", "no") ? say(lang(), "does not exist", "不存在")
                                                 : std::string(fact["state"]) + " (" + std::string(fact["start"]) + ")";
    finding.evidence.push_back(evidence_of(scene_, fact, std::string(fact["name"]), std::move(actual)));
  }

  Finding existing() const {
    for (const std::string_view name : kNames) {
      if (is_missing(name) && is_needed(name)) return gone(name);
    }
    Finding finding = undecided_existence();
    for (const std::string_view name : kNames) {
      if (is_missing(name)) show(finding, *service(name));
    }
    return finding;
  }

  Finding gone(std::string_view name) const {
    Finding finding = scene_.confirmed(kMissing, Severity::error,
                                       say(lang(), "the service {} does not exist", "没有 {} 这个服务", name));
    show(finding, *service(name));
    return finding;
  }

  // Which service a program asked for is not in the code: with all of the usual ones there, it was none of them.
  Finding undecided_existence() const {
    std::string missing;
    for (const std::string_view name : kNames) {
      if (service(name) == nullptr) return not_asked(name);
      if (is_missing(name)) missing += (missing.empty() ? "" : ", ") + std::string(name);
    }
    if (missing.empty()) {
      return scene_.ruled_out(kMissing,
                              say(lang(), "CryptSvc, W3SVC and IISADMIN exist", "CryptSvc、W3SVC、IISADMIN 都存在"));
    }
    return scene_.unknown(
        kMissing, ReasonKind::manual,
        say(lang(),
            "it is the cause where the failing program needs it: IIS needs W3SVC, the IIS 6 interfaces IISADMIN; if it "
            "is IIS, say so with --target iis",
            "如果出错的程序需要它，就是这个原因：IIS 需要 W3SVC，IIS 6 兼容接口需要 IISADMIN；如果涉及 IIS，请用 "
            "--target iis "
            "指明"),
        say(lang(), "CryptSvc exists; not here: {}", "CryptSvc 存在；没有的服务：{}", missing));
  }

  Finding not_asked(std::string_view name) const {
    return scene_.unknown(kMissing, ReasonKind::inconclusive,
                          say(lang(), "the facts do not tell of {}", "事实文件没有说明 {}", name),
                          say(lang(), "whether the services exist is not known", "不清楚所需服务是否存在"));
  }

  Finding running() const {
    for (const std::string_view name : kNames) {
      const Fact* fact = service(name);
      if (fact == nullptr || !fact->is("exists", "yes") || !is_needed(name)) continue;
      if (fact->is("start", "Disabled")) return stopped(*fact, true);
      if (fact->is("state", "Stopped")) return stopped(*fact, false);
      if (!fact->is("state", "Running")) return between(*fact);
    }
    const Fact* crypto = service("CryptSvc");
    if (crypto == nullptr || !crypto->is("state", "Running")) return no_crypto();
    return others_running(*crypto);
  }

  Finding stopped(const Fact& fact, bool disabled) const {
    Finding finding =
        scene_.confirmed(kStopped, Severity::error,
                         disabled ? say(lang(), "the service {} is disabled", "{} 服务已禁用", fact["name"])
                                  : say(lang(), "the service {} is stopped", "{} 服务已停止", fact["name"]));
    show(finding, fact);
    return finding;
  }

  Finding between(const Fact& fact) const {
    Finding finding = scene_.unknown(
        kStopped, ReasonKind::inconclusive,
        say(lang(), "it was starting or stopping; run the script again", "它正在启动或停止；请再执行一次脚本"),
        say(lang(), "the service {} neither runs nor is it stopped", "{} 服务既非运行也非停止", fact["name"]));
    show(finding, fact);
    return finding;
  }

  Finding no_crypto() const {
    return scene_.unknown(kStopped, ReasonKind::inconclusive,
                          say(lang(), "the facts do not tell of CryptSvc", "事实文件没有说明 CryptSvc"),
                          say(lang(), "whether the services run is not known", "不清楚服务是否在运行"));
  }

  Finding others_running(const Fact& crypto) const {
    const Fact* web = service("W3SVC");
    const bool stopped = web != nullptr && web->is("exists", "yes") && !web->is("state", "Running");
    Finding finding =
        stopped ? scene_.unknown(kStopped, ReasonKind::manual,
                                 say(lang(), "it is the cause where IIS is meant", "如果涉及 IIS，就是这个原因"),
                                 say(lang(), "CryptSvc runs; W3SVC does not", "CryptSvc 正在运行；W3SVC 没有运行"))
                : scene_.ruled_out(kStopped, say(lang(), "CryptSvc runs", "CryptSvc 正在运行"));
    show(finding, stopped ? *web : crypto);
    return finding;
  }

  // Starts by itself as soon as a reader is there, unless it is disabled:
  // https://learn.microsoft.com/en-us/windows/security/identity-protection/smart-cards/smart-card-smart-cards-for-windows-service
  void smart_card(std::vector<Finding>& out) const {
    const Fact* fact = service("SCardSvr");
    if (fact == nullptr || !fact->is("exists", "yes")) return;
    Finding finding =
        fact->is("start", "Disabled")
            ? scene_.confirmed("token-manager-not-running", Severity::error,
                               say(lang(), "the smart card service is disabled", "智能卡服务已禁用"))
            : scene_.manual("token-manager-not-running",
                            say(lang(), "whether the token's own manager runs, its icon beside the clock tells",
                                "UKey 自己的管理工具是否在运行，要看任务栏图标"));
    show(finding, *fact);
    out.push_back(std::move(finding));
  }

  static constexpr std::array<std::string_view, 3> kNames{"CryptSvc", "W3SVC", "IISADMIN"};
  const MachineScene& scene_;
};

}  // namespace

void judge_services(const MachineScene& scene, std::vector<Finding>& out) {
  ServiceJudge(scene).judge(out);
}

}  // namespace certdoc
