// provider-unavailable: is the CSP or KSP that the files or the store name registered there, and does it load?
#include <string>
#include <utility>
#include <vector>

#include "artifact/store.hpp"
#include "base/text.hpp"
#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kCause = "provider-unavailable";
constexpr std::size_t kMost = 16;

struct Wanted {
  std::string name;
  std::string by;  // who names it: a path, or a place in the file of facts
};

class ProviderJudge {
 public:
  explicit ProviderJudge(const MachineScene& scene) : scene_(scene) {}

  void judge(std::vector<Finding>& out) const {
    const Fact* listed = scene_.facts.find("providers");
    if (listed == nullptr || !listed->is("state", "listed")) return;
    for (const Wanted& wanted : all_wanted()) {
      out.push_back(finding(wanted));
      out.back().subject = scene_.about(wanted.name).subject;
    }
  }

 private:
  Lang lang() const { return scene_.lang(); }

  std::vector<Wanted> all_wanted() const {
    std::vector<Wanted> out;
    const auto add = [&](std::string_view name, std::string by) {
      for (const Wanted& one : out) {
        if (text::equal_ignoring_case(one.name, name)) return;
      }
      if (!name.empty() && out.size() < kMost) out.push_back({std::string(name), std::move(by)});
    };
    for (const LoadedFile& file : scene_.material.files) {
      for (const Artifact& artifact : file.artifacts) {
        if (artifact.csr) add(artifact.csr->csp, location(file, artifact.place));
        if (artifact.bag) add(artifact.bag->csp, location(file, artifact.place));
      }
    }
    for (const Fact* key : scene_.facts.all("key")) add((*key)["provider"], scene_.place(*key));
    return out;
  }

  const Fact* find(std::string_view id, std::string_view name) const {
    for (const Fact* fact : scene_.facts.all(id)) {
      if (text::equal_ignoring_case((*fact)["name"], name)) return fact;
    }
    return nullptr;
  }

  Finding finding(const Wanted& wanted) const {
    const Fact* provider = find("provider", wanted.name);
    if (provider == nullptr) return unregistered(wanted);
    if (const Fact* error = find("provider-error", wanted.name)) return fails(wanted, *error);
    if (provider->is("image", "no")) return no_image(wanted, *provider);
    Finding out = scene_.ruled_out(kCause, say(lang(), "{} is registered there, and certutil reports no error",
                                               "{} 已注册，certutil 没有报错", wanted.name));
    if (scene_.facts.find("providers")->is("csplist", "yes")) return with_place(std::move(out), wanted, *provider);
    out = scene_.unknown(kCause, ReasonKind::manual,
                         say(lang(), "certutil -csplist shows whether it loads", "用 certutil -csplist 可看出能否加载"),
                         say(lang(), "{} is registered there; whether it loads is not known",
                             "{} 已注册；能否加载尚不清楚", wanted.name));
    return with_place(std::move(out), wanted, *provider);
  }

  Finding with_place(Finding finding, const Wanted& wanted, const Fact& fact) const {
    finding.evidence.push_back(
        evidence_of(scene_, fact, say(lang(), "registered", "已注册"), std::string(fact["name"])));
    finding.evidence.push_back({say(lang(), "named by", "指定者"), {}, wanted.name, wanted.by});
    return finding;
  }

  Finding unregistered(const Wanted& wanted) const {
    Finding out = scene_.confirmed(kCause, Severity::error,
                                   say(lang(), "{} is not registered there", "那台机器上没有注册 {}", wanted.name));
    out.evidence.push_back(
        {say(lang(), "named by", "指定者"), wanted.name, say(lang(), "not registered", "未注册"), wanted.by});
    return out;
  }

  // A token or TPM that is not there says so, too, while its provider is in order.
  Finding fails(const Wanted& wanted, const Fact& error) const {
    const bool no_device = error.is("code", "0x80090030") || error.is("code", "0x80090035");
    const std::string message = say(lang(), "{} reports {} there", "{} 在那台机器上报 {}", wanted.name, error["code"]);
    Finding out = no_device ? scene_.unknown(kCause, ReasonKind::manual,
                                             say(lang(), "its device is not ready; plug it in and run the script again",
                                                 "设备未就绪；插好设备后再执行一次脚本"),
                                             message)
                            : scene_.confirmed(kCause, Severity::error, message);
    return with_place(std::move(out), wanted, error);
  }

  Finding no_image(const Wanted& wanted, const Fact& provider) const {
    Finding out = scene_.confirmed(
        kCause, Severity::error,
        say(lang(), "{} is registered there, but its file is missing", "{} 已注册，但其文件不存在", wanted.name));
    return with_place(std::move(out), wanted, provider);
  }

  const MachineScene& scene_;
};

}  // namespace

void judge_providers(const MachineScene& scene, std::vector<Finding>& out) {
  ProviderJudge(scene).judge(out);
}

}  // namespace certdoc
