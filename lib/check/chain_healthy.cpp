// What was looked at and is in order: one line for the chain, and with `everything` one for each cause.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "check/chain_findings.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using chain::End;
using chain::Path;

struct Healthy {
  std::string_view cause, en, zh;
};

// Decided for every path; `{}` is the leaf.
constexpr std::array kAlways{
    Healthy{"certificate-expired", "no certificate in the chain of {} has expired", "{} 的证书链中没有过期的证书"},
    Healthy{"certificate-not-yet-valid", "every certificate in the chain of {} is already valid",
            "{} 的证书链中的证书都已生效"},
    Healthy{"signature-invalid", "every signature in the chain of {} verifies", "{} 的证书链中的签名都有效"},
    Healthy{"signature-weak", "the signatures in the chain of {} use SHA-2 or better",
            "{} 的证书链中的签名使用 SHA-2 或更强的算法"},
    Healthy{"key-weak", "the keys in the chain of {} are strong enough", "{} 的证书链中的密钥强度足够"},
    Healthy{"ca-constraint", "every issuer in the chain of {} may issue", "{} 的证书链中的颁发者都有签发权限"},
    Healthy{"name-constraint", "no name of {} is outside of what its CAs may issue for",
            "{} 的名称都在 CA 允许的范围内"},
    Healthy{"policy-constraint", "the certificate policies of the chain of {} are those that its CAs demand",
            "{} 的证书链满足其 CA 对证书策略的要求"},
    Healthy{"critical-extension-unknown", "every critical extension in the chain of {} is understood",
            "{} 的证书链中的关键扩展都能识别"},
    Healthy{"certificate-malformed", "the certificates in the chain of {} are well-formed",
            "{} 的证书链中的证书格式正确"},
};

// Something is wrong with the leaf at hand, or undecided.
bool has(const ChainFindings& out, std::string_view cause) {
  const auto begin = out.findings.begin() + static_cast<std::ptrdiff_t>(out.leaf_begin);
  return std::any_of(begin, out.findings.end(), [&](const Finding& finding) {
    return finding.cause == cause && finding.verdict != Verdict::ruled_out;
  });
}

class Healthful {
 public:
  Healthful(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out)
      : scene_(scene), leaf_(leaf), path_(leaf.paths.front()), out_(out), name_(scene.name(leaf.certificate)) {
    // Renewed certificates have the name of those before.
    if (scene.result.leaves.size() > 1 && !scene.served) name_ += fmt::format(" ({})", scene.place(leaf.certificate));
  }

  void run() {
    if (path_.end == End::anchor || path_.end == End::self_signed) complete();
    host();
    if (!scene_.everything) return;
    for (const Healthy& one : kAlways) rule_out(one.cause, say(scene_.lang, one.en, one.zh, name_));
    purpose();
    revocation();
    signer();
    if (path_.end != End::anchor) return;
    const std::string root = scene_.name(path_.certificates.back());
    rule_out("root-untrusted", say(scene_.lang, "{} is trusted", "{} 受信任", root));
  }

 private:
  void rule_out(std::string_view cause, std::string message) {
    Tally tally(cause, scene_.file_of(leaf_));
    if (has(out_, cause)) return;
    tally.healthy(std::move(message));
    append(out_.findings, tally.finding({}));
  }

  // Whose signature it bears shows whether or not anybody trusts that.
  void signer() {
    const bool alone = path_.certificates.size() == 1;
    if (!alone || path_.end == End::issuer_missing) {
      return rule_out("self-signed", say(scene_.lang, "{} is signed by a CA", "{} 由 CA 签发", name_));
    }
    if (path_.end != End::self_signed || !has(out_, "self-signed")) return;
    rule_out("chain-incomplete",
             say(scene_.lang, "{} is signed by itself, and needs no issuer", "{} 是自签名证书，不需要颁发者", name_));
    rule_out("root-untrusted", say(scene_.lang, "{} is signed by itself: there is no root above it",
                                   "{} 是自签名证书，上面没有根证书", name_));
  }

  // The file in which the leaf stands; files are sorted by their index.
  bool out_of_order() const {
    const auto& files = scene_.result.files;
    const std::size_t own = scene_.at(leaf_.certificate).places.front().file;
    const auto found = std::lower_bound(files.begin(), files.end(), own,
                                        [](const chain::FileOrder& one, std::size_t file) { return one.file < file; });
    return found != files.end() && found->file == own && found->out_of_order;
  }

  // Leaf and last certificate end on the same day more often than not; what ends first counts.
  std::string until() const {
    Time end = scene_.at(path_, 0).not_after, begin = scene_.at(path_, 0).not_before;
    for (std::size_t n = 1; n < path_.certificates.size(); ++n) {
      end = std::min(end, scene_.at(path_, n).not_after);
      begin = std::max(begin, scene_.at(path_, n).not_before);
    }
    const auto days = std::chrono::floor<std::chrono::days>(end - scene_.question.now).count();
    if (days < 0 || scene_.question.now < begin) return {};
    const std::string day = to_rfc3339(end).substr(0, 10);
    if (days < 2) {
      return say(scene_.lang, "; valid until {}, {} more", "；有效至 {}，还有 {}", day,
                 days_in_words(scene_.lang, days));
    }
    return say(scene_.lang, "; valid until {}, {} more days", "；有效至 {}，还有 {} 天", day, days);
  }

  void complete() {
    if (has(out_, "signature-invalid")) return;  // what is not proven to be linked is no chain
    if (path_.certificates.size() == 1 && path_.end == End::self_signed) return alone();
    const std::string root = scene_.name(path_.certificates.back());
    const bool ordered = !out_of_order();
    const bool anchored = path_.end == End::anchor;
    const std::string order = ordered ? say(scene_.lang, ", in order", "、顺序正确") : std::string();
    const std::string end =
        anchored ? say(scene_.lang, "the trusted {}", "受信任的 {}", root) : say(scene_.lang, "{}", " {}", root);
    rule_out("chain-incomplete", say(scene_.lang, "the chain of {} is complete{}, and ends in {}{}",
                                     "{} 的证书链完整{}，止于{}{}", name_, order, end, until()));
  }

  // Not trusted, which a finding says; or nobody asked whether it is.
  void alone() {
    if (has(out_, "self-signed")) return;
    rule_out("chain-incomplete",
             say(scene_.lang, "{} is signed by itself, and needs no issuer; whether it is trusted was not asked{}",
                 "{} 是自签名证书，不需要颁发者；未检查它是否受信任{}", name_, until()));
  }

  void host() {
    if (scene_.question.host.empty()) return;
    rule_out("hostname-mismatch", say(scene_.lang, "the certificate is for {}", "证书适用于 {}", scene_.question.host));
  }

  void purpose() {
    if (scene_.question.purpose == chain::Purpose::any) return;
    rule_out("purpose-mismatch", say(scene_.lang, "{} may be used for this purpose", "{} 可用于此目的", name_));
  }

  // Each certificate with the CRL that clears it.
  std::string cleared() const {
    std::string out;
    for (const chain::NotRevoked& one : path_.not_revoked) {
      const LoadedFile& file = scene_.material.files[one.crl.file];
      out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", scene_.name(path_.certificates[one.at]),
                         location(file, file.artifacts[one.crl.artifact].place));
    }
    return out;
  }

  // A root is its own issuer: nobody's CRL says anything of it.
  bool all_cleared() const {
    const std::size_t asked = path_.certificates.size() - (path_.end == End::anchor ? 1 : 0);
    return !path_.not_revoked.empty() && path_.not_revoked.size() >= asked;
  }

  void revocation() {
    if (all_cleared()) {
      return rule_out("certificate-revoked",
                      say(scene_.lang, "not revoked, by the CRLs given: {}", "给出的 CRL 表明未被吊销：{}", cleared()));
    }
    if (path_.not_revoked.empty() && out_.crls) return;
    Tally tally("certificate-revoked", scene_.file_of(leaf_));
    if (has(out_, "certificate-revoked")) return;
    if (path_.not_revoked.empty()) {
      tally.open({ReasonKind::not_requested, say(scene_.lang, "no CRL was given", "没有给出 CRL")},
                 say(scene_.lang, "whether {} is revoked was not asked", "未检查 {} 是否被吊销", name_));
    } else {
      tally.open({ReasonKind::not_requested,
                  say(scene_.lang, "no current CRL was given for the others", "没有给出其余证书的有效 CRL")},
                 say(scene_.lang, "not revoked, by the CRLs given: {}; of the others nothing is known",
                     "给出的 CRL 表明未被吊销：{}；其余证书未知", cleared()));
    }
    append(out_.findings, tally.finding({}));
  }

  const ChainScene& scene_;
  const chain::Leaf& leaf_;
  const Path& path_;
  ChainFindings& out_;
  std::string name_;
};

}  // namespace

void find_healthy(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out) {
  Healthful(scene, leaf, out).run();
}

}  // namespace certdoc
