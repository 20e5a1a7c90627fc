// root-untrusted on a Windows machine: is a root of the files in its Root store? That it is not proves nothing: Windows
// fetches roots of its program when they are first needed
// (https://learn.microsoft.com/en-us/windows-server/identity/ad-cs/certificate-trust).
#include <algorithm>
#include <string>
#include <utility>

#include "artifact/objects.hpp"
#include "base/text.hpp"
#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kCause = "root-untrusted";
constexpr std::size_t kMost = 16;

bool is_root(const Artifact& artifact) {
  return artifact.kind == Kind::certificate && artifact.certificate && artifact.certificate->is_ca &&
         !artifact.der.empty() && artifact.certificate->subject == artifact.certificate->issuer;
}

const Fact* entry(const MachineScene& scene, std::string_view where, const std::string& thumbprint) {
  for (const Fact* fact : scene.facts.all("certificate")) {
    if (fact->is("where", where) && fact->is("store", "Root") && fact->is("thumb", thumbprint)) return fact;
  }
  return nullptr;
}

Finding judged(const MachineScene& scene, const std::string& name, const std::string& thumbprint) {
  const Lang lang = scene.lang();
  if (const Fact* here = entry(scene, "LocalMachine", thumbprint)) {
    Finding finding = scene.ruled_out(kCause, say(lang, "{} is in the Root store of that computer",
                                                  "{} 在那台计算机的“受信任的根证书颁发机构”中", name));
    finding.evidence.push_back(evidence_of(scene, *here, "Cert:\\LocalMachine\\Root", thumbprint));
    return finding;
  }
  const Fact* user = entry(scene, "CurrentUser", thumbprint);
  Finding finding = scene.unknown(
      kCause, ReasonKind::manual,
      say(lang, "certutil -verify -urlfetch FILE.cer tells: Windows fetches known roots when they are needed",
          "用 certutil -verify -urlfetch FILE.cer 查看：Windows 在需要时会自动下载已知的根证书"),
      user != nullptr
          ? say(lang, "{} is in the Root store of the user, which services do not read",
                "{} 只在当前用户的根证书存储中，服务不会读取", name)
          : say(lang, "{} is not in the Root store of that computer", "{} 不在那台计算机的根证书存储中", name));
  if (user != nullptr) finding.evidence.push_back(evidence_of(scene, *user, "Cert:\\CurrentUser\\Root", thumbprint));
  return finding;
}

}  // namespace

void judge_roots(const MachineScene& scene, std::vector<Finding>& out) {
  const auto stores = scene.facts.all("store");
  const bool listed = std::any_of(stores.begin(), stores.end(), [](const Fact* store) {
    return store->is("where", "LocalMachine") && store->is("store", "Root") && store->is("state", "listed");
  });
  std::size_t count = 0;
  for (const LoadedFile& file : scene.material.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (!listed || !is_root(artifact) || ++count > kMost) continue;
      const std::string name = short_name(artifact);
      const std::string& shown = name.empty() ? file.path : name;
      out.push_back(judged(scene.about(shown), shown, text::upper(hex(sha1(artifact.der)))));
    }
  }
}

}  // namespace certdoc
