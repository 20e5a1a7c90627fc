// token-not-connected, token-not-recognised and tpm-not-ready, by the devices that Windows lists.
#include <algorithm>
#include <string>
#include <utility>

#include "artifact/store.hpp"
#include "base/text.hpp"
#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

class TokenJudge {
 public:
  explicit TokenJudge(const MachineScene& scene) : scene_(scene) {}

  void judge(std::vector<Finding>& out) const {
    const Fact* listed = scene_.facts.find("devices");
    if (listed != nullptr && listed->is("state", "listed")) {
      out.push_back(connected());
      out.push_back(recognised());
    }
    if (const Fact* tpm = scene_.facts.find("tpm")) out.push_back(ready(*tpm));
  }

 private:
  Lang lang() const { return scene_.lang(); }

  // Neither where Windows does not say.
  const Fact* device(std::string_view kind, bool sound) const {
    for (const Fact* fact : scene_.facts.all("device")) {
      if ((*fact)["error"].empty() || !fact->is("class", kind)) continue;
      if (fact->is("error", "0") == sound) return fact;
    }
    return nullptr;
  }

  Evidence seen(const Fact& fact) const {
    return evidence_of(scene_, fact, std::string(fact["name"]),
                       std::string(fact["class"]) + ", " + say(lang(), "error {}", "错误 {}", fact["error"]));
  }

  // Only a card proves something: many UKeys are disks or input devices to Windows, and a reader may be empty.
  Finding connected() const {
    constexpr std::string_view kCause = "token-not-connected";
    if (const Fact* card = device("smart-card", true)) {
      Finding finding = scene_.ruled_out(kCause, say(lang(), "a smart card is there", "智能卡已插上"));
      finding.evidence.push_back(seen(*card));
      return finding;
    }
    const Fact* reader = device("smart-card-reader", true);
    Finding finding = scene_.manual(
        kCause, reader != nullptr ? say(lang(), "a reader is there, and no card in it that Windows knows",
                                        "有读卡器，但 Windows 没有识别到卡")
                                  : say(lang(), "Windows lists no smart card; a UKey can be another kind of device",
                                        "Windows 没有列出智能卡；UKey 也可能是其他类型的设备"));
    if (reader != nullptr) finding.evidence.push_back(seen(*reader));
    return finding;
  }

  // Codes: https://learn.microsoft.com/en-us/windows-hardware/drivers/install/device-manager-error-messages
  Finding recognised() const {
    constexpr std::string_view kCause = "token-not-recognised";
    for (const std::string_view kind : {"smart-card", "smart-card-reader"}) {
      const Fact* sick = device(kind, false);
      if (sick == nullptr) continue;
      Finding finding =
          scene_.confirmed(kCause, Severity::error,
                           say(lang(), "Windows reports an error of {}", "Windows 报告 {} 有错误", (*sick)["name"]));
      finding.evidence.push_back(seen(*sick));
      return finding;
    }
    if (const Fact* sick = device("usb", false)) {
      Finding finding =
          scene_.manual(kCause, say(lang(), "a USB device has an error; it is the cause if that is the token",
                                    "有 USB 设备报错；如果它就是 UKey，就是这个原因"));
      finding.evidence.push_back(seen(*sick));
      return finding;
    }
    if (const Fact* card = device("smart-card", true)) {
      Finding finding = scene_.ruled_out(kCause, say(lang(), "Windows knows the smart card", "Windows 已识别智能卡"));
      finding.evidence.push_back(seen(*card));
      return finding;
    }
    return scene_.manual(kCause,
                         say(lang(), "no device with an error is listed; the token's own manager tells the rest",
                             "没有报错的设备；其余要看 UKey 自己的管理工具"));
  }

  // https://learn.microsoft.com/en-us/powershell/module/trustedplatformmodule/get-tpm
  Finding ready(const Fact& tpm) const {
    constexpr std::string_view kCause = "tpm-not-ready";
    const bool sound = tpm.is("present", "True") && tpm.is("ready", "True") && tpm.is("locked", "False");
    if (!sound && tpm["present"].empty()) {
      return scene_.unknown(
          kCause, ReasonKind::no_input,
          say(lang(), "run the script again in an elevated window", "请在“以管理员身份运行”的窗口中重新执行脚本"),
          say(lang(), "whether the TPM is ready is not known", "不清楚 TPM 是否就绪"));
    }
    Finding finding = sound ? scene_.ruled_out(kCause, say(lang(), "the TPM is ready", "TPM 已就绪")) : not_ready();
    for (const std::string_view field : {"present", "ready", "locked"}) {
      finding.evidence.push_back(evidence_of(scene_, tpm, "TPM " + std::string(field), std::string(tpm[field]),
                                             field == "locked" ? "False" : "True"));
    }
    return finding;
  }

  Finding not_ready() const {
    const std::string message = say(lang(), "the TPM is not there or not ready", "没有 TPM，或 TPM 没有就绪");
    if (names_tpm()) return scene_.confirmed("tpm-not-ready", Severity::error, message);
    return scene_.unknown("tpm-not-ready", ReasonKind::manual,
                          say(lang(), "it is the cause where the key is to be in the TPM ({})",
                              "如果密钥要放在 TPM（{}）里，就是这个原因", kTpmProvider),
                          message);
  }

  bool names_tpm() const {
    const auto is_tpm = [](std::string_view name) { return text::equal_ignoring_case(name, kTpmProvider); };
    for (const LoadedFile& file : scene_.material.files) {
      for (const Artifact& artifact : file.artifacts) {
        if ((artifact.csr && is_tpm(artifact.csr->csp)) || (artifact.bag && is_tpm(artifact.bag->csp))) return true;
      }
    }
    const auto keys = scene_.facts.all("key");
    return std::any_of(keys.begin(), keys.end(), [&](const Fact* key) { return is_tpm((*key)["provider"]); });
  }

  static constexpr std::string_view kTpmProvider = "Microsoft Platform Crypto Provider";
  const MachineScene& scene_;
};

}  // namespace

void judge_token(const MachineScene& scene, std::vector<Finding>& out) {
  TokenJudge(scene).judge(out);
}

}  // namespace certdoc
