// crl-unreachable, crl-invalid, crl-stale: what is wrong with one list, or with the way to it.
#include <fmt/format.h>
#include <algorithm>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/revocation_findings.hpp"
#include "check/revocation_texts.hpp"
#include "check/revocation_words.hpp"

namespace certdoc {
namespace {

using chain::CrlProblem;
using chain::CrlRule;

class CrlFinder {
 public:
  CrlFinder(const RevocationScene& scene, const Inquiry& one)
      : scene_(scene), one_(one), lang_(scene.lang), covered_(is_covered(scene, one)) {}

  void run(std::vector<Finding>& out) {
    if (one_.trace.failed() != nullptr) return unreachable(out);
    if (!one_.crl) return;
    collect();
    for (const std::string_view cause : {"crl-invalid", "crl-stale", "signature-weak"}) judged(cause, out);
  }

 private:
  void unreachable(std::vector<Finding>& out) const {
    const std::string names = scene_.names(one_.subjects);
    const bool delta = one_.ask == Ask::delta;
    const std::string sentence =
        delta ? say(lang_, "the delta CRL of {} cannot be fetched from {}", "{} 的增量 CRL 无法从 {} 下载", names,
                    one_.url)
              : say(lang_, "the CRL of {} cannot be fetched from {}", "{} 的 CRL 无法从 {} 下载", names, one_.url);
    Finding finding = certdoc::unreachable(scene_, one_, "crl-unreachable", sentence, severity(Severity::error));
    if (finding.verdict == Verdict::confirmed) tell_windows(scene_, one_, finding);
    out.push_back(std::move(finding));
  }

  // Where another address gives what this one does not, nothing fails by it yet; and without a delta the complete list
  // still counts.
  Severity severity(Severity own) const {
    return own == Severity::error && (covered_ || one_.ask == Ask::delta) ? Severity::warning : own;
  }

  void collect() {
    for (const CrlProblem& problem : one_.crl->problems) problems_.push_back(problem);
    if (one_.from == Inquiry::From::file) return;
    for (const std::size_t n : one_.subjects) obstacles(scene_.statuses[n]);
  }

  // Why this list says nothing about a certificate that names it.
  void obstacles(const RevocationStatus& status) {
    for (const chain::CrlObstacle& obstacle : status.crl.obstacles) {
      if (&scene_.inquiries[status.crls[obstacle.crl]] != &one_) continue;
      CrlProblem problem = obstacle.problem;
      problem.severity = Severity::error;
      problem.undecided = false;
      const bool known = std::any_of(problems_.begin(), problems_.end(),
                                     [&](const CrlProblem& other) { return other.rule == problem.rule; });
      if (!known) problems_.push_back(std::move(problem));
    }
  }

  void judged(std::string_view cause, std::vector<Finding>& out) const {
    Tally tally(cause, one_.url);
    bool grave = false;
    for (const CrlProblem& problem : problems_) {
      if (problem.cause() != cause) continue;
      if (problem.undecided) {
        undecided(problem, out);
      } else {
        tell(problem, tally);
        grave = grave || problem.severity == Severity::error;
      }
    }
    healthy(cause, tally);
    auto finding = tally.finding({});
    if (!finding) return;
    if (grave && !one_.subjects.empty()) tell_windows(scene_, one_, *finding);
    out.push_back(std::move(*finding));
  }

  // Apart from what is wrong for certain: that nobody could tell must not be lost beside it.
  void undecided(const CrlProblem& problem, std::vector<Finding>& out) const {
    Tally tally(problem.cause(), one_.url);
    const bool missing = problem.rule == CrlRule::issuer_not_given;
    const std::string words = sentence_of(problem, lang_);
    tally.open({missing ? ReasonKind::no_input : ReasonKind::unsupported, words},
               say(lang_, "{}: {}", "{}：{}", one_.url, words));
    append(out, tally.finding({}));
  }

  void tell(const CrlProblem& problem, Tally& tally) const {
    if (problem.severity == Severity::note && !scene_.everything) return;
    const std::string sentence = say(lang_, "{}: {}", "{}：{}", one_.url, sentence_of(problem, lang_));
    tally.sick(severity(problem.severity), sentence, evidence(problem));
    add_names(problem, lang_, tally);
    if (scene_.everything) tally.add({say(lang_, "rule", "依据"), {}, std::string(info(problem.rule).source), {}});
    next(problem, tally);
    remedies(problem, tally);
  }

  // Nothing on the network can mend a file; nor a list that came as it is published. A page in its stead may come from
  // something on the way.
  void remedies(const CrlProblem& problem, Tally& tally) const {
    const bool file = one_.from == Inquiry::From::file;
    if (!file && (problem.cause() != "crl-invalid" || problem.rule == CrlRule::html_page)) return;
    for (const std::string_view id : {"publish-crl", "contact-ca-revocation"}) tally.remedy(id);
    if (!file) tally.remedy("refuse-ignore-revocation");
  }

  Evidence evidence(const CrlProblem& problem) const {
    for (const std::string_view label : {"next-update", "this-update", "signer", "issuer", "title", "looks-like"}) {
      const std::string* value = problem.value(label);
      if (value != nullptr && !value->empty()) return {value_label(label, lang_), {}, *value, one_.url};
    }
    return {say(lang_, "address", "地址"), {}, one_.url, {}};
  }

  void next(const CrlProblem& problem, Tally& tally) const {
    const auto url = quoted_for_sh(one_.url);
    if (!url || one_.from == Inquiry::From::file) return;
    if (!one_.crl->read) return tally.next(fmt::format("curl -sS {} | head -c 300", *url));
    tally.next(fmt::format("curl -fsS {} | openssl crl -inform DER -noout -issuer -lastupdate -nextupdate", *url));
    const bool clock = problem.rule == CrlRule::not_yet_valid || problem.rule == CrlRule::expired;
    if (clock && scene_.has_command("check-clock")) tally.next("certdoc check-clock");
  }

  void healthy(std::string_view cause, Tally& tally) const {
    if (!scene_.everything || !one_.crl->read) return;
    if (cause == "crl-invalid" && one_.crl->proven()) {
      tally.healthy(say(lang_, "{} is well-formed and signed by its issuer", "{} 格式正确，由其颁发者签名",
                        authority_words(scene_, one_)));
    }
    if (cause == "crl-stale" && one_.crl->current) {
      tally.healthy(say(lang_, "{} is current", "{} 在有效期内", authority_words(scene_, one_)));
    }
  }

  const RevocationScene& scene_;
  const Inquiry& one_;
  Lang lang_;
  bool covered_;
  std::vector<CrlProblem> problems_;
};

}  // namespace

bool is_covered(const RevocationScene& scene, const Inquiry& inquiry) {
  const auto is_known = [&](std::size_t n) {
    const RevocationStatus& status = scene.statuses[n];
    if (inquiry.ask == Ask::ocsp) return status.ocsp.has_value() && &scene.inquiries[*status.ocsp] != &inquiry;
    if (status.crl.standing == chain::Standing::good) return true;
    return status.crl.standing == chain::Standing::revoked && &scene.inquiries[status.crls[*status.crl.by]] != &inquiry;
  };
  return !inquiry.subjects.empty() && std::all_of(inquiry.subjects.begin(), inquiry.subjects.end(), is_known);
}

void find_crl_problems(const RevocationScene& scene, const Inquiry& inquiry, std::vector<Finding>& out) {
  CrlFinder(scene, inquiry).run(out);
}

}  // namespace certdoc
