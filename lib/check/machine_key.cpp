// What the key of a certificate in the computer's store shows: who may read it, and which provider holds it.
#include <string>
#include <utility>

#include "check/machine_scene.hpp"
#include "check/providers.hpp"
#include "check/sddl.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kAcl = "key-acl";

class KeyJudge {
 public:
  KeyJudge(const MachineScene& scene, const Fact& key, std::string name)
      : key_(key), name_(std::move(name)), scene_(scene.about(name_)) {}

  void judge(std::vector<Finding>& out) const {
    out.push_back(acl());
    provider(out);
  }

 private:
  Lang lang() const { return scene_.lang(); }

  Finding acl() const {
    const auto list = sddl::read(key_["sddl"], sddl::On::file);
    if (!list) return unread();
    if (!sddl::allows(*list, sddl::system_token(), sddl::kFileRead)) return refused("SYSTEM");
    const std::string& user = scene_.context.user;
    const sddl::Token token = sddl::token_of(user);
    if (!user.empty() && !token.empty()) {
      return sddl::allows(*list, token, sddl::kFileRead) ? granted(user) : refused(user);
    }
    if (user.empty() && scene_.context.target != nullptr && scene_.context.target->name == "iis")
      return granted("SYSTEM");
    return undecided(*list);
  }

  Evidence list_evidence() const {
    return evidence_of(scene_, key_, say(lang(), "permissions of the key file (SDDL)", "私钥文件的权限（SDDL）"),
                       std::string(key_["sddl"]));
  }

  Finding refused(const std::string& account) const {
    Finding finding = scene_.confirmed(
        kAcl, Severity::error,
        say(lang(), "{} may not read the private key of {}", "{} 没有读取 {} 私钥的权限", account, name_));
    finding.evidence.push_back(list_evidence());
    finding.remedies = {"fix-private-key-acl"};
    add_schannel(finding);
    return finding;
  }

  // TLS in front of IIS is done by HTTP.sys, not by the worker process:
  // https://learn.microsoft.com/en-us/iis/get-started/introduction-to-iis/introduction-to-iis-architecture
  Finding granted(const std::string& account) const {
    Finding finding = scene_.ruled_out(
        kAcl, say(lang(), "{} may read the private key of {}", "{} 有权读取 {} 的私钥", account, name_));
    finding.evidence.push_back(list_evidence());
    return finding;
  }

  Finding undecided(const sddl::List& list) const {
    const bool network_service = sddl::allows(list, sddl::token_of("NETWORK SERVICE"), sddl::kFileRead);
    const bool workers = sddl::allows(list, sddl::token_of("IIS_IUSRS"), sddl::kFileRead);
    const std::string reason = say(lang(), "which account the service runs as is not known; name it with --user",
                                   "不清楚服务以哪个账号运行；请用 --user 指明");
    Finding finding = scene_.unknown(
        kAcl, ReasonKind::manual, reason,
        say(lang(), "SYSTEM may read the private key of {}; other accounts only where the list names them",
            "SYSTEM 有权读取 {} 的私钥；其他账号要看权限列表", name_));
    finding.evidence.push_back(evidence_of(scene_, key_, "NETWORK SERVICE", yes_no(network_service)));
    finding.evidence.push_back(evidence_of(scene_, key_, "IIS_IUSRS", yes_no(workers)));
    finding.evidence.push_back(list_evidence());
    add_schannel(finding);
    return finding;
  }

  std::string yes_no(bool may) const {
    return may ? say(lang(), "may read it", "可读") : say(lang(), "may not read it", "不可读");
  }

  Finding unread() const {
    const bool hidden = key_["unique"].empty() || key_.is("file", "no");
    const std::string reason = hidden ? say(lang(), "no key file of that name was seen; keys in hardware have none",
                                            "没有看到对应的私钥文件；硬件中的密钥没有文件")
                                      : say(lang(), "its permissions could not be read", "无法读取其权限");
    return scene_.unknown(
        kAcl, scene_.elevated() ? ReasonKind::inconclusive : ReasonKind::no_input,
        scene_.elevated()
            ? reason
            : say(lang(), "run the script again in an elevated window", "请在“以管理员身份运行”的窗口中重新执行脚本"),
        say(lang(), "who may read the private key of {} is not known", "不清楚谁能读取 {} 的私钥", name_));
  }

  // 36870: https://learn.microsoft.com/en-us/troubleshoot/windows-server/windows-security/schannel-error-logging
  void add_schannel(Finding& finding) const {
    for (const Fact* event : scene_.facts.all("event")) {
      if (!event->is("log", "schannel") || !event->is("number", "36870")) continue;
      finding.evidence.push_back(evidence_of(scene_, *event, "Schannel 36870",
                                             std::string((*event)["time"]) + " " + std::string((*event)["code"])));
      return;
    }
  }

  void provider(std::vector<Finding>& out) const {
    const std::string_view name = key_["provider"];
    const Provider* known = known_provider(name);
    if (known == nullptr) return;
    const Evidence evidence = evidence_of(scene_, key_, say(lang(), "provider", "提供程序"), std::string(name));
    Finding cng =
        known->cng ? scene_.manual("cng-key-for-csp-program",
                                   say(lang(), "the key of {} is a CNG key; programs that know CSPs only fail with it",
                                       "{} 的私钥是 CNG 密钥；只支持 CSP 的程序用不了", name_))
                   : scene_.ruled_out("cng-key-for-csp-program",
                                      say(lang(), "the key of {} lies in a CSP", "{} 的私钥在 CSP 中", name_));
    cng.evidence.push_back(evidence);
    out.push_back(std::move(cng));
    out.push_back(sha256(*known, evidence));
  }

  Finding sha256(const Provider& known, const Evidence& evidence) const {
    Finding finding = known.sha256 ? scene_.ruled_out("provider-without-sha256",
                                                      say(lang(), "the provider of the key of {} has SHA-256",
                                                          "{} 的密钥提供程序支持 SHA-256", name_))
                                   : scene_.confirmed("provider-without-sha256", Severity::error,
                                                      say(lang(), "the provider of the key of {} has no SHA-256",
                                                          "{} 的密钥提供程序不支持 SHA-256", name_));
    finding.evidence.push_back(evidence);
    return finding;
  }

  const Fact& key_;
  std::string name_;
  MachineScene scene_;
};

// The store names no key container: there is nothing that anybody could be refused.
Finding without_key(const MachineScene& scene, const std::string& name) {
  return scene.about(name).ruled_out(kAcl,
                                     say(scene.lang(), "{} has no private key there whose permissions could be wrong",
                                         "那里的 {} 没有私钥，不存在私钥权限问题", name));
}

}  // namespace

void judge_key(const MachineScene& scene, std::vector<Finding>& out) {
  constexpr std::string_view kMachine = "LocalMachine";
  for (const WantedCertificate& wanted : wanted_certificates(scene.material)) {
    const Fact* entry = entry_of(scene, wanted, kMachine, "My");
    if (entry != nullptr && entry->is("key", "no")) out.push_back(without_key(scene, name_of(wanted)));
    const Fact* key = key_of(scene, wanted, kMachine);
    if (key != nullptr) KeyJudge(scene, *key, name_of(wanted)).judge(out);
  }
}

}  // namespace certdoc
