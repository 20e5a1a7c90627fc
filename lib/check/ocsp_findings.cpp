// ocsp-unreachable, ocsp-invalid: what is wrong with one answer of a responder, or with the way to it.
#include <fmt/format.h>

#include "base/say.hpp"
#include "check/revocation_findings.hpp"
#include "check/revocation_texts.hpp"
#include "check/revocation_words.hpp"

namespace certdoc {
namespace {

using chain::OcspProblem;
using chain::OcspRule;

class OcspFinder {
 public:
  OcspFinder(const RevocationScene& scene, const Inquiry& one)
      : scene_(scene), one_(one), lang_(scene.lang), covered_(is_covered(scene, one)) {}

  void run(std::vector<Finding>& out) {
    if (one_.trace.failed() != nullptr) return unreachable(out);
    if (!one_.ocsp) return;
    for (const std::string_view cause : {"ocsp-invalid", "signature-weak"}) judged(cause, out);
  }

 private:
  Severity severity(Severity own) const { return own == Severity::error && covered_ ? Severity::warning : own; }

  void unreachable(std::vector<Finding>& out) const {
    const std::string sentence = say(lang_, "the OCSP responder {1} cannot be asked about {0}",
                                     "无法向 OCSP 应答服务器 {1} 查询 {0}", scene_.names(one_.subjects), one_.url);
    Finding finding = certdoc::unreachable(scene_, one_, "ocsp-unreachable", sentence, severity(Severity::error));
    if (finding.verdict == Verdict::confirmed) tell_windows(scene_, one_, finding);
    out.push_back(std::move(finding));
  }

  void judged(std::string_view cause, std::vector<Finding>& out) const {
    Tally tally(cause, one_.url);
    bool grave = false;
    for (const OcspProblem& problem : one_.ocsp->problems) {
      if (problem.cause() != cause) continue;
      if (problem.undecided) {
        undecided(problem, out);
      } else {
        tell(problem, tally);
        grave = grave || problem.severity == Severity::error;
      }
    }
    if (scene_.everything && cause == "ocsp-invalid" && one_.ocsp->counts()) {
      tally.healthy(say(lang_, "the answer of {} is valid and current", "{} 的应答有效且未过期", one_.url));
    }
    auto finding = tally.finding({});
    if (!finding) return;
    if (grave) tell_windows(scene_, one_, *finding);
    out.push_back(std::move(*finding));
  }

  std::string about(const OcspProblem& problem) const {
    return say(lang_, "{} about {}: {}", "{} 对 {}：{}", one_.url, scene_.names(one_.subjects),
               sentence_of(problem, lang_));
  }

  // Apart from what is wrong for certain: that nobody could tell must not be lost beside it.
  void undecided(const OcspProblem& problem, std::vector<Finding>& out) const {
    Tally tally(problem.cause(), one_.url);
    const bool missing = problem.rule == OcspRule::issuer_not_given;
    tally.open({missing ? ReasonKind::no_input : ReasonKind::unsupported, sentence_of(problem, lang_)}, about(problem));
    append(out, tally.finding({}));
  }

  void tell(const OcspProblem& problem, Tally& tally) const {
    if (problem.severity == Severity::note && !scene_.everything) return;
    tally.sick(severity(problem.severity), about(problem), evidence(problem));
    add_names(problem, lang_, tally);
    if (scene_.everything) tally.add({say(lang_, "rule", "依据"), {}, std::string(info(problem.rule).source), {}});
    if (one_.from == Inquiry::From::network) suggest_next(scene_, one_, tally);
    const bool clock = text_of(problem.rule).phase == JudgedPhase::freshness;
    if (clock && scene_.has_command("check-clock")) tally.next("certdoc check-clock");
  }

  Evidence evidence(const OcspProblem& problem) const {
    for (const std::string_view label :
         {"not-after", "not-before", "next-update", "this-update", "signer", "responder", "status", "title"}) {
      const std::string* value = problem.value(label);
      if (value != nullptr && !value->empty()) return {value_label(label, lang_), {}, *value, one_.url};
    }
    return {say(lang_, "address", "地址"), {}, one_.url, {}};
  }

  const RevocationScene& scene_;
  const Inquiry& one_;
  Lang lang_;
  bool covered_;
};

}  // namespace

void find_ocsp_problems(const RevocationScene& scene, const Inquiry& inquiry, std::vector<Finding>& out) {
  OcspFinder(scene, inquiry).run(out);
}

}  // namespace certdoc
