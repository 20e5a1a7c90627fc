// What the files that a server's configuration names show: file-missing, key-mismatch, key-unreadable-by-service and
// selinux-context.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kUnreadable = "key-unreadable-by-service";
constexpr std::string_view kSelinux = "selinux-context";

const Fact* file_of(const MachineScene& scene, std::string_view path) {
  return scene.facts.find("file", "path", path);
}

// The script knows of nine servers and names 200 files of theirs at most.
constexpr std::size_t kMostServers = 16;
constexpr std::size_t kMostUses = 200;
constexpr std::size_t kMostShown = 20;

std::set<std::string> servers(const MachineScene& scene) {
  std::set<std::string> out;
  for (const Fact* use : scene.facts.all("uses")) {
    if (out.size() < kMostServers) out.insert(std::string((*use)["server"]));
  }
  return out;
}

// Its certificates and keys, as its configuration names them.

std::vector<const Fact*> uses_of(const MachineScene& scene, std::string_view server, std::string_view kind) {
  std::vector<const Fact*> out;
  for (const Fact* use : scene.facts.all("uses")) {
    if (out.size() == kMostUses) break;
    if (use->is("server", server) && (kind.empty() || use->is("kind", kind))) out.push_back(use);
  }
  return out;
}

class ServerJudge {
 public:
  ServerJudge(const MachineScene& scene, std::string server)
      : server_(std::move(server)), scene_(scene.about(server_)) {}

  void judge(std::vector<Finding>& out) const {
    existing(out);
    pair(out);
    readable(out);
  }

 private:
  Lang lang() const { return scene_.lang(); }
  bool as_root() const {
    const Fact* rights = scene_.facts.find("system");
    return rights != nullptr && rights->is("root", "yes");
  }

  void existing(std::vector<Finding>& out) const {
    const auto uses = uses_of(scene_, server_, "");
    std::vector<const Fact*> gone;
    std::size_t seen = 0;
    for (const Fact* use : uses) {
      const Fact* file = file_of(scene_, (*use)["path"]);
      if (file == nullptr) continue;
      ++seen;
      if (file->is("state", "missing")) gone.push_back(use);
    }
    if (gone.empty()) {
      if (seen == uses.size() && as_root()) {
        out.push_back(scene_.ruled_out(
            "file-missing", say(lang(), "every file that {} names is there", "{} 配置中的文件都存在", server_)));
      }
      return;
    }
    out.push_back(missing(gone));
  }

  // One finding a server, which names every file.
  Finding missing(const std::vector<const Fact*>& gone) const {
    const std::string_view first = (*gone.front())["path"];
    const std::string more =
        gone.size() == 1 ? ""
                         : say(lang(), " and {} more", " 等 {} 个文件", gone.size() - (lang() == Lang::zh ? 0 : 1));
    Finding finding = as_root() ? scene_.confirmed("file-missing", Severity::error,
                                                   say(lang(),
                                                       gone.size() == 1 ? "{} names {}, which is not there"
                                                                        : "{} names {}{}, which are not there",
                                                       "{} 的配置写了 {}{}，但文件不存在", server_, first, more))
                                : scene_.unknown("file-missing", ReasonKind::no_input,
                                                 say(lang(), "run the script as root", "请以 root 身份执行脚本"),
                                                 say(lang(), "{} names {}{}, which only root may see",
                                                     "{} 的配置写了 {}{}，只有 root 能查看", server_, first, more));
    for (const Fact* one : gone) {
      if (finding.evidence.size() == kMostShown) break;
      finding.evidence.push_back(evidence_of(scene_, *one, std::string((*one)["kind"]), std::string((*one)["path"])));
    }
    return finding;
  }

  // With several of them, which key goes with which certificate is not in the facts.
  void pair(std::vector<Finding>& out) const {
    const auto certificates = uses_of(scene_, server_, "certificate");
    const auto keys = uses_of(scene_, server_, "key");
    if (certificates.size() != 1 || keys.size() != 1) return;
    const Fact* certificate = file_of(scene_, (*certificates[0])["path"]);
    const Fact* key = file_of(scene_, (*keys[0])["path"]);
    if (certificate == nullptr || key == nullptr) return;
    const std::string_view expected = (*certificate)["spki"];
    const std::string_view actual = (*key)["key-spki"];
    if (expected.empty() || actual.empty()) return;
    Finding finding =
        expected == actual
            ? scene_.ruled_out("key-mismatch",
                               say(lang(), "certificate and key of {} belong together", "{} 的证书和私钥匹配", server_))
            : scene_.confirmed(
                  "key-mismatch", Severity::error,
                  say(lang(), "certificate and key of {} do not belong together", "{} 的证书和私钥不匹配", server_));
    finding.evidence.push_back(evidence_of(scene_, *key, "SPKI SHA-256", std::string(actual), std::string(expected)));
    out.push_back(std::move(finding));
  }

  void readable(std::vector<Finding>& out) const {
    for (const Fact* use : uses_of(scene_, server_, "key")) {
      for (const Fact* access : scene_.facts.all("access")) {
        if (!access->is("path", (*use)["path"]) || !access->is("server", server_)) continue;
        out.push_back(readable(*access));
        out.back().subject = scene_.about((*use)["path"]).subject;  // of several keys, each counts
        break;
      }
    }
  }

  Finding readable(const Fact& access) const {
    const bool yes = access.is("read", "yes");
    const std::string_view account = access["account"];
    const std::string_view path = access["path"];
    Finding finding = yes ? scene_.ruled_out(kUnreadable, say(lang(), "{0} can read {1} as {2}",
                                                              "{0} 能以 {2} 身份读取 {1}", server_, path, account))
                          : scene_.confirmed(kUnreadable, Severity::error,
                                             say(lang(), "{} runs as {} and cannot read {}",
                                                 "{} 以 {} 身份运行，无法读取 {}", server_, account, path));
    finding.evidence.push_back(evidence_of(scene_, access, std::string(account), yes ? "read" : "no read", "read"));
    if (const Fact* file = file_of(scene_, path)) {
      finding.evidence.push_back(evidence_of(
          scene_, *file, std::string(path),
          std::string((*file)["mode"]) + " " + std::string((*file)["owner"]) + ":" + std::string((*file)["group"])));
    }
    return finding;
  }

  std::string server_;
  MachineScene scene_;
};

class SelinuxJudge {
 public:
  SelinuxJudge(const MachineScene& scene, const Fact& mode) : scene_(scene), mode_(mode) {}

  Finding finding() const {
    if (mode_.is("mode", "off")) {
      return with_mode(scene_.ruled_out(kSelinux, say(lang(), "SELinux is not on there", "那台机器未启用 SELinux")));
    }
    if (mode_.is("mode", "permissive")) {
      return with_mode(
          scene_.ruled_out(kSelinux, say(lang(), "SELinux is permissive there: it keeps nobody from a file",
                                         "那台机器的 SELinux 为宽容模式，不会阻止访问")));
    }
    if (!mode_.is("mode", "enforcing")) {
      return with_mode(scene_.unknown(kSelinux, ReasonKind::inconclusive,
                                      say(lang(), "the facts do not tell", "事实文件没有说明"),
                                      say(lang(), "the mode of SELinux is not known", "不清楚 SELinux 的模式")));
    }
    if (const Fact* denial = denial_of_used()) return denied(*denial);
    return undenied();
  }

 private:
  Lang lang() const { return scene_.lang(); }

  Finding with_mode(Finding finding) const {
    finding.evidence.push_back(evidence_of(scene_, mode_, "SELinux", std::string(mode_["mode"])));
    return finding;
  }

  static std::string_view base(std::string_view path) { return path.substr(path.rfind('/') + 1); }

  // The audit log names the last part of the path, and the whole only sometimes.
  const Fact* denial_of_used() const {
    for (const Fact* denial : scene_.facts.all("denial")) {
      for (const Fact* use : scene_.facts.all("uses")) {
        const std::string_view path = (*use)["path"];
        const bool same = denial->is("name", base(path)) || denial->is("name", path);
        if (same && still_has(path, (*denial)["target"])) return denial;
      }
    }
    return nullptr;
  }

  // A label that was put right since then leaves its old denials in the log.
  bool still_has(std::string_view path, std::string_view type) const {
    const Fact* file = file_of(scene_, path);
    return file != nullptr && (*file)["label"].find(":" + std::string(type) + ":") != std::string_view::npos;
  }

  Finding denied(const Fact& denial) const {
    Finding finding = scene_.confirmed(
        kSelinux, Severity::error,
        say(lang(), "SELinux denied {0} to {1}", "SELinux 拒绝了 {1} 访问 {0}", denial["name"], denial["program"]));
    finding.evidence.push_back(
        evidence_of(scene_, denial, say(lang(), "type of the file", "文件的类型"), std::string(denial["target"])));
    finding.evidence.push_back(evidence_of(scene_, denial, say(lang(), "type of the program", "程序的类型"),
                                           std::string(denial["source"]) + " " + std::string(denial["time"])));
    return with_mode(std::move(finding));
  }

  Finding undenied() const {
    const bool read = mode_.is("log", "read");
    Finding finding =
        read ? scene_.ruled_out(kSelinux, say(lang(), "the log holds no denial of a certificate or key file",
                                              "日志中没有拒绝访问证书或私钥文件的记录"))
             : scene_.unknown(kSelinux, ReasonKind::no_input,
                              say(lang(), "run the script as root: the audit log could not be read",
                                  "请以 root 身份执行脚本：无法读取审计日志"),
                              say(lang(), "SELinux enforces there; whether it denied a file is not known",
                                  "那台机器的 SELinux 为强制模式；是否拒绝过文件尚不清楚"));
    for (const Fact* file : scene_.facts.all("file")) {
      const std::string_view wanted = (*file)["wanted-label"];
      if (wanted.empty() || wanted == (*file)["label"] || finding.evidence.size() == 10) continue;
      finding.evidence.push_back(
          evidence_of(scene_, *file, std::string((*file)["path"]), std::string((*file)["label"]), std::string(wanted)));
    }
    return with_mode(std::move(finding));
  }

  const MachineScene& scene_;
  const Fact& mode_;
};

}  // namespace

// Where the failing server is named, another one's files are beside the point: a mail server may lack its own for
// years.
void judge_linux_files(const MachineScene& scene, std::vector<Finding>& out) {
  std::set<std::string> all = servers(scene);
  const std::string target(scene.target_named && scene.context.target != nullptr ? scene.context.target->name : "");
  if (all.contains(target)) all = {target};
  for (const std::string& server : all) ServerJudge(scene, server).judge(out);
}

void judge_selinux(const MachineScene& scene, std::vector<Finding>& out) {
  if (const Fact* mode = scene.facts.find("selinux")) out.push_back(SelinuxJudge(scene, *mode).finding());
}

}  // namespace certdoc
