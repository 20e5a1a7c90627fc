// key-missing-in-store and store-wrong: where the certificate is, and whether a private key belongs to it there.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kMissing = "key-missing-in-store";
constexpr std::string_view kWrong = "store-wrong";
constexpr std::string_view kMachine = "LocalMachine";
constexpr std::string_view kUser = "CurrentUser";

class StoreJudge {
 public:
  StoreJudge(const MachineScene& scene, const WantedCertificate& wanted)
      : wanted_(wanted),
        name_(name_of(wanted)),
        scene_(scene.about(name_)),
        here_(in_computer()),
        user_(entry(kUser, "My")) {}

  void judge(std::vector<Finding>& out) const {
    if (here_ != nullptr) {
      out.push_back(in_machine());
      out.push_back(right_store());
    } else if (user_ != nullptr) {
      in_user_only(out);
    } else {
      nowhere(out);
    }
  }

 private:
  Lang lang() const { return scene_.lang(); }

  const Fact* entry(std::string_view where, std::string_view store) const {
    return entry_of(scene_, wanted_, where, store);
  }

  // IIS reads a store of its own beside My since version 8:
  // https://learn.microsoft.com/en-us/iis/get-started/whats-new-in-iis-8/iis-80-centralized-ssl-certificate-support-ssl-scalability-and-manageability
  const Fact* in_computer() const {
    const Fact* my = entry(kMachine, "My");
    return my != nullptr ? my : entry(kMachine, "WebHosting");
  }

  // Another entry with the same key: a pending request, or the certificate before its renewal.
  const Fact* same_key() const {
    if (wanted_.key_hash.empty()) return nullptr;
    for (const Fact* fact : scene_.facts.all("certificate")) {
      if (fact->is("where", kMachine) && fact->is("spk", wanted_.key_hash) && fact->is("key", "yes")) return fact;
    }
    return nullptr;
  }

  bool listed(std::string_view where, std::string_view store) const {
    for (const Fact* fact : scene_.facts.all("store")) {
      if (fact->is("where", where) && fact->is("store", store)) return fact->is("state", "listed");
    }
    return false;
  }

  Evidence found(const Fact& fact) const {
    return evidence_of(scene_, fact, "Cert:\\" + std::string(fact["where"]) + "\\" + std::string(fact["store"]),
                       std::string(fact["thumb"]));
  }

  Finding in_machine() const {
    if (here_->is("key", "no")) return without_key();
    if (!here_->is("key", "yes")) {
      return scene_.unknown(
          kMissing, ReasonKind::inconclusive, say(lang(), "the facts do not tell", "事实文件没有说明"),
          say(lang(), "whether the store holds the key of {} is not known", "不清楚存储中有没有 {} 的私钥", name_));
    }
    const Fact* key = key_of(scene_, wanted_, kMachine);
    // HasPrivateKey only says that the certificate names a container; certutil opened it, or did not.
    if (key == nullptr) return unopened(nullptr);
    if (key->is("missing", "yes") || key->is("error", "0x80090016")) return lost(*key);
    if (!(*key)["unique"].empty()) return opened(*key);
    return unopened(key);
  }

  Finding opened(const Fact& key) const {
    Finding finding = scene_.ruled_out(
        kMissing, say(lang(), "the computer's store holds the private key of {}", "计算机存储中有 {} 的私钥", name_));
    finding.evidence.push_back(
        evidence_of(scene_, key, say(lang(), "provider", "提供程序"), std::string(key["provider"])));
    return finding;
  }

  Finding without_key() const {
    Finding finding = scene_.confirmed(
        kMissing, Severity::error,
        say(lang(), "{} is in the computer's store without a private key", "{} 在计算机存储中，但没有关联私钥", name_));
    finding.evidence.push_back(found(*here_));
    finding.evidence.push_back(evidence_of(scene_, *here_, "HasPrivateKey", "False", "True"));
    add_same_key(finding);
    return finding;
  }

  Finding lost(const Fact& key) const {
    Finding finding = scene_.confirmed(
        kMissing, Severity::error,
        say(lang(), "{} names a key container that does not exist any more", "{} 指向的密钥容器已经不存在", name_));
    finding.evidence.push_back(found(*here_));
    finding.evidence.push_back(
        evidence_of(scene_, key, "certutil -store My",
                    key["error"].empty() ? std::string("Missing stored keyset") : std::string(key["error"])));
    add_same_key(finding);
    return finding;
  }

  Finding unopened(const Fact* key) const {
    if (key == nullptr) {
      return scene_.unknown(kMissing, ReasonKind::no_input,
                            say(lang(), "write the script anew with this certificate", "请用这张证书重新生成脚本"),
                            say(lang(), "the script did not ask for the key of {}", "脚本没有查询 {} 的私钥", name_));
    }
    Finding finding =
        scene_.elevated()
            ? scene_.manual(kMissing, say(lang(), "the store names a key container for {}, which could not be opened",
                                          "存储中 {} 指向一个密钥容器，但没能打开", name_))
            : scene_.unknown(kMissing, ReasonKind::no_input,
                             say(lang(), "run the script again in an elevated window",
                                 "请在“以管理员身份运行”的窗口中重新执行脚本"),
                             say(lang(), "the store names a key container for {}; only an administrator can open it",
                                 "存储中 {} 指向一个密钥容器，只有管理员能打开", name_));
    if (!(*key)["error"].empty()) {
      finding.evidence.push_back(evidence_of(scene_, *key, "certutil -store My", std::string((*key)["error"])));
    }
    return finding;
  }

  void add_same_key(Finding& finding) const {
    finding.next.push_back("certutil -repairstore My " + wanted_.thumbprint);
    const Fact* other = same_key();
    if (other == nullptr) return;
    Evidence evidence = found(*other);
    evidence.label += say(lang(), ": has this key", "：有这个私钥");
    finding.evidence.push_back(std::move(evidence));
  }

  Finding right_store() const {
    return scene_.ruled_out(kWrong, say(lang(), "{} is in a store of the computer that services read",
                                        "{} 在服务读取的计算机存储中", name_));
  }

  void in_user_only(std::vector<Finding>& out) const {
    if (!listed(kMachine, "My")) return not_listed(out);
    // Who reads the user's store himself (a browser, a signing tool) finds it there.
    const bool service = reads_machine_store(scene_.context);
    const std::string message =
        say(lang(), "{} is in the store of the user and not in that of the computer, which services read",
            "{} 在当前用户的存储里，不在服务读取的计算机存储里", name_);
    Finding wrong = service ? scene_.confirmed(kWrong, Severity::error, message)
                            : scene_.unknown(kWrong, ReasonKind::manual,
                                             say(lang(), "it is the cause where a service (IIS, Exchange) reads it",
                                                 "如果读取它的是服务（IIS、Exchange），就是这个原因"),
                                             message);
    wrong.evidence.push_back(found(*user_));
    out.push_back(std::move(wrong));
    const Fact* key = key_of(scene_, wanted_, kUser);
    if (user_->is("key", "yes") && key != nullptr && !(*key)["unique"].empty()) {
      out.push_back(scene_.ruled_out(
          kMissing, say(lang(), "the user's store holds the private key of {}", "用户存储中有 {} 的私钥", name_)));
    }
    if (user_->is("key", "no")) {
      Finding missing = scene_.confirmed(
          kMissing, Severity::error,
          say(lang(), "{} is in the user's store without a private key", "{} 在用户存储中，但没有关联私钥", name_));
      missing.evidence.push_back(found(*user_));
      out.push_back(std::move(missing));
    }
  }

  void nowhere(std::vector<Finding>& out) const {
    if (!listed(kMachine, "My") || !listed(kUser, "My")) return not_listed(out);
    out.push_back(scene_.ruled_out(kWrong, say(lang(), "{} is in the Personal store of neither computer nor user",
                                               "{} 不在计算机或用户的个人存储中", name_)));
    if (has_private_key(scene_.material, *wanted_.artifact->key)) {
      out.push_back(scene_.ruled_out(kMissing, say(lang(), "{} is in no store yet, and its key is among the files",
                                                   "{} 还没有进入存储，它的私钥在所给文件中", name_)));
      return;
    }
    if (const Fact* pending = same_key()) {
      Finding finding = scene_.ruled_out(
          kMissing, say(lang(), "the key of {} waits in the computer's store", "{} 的私钥在计算机存储中等待", name_));
      finding.evidence.push_back(found(*pending));
      out.push_back(std::move(finding));
      return;
    }
    out.push_back(no_key_anywhere());
  }

  // A container that no entry names any more is not seen; certutil -repairstore would find it.
  Finding no_key_anywhere() const {
    if (!listed(kMachine, "REQUEST") || wanted_.key_hash.empty()) {
      return scene_.unknown(kMissing, ReasonKind::inconclusive,
                            say(lang(), "the pending requests could not be listed", "无法列出待完成的申请"),
                            say(lang(), "{} is in no store; whether its key waits there is not known",
                                "{} 不在任何存储中，其私钥是否在等待尚不清楚", name_));
    }
    Finding finding =
        scene_.confirmed(kMissing, Severity::error,
                         say(lang(), "no certificate and no pending request of this computer has the key of {}",
                             "本机的证书和待完成申请中都没有 {} 的私钥", name_));
    finding.evidence.push_back({say(lang(), "public key, SHA-1", "公钥 SHA-1"), wanted_.key_hash,
                                say(lang(), "none in My and REQUEST", "My 和 REQUEST 中没有"), scene_.facts.path});
    return finding;
  }

  void not_listed(std::vector<Finding>& out) const {
    const std::string reason =
        say(lang(), "the facts hold no complete list of the computer's store", "事实文件中没有完整的计算机存储列表");
    const std::string message =
        say(lang(), "whether {} is in the computer's store is not known", "不清楚 {} 是否在计算机存储中", name_);
    for (const std::string_view cause : {kMissing, kWrong}) {
      out.push_back(scene_.unknown(cause, ReasonKind::inconclusive, reason, message));
    }
  }

  const WantedCertificate& wanted_;
  std::string name_;
  MachineScene scene_;
  const Fact* here_;
  const Fact* user_;
};

}  // namespace

void judge_stores(const MachineScene& scene, std::vector<Finding>& out) {
  for (const WantedCertificate& wanted : wanted_certificates(scene.material)) StoreJudge(scene, wanted).judge(out);
}

}  // namespace certdoc
