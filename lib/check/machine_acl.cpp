// key-folder-acl and crypto-registry-acl: have the rights that Windows needs been taken away?
#include <string>
#include <utility>

#include "check/machine_scene.hpp"
#include "check/sddl.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kFolder = "key-folder-acl";
constexpr std::string_view kRegistry = "crypto-registry-acl";

struct Guarded {
  std::string_view what;  // as the script names it
  std::string_view cause;
  std::string_view path;
  sddl::On on;
  bool everyone = false;  // by default everybody may use it
};

// To read and create in a folder of keys.
constexpr std::uint32_t kUse = sddl::kFileRead | sddl::kFileAdd;

// Who misses what there; empty: nobody.
std::string missing(const sddl::List& list, const Guarded& object) {
  const std::uint32_t all = object.on == sddl::On::file ? kUse : sddl::kKeyAll;
  if (!sddl::allows(list, sddl::system_token(), all)) return "SYSTEM";
  if (!sddl::allows(list, sddl::administrator_token(), all)) return "Administrators";
  return {};
}

class AclJudge {
 public:
  AclJudge(const MachineScene& scene, const Guarded& object, const Fact& fact)
      : scene_(scene.about(object.path)), object_(object), fact_(fact) {}

  Finding finding() const {
    const auto list = sddl::read(fact_["sddl"], object_.on);
    if (!list) return unread();
    const std::string who = missing(*list, object_);
    Finding finding = !who.empty() ? wrong(who, *list) : is_closed_to_others(*list) ? narrowed() : right();
    finding.evidence.push_back(evidence_of(scene_, fact_, "SDDL", std::string(fact_["sddl"])));
    return finding;
  }

 private:
  Lang lang() const { return scene_.lang(); }

  // By default Everyone may read and create in MachineKeys:
  // https://learn.microsoft.com/en-us/troubleshoot/windows-server/windows-security/default-permissions-machinekeys-folders
  bool is_closed_to_others(const sddl::List& list) const {
    return object_.everyone && !sddl::allows(list, sddl::everyone_token(), kUse);
  }

  // Taken away from those whom an import by an administrator does not need, and a service may.
  Finding narrowed() const {
    return scene_.unknown(
        object_.cause, ReasonKind::manual,
        say(lang(), "it is the cause where the failing program runs neither as SYSTEM nor as an administrator",
            "如果出错的程序既不是 SYSTEM 也不是管理员身份，就是这个原因"),
        say(lang(), "Everyone lacks the rights to {} that it has by default", "Everyone 对 {} 缺少默认应有的权限",
            object_.path));
  }

  Finding right() const {
    return object_.on == sddl::On::file
               ? scene_.ruled_out(object_.cause, say(lang(), "SYSTEM and Administrators may write to {}",
                                                     "SYSTEM 和 Administrators 可以写入 {}", object_.path))
               : scene_.ruled_out(object_.cause, say(lang(), "SYSTEM and Administrators have full control of {}",
                                                     "SYSTEM 和 Administrators 对 {} 有完全控制权限", object_.path));
  }

  Finding wrong(const std::string& who, const sddl::List& list) const {
    const sddl::Token token = who == "SYSTEM" ? sddl::system_token() : sddl::administrator_token();
    const bool denied = sddl::denies(list, token, object_.on == sddl::On::file ? sddl::kFileAll : sddl::kKeyAll);
    return scene_.confirmed(
        object_.cause, Severity::error,
        denied ? say(lang(), "an entry denies {} rights to {}", "有一条拒绝项收掉了 {} 对 {} 的权限", who, object_.path)
               : say(lang(), "{} lacks rights to {} that it has by default", "{} 对 {} 缺少默认应有的权限", who,
                     object_.path));
  }

  Finding unread() const {
    const std::string reason =
        fact_.is("state", "absent") ? say(lang(), "there is no such object on that machine", "那台机器上没有该对象")
        : scene_.elevated()
            ? say(lang(), "its permissions are written in a way that is not known here", "其权限的写法无法识别")
            : say(lang(), "run the script again in an elevated window", "请在“以管理员身份运行”的窗口中重新执行脚本");
    return scene_.unknown(object_.cause, scene_.elevated() ? ReasonKind::manual : ReasonKind::no_input, reason,
                          say(lang(), "the permissions of {} are not known", "不清楚 {} 的权限", object_.path));
  }

  MachineScene scene_;
  const Guarded& object_;
  const Fact& fact_;
};

constexpr Guarded kMachineKeys{"machine-keys", kFolder, "Crypto\\RSA\\MachineKeys", sddl::On::file, true};
constexpr Guarded kCngKeys{"cng-keys", kFolder, "Crypto\\Keys", sddl::On::file};
constexpr Guarded kCryptography{"crypto-registry", kRegistry, R"(HKLM\SOFTWARE\Microsoft\Cryptography)",
                                sddl::On::registry_key};

}  // namespace

void judge_folder_acl(const MachineScene& scene, std::vector<Finding>& out) {
  for (const Guarded& object : {kMachineKeys, kCngKeys, kCryptography}) {
    const Fact* fact = scene.facts.find("acl", "what", object.what);
    // Before CNG there was no second folder, and a machine without such keys has none either.
    if (fact == nullptr || (fact->is("state", "absent") && object.what == kCngKeys.what)) continue;
    out.push_back(AclJudge(scene, object, *fact).finding());
  }
}

}  // namespace certdoc
