// Every address that was asked, with its phases on the network and those of the judgment behind them.
#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "base/time.hpp"
#include "check/net_words.hpp"
#include "check/revocation.hpp"
#include "check/revocation_texts.hpp"
#include "check/revocation_words.hpp"

namespace certdoc {
namespace {

std::string_view kind_of(Ask ask) {
  return ask == Ask::ocsp ? "ocsp" : ask == Ask::issuer ? "issuer" : "crl";
}

class Writer {
 public:
  Writer(const RevocationScene& scene, const Inquiry& one) : scene_(scene), one_(one), lang_(scene.lang) {}

  Endpoint write() {
    endpoint_ = endpoint_of(kind_of(one_.ask), one_.url, scene_.names(one_.subjects), one_.trace, lang_);
    explain_ldap();
    if (one_.crl) crl(*one_.crl);
    if (one_.ocsp) ocsp(*one_.ocsp);
    if (one_.issuer) issuer(*one_.issuer);
    if (one_.through_proxy) field(say(lang_, "through a proxy", "经过代理"), say(lang_, "yes", "是"));
    field(say(lang_, "saved as", "已保存为"), one_.saved);
    field(say(lang_, "not saved as", "未能保存为"), one_.unsaved);
    return std::move(endpoint_);
  }

 private:
  void field(std::string label, std::string value) {
    if (!value.empty()) endpoint_.fields.push_back({std::move(label), std::move(value)});
  }

  void explain_ldap() {
    if (!one_.is_ldap() || endpoint_.phases.empty()) return;
    EndpointPhase& last = endpoint_.phases.back();
    if (last.failure == "scheme-refused") last.says = ldap_words(lang_);
  }

  void phase(JudgedPhase which, std::string what, std::chrono::microseconds took) {
    endpoint_.phases.push_back({std::string(phase_id(which)), std::move(what), {}, {}, {}, took.count()});
  }

  // The first error of a phase is what ended it there.
  template <class Problems>
  bool end(const Problems& problems, JudgedPhase which) {
    for (const auto& problem : problems) {
      if (text_of(problem.rule).phase != which || problem.severity != Severity::error) continue;
      if (info(problem.rule).cause == "certificate-revoked") continue;
      EndpointPhase& last = endpoint_.phases.back();
      last.failure = info(problem.rule).id;
      last.says = sentence_of(problem, lang_);
      endpoint_.good = false;
      return true;
    }
    return false;
  }

  void crl(const chain::JudgedCrl& crl) {
    const chain::CrlView& view = crl.view;
    phase(JudgedPhase::parse, crl.read ? size_words(view) : std::string(), one_.parse_took);
    if (end(crl.problems, JudgedPhase::parse) && !crl.read) return;
    phase(JudgedPhase::signature, name_text(view.issuer), one_.signature_took);
    end(crl.problems, JudgedPhase::signature);
    phase(JudgedPhase::freshness, until(view.next_update), {});
    end(crl.problems, JudgedPhase::freshness);
    if (endpoint_.good) endpoint_.outcome = crl_outcome(view);
    field(say(lang_, "issuer", "颁发者"), name_text(view.issuer));
    if (view.number) field(say(lang_, "CRL number", "CRL 编号"), chain::number_text(*view.number));
    field(say(lang_, "entries", "条目数"), std::to_string(view.count));
    times(view.this_update, view.next_update);
  }

  void times(Time from, const std::optional<Time>& to) {
    field(say(lang_, "this update", "本次更新"), to_rfc3339(from));
    if (to) field(say(lang_, "next update", "下次更新"), to_rfc3339(*to));
  }

  std::string size_words(const chain::CrlView& view) const {
    const std::string number = view.number ? chain::number_text(*view.number) : "-";
    const std::string kind = view.is_delta() ? say(lang_, "delta CRL", "增量 CRL") : "CRL";
    if (view.count == 1) return say(lang_, "{} {}, 1 entry", "{} {}，1 个条目", kind, number);
    return say(lang_, "{} {}, {} entries", "{} {}，{} 个条目", kind, number, view.count);
  }

  std::string until(const std::optional<Time>& time) const {
    return time ? say(lang_, "until {}", "至 {}", to_rfc3339(*time)) : std::string();
  }

  std::string crl_outcome(const chain::CrlView& view) const {
    if (!view.next_update) return size_words(view);
    return say(lang_, "{}, good until {}", "{}，有效至 {}", size_words(view), to_rfc3339(*view.next_update));
  }

  void ocsp(const chain::JudgedOcsp& ocsp) {
    phase(JudgedPhase::parse, {}, {});
    if (end(ocsp.problems, JudgedPhase::parse)) return;
    phase(JudgedPhase::answer, answer_words(ocsp), {});
    if (end(ocsp.problems, JudgedPhase::answer) && ocsp.view.status != 0) return;
    phase(JudgedPhase::signature, signer_words(ocsp), one_.signature_took);
    end(ocsp.problems, JudgedPhase::signature);
    const chain::SingleResponse* answer = ocsp.answer();
    if (answer == nullptr) return;
    phase(JudgedPhase::freshness, until(answer->next_update), {});
    end(ocsp.problems, JudgedPhase::freshness);
    if (endpoint_.good) endpoint_.outcome = ocsp_outcome(*answer);
    times(answer->this_update, answer->next_update);
  }

  static std::string_view status_id(chain::CertStatus status) {
    return status == chain::CertStatus::good ? "good" : status == chain::CertStatus::revoked ? "revoked" : "unknown";
  }

  static std::string answer_words(const chain::JudgedOcsp& ocsp) {
    const chain::SingleResponse* answer = ocsp.answer();
    return answer == nullptr ? std::string() : std::string(status_id(answer->status));
  }

  std::string signer_words(const chain::JudgedOcsp& ocsp) const {
    if (ocsp.delegate) return name_text(ocsp.delegate->subject);
    const RevocationSubject& subject = scene_.subjects[one_.subjects.front()];
    return ocsp.signer == chain::OcspSigner::issuer ? name_text(subject.issuer->subject) : std::string();
  }

  std::string ocsp_outcome(const chain::SingleResponse& answer) const {
    const std::string_view status = status_id(answer.status);
    if (!answer.next_update) return std::string(status);
    return say(lang_, "{}, says so until {}", "{}，有效至 {}", status, to_rfc3339(*answer.next_update));
  }

  void issuer(const IssuerAnswer& answer) {
    phase(JudgedPhase::parse, answer.found, one_.parse_took);
    EndpointPhase& last = endpoint_.phases.back();
    if (const std::string wrong = issuer_fault(answer, lang_); !wrong.empty()) {
      last.failure = answer.certificates == 0 ? "no-certificate" : "wrong-issuer";
      last.says = wrong;
      endpoint_.good = false;
      return;
    }
    endpoint_.outcome = answer.found;
  }

  const RevocationScene& scene_;
  const Inquiry& one_;
  Lang lang_;
  Endpoint endpoint_;
};

}  // namespace

std::vector<Endpoint> revocation_endpoints(const RevocationScene& scene) {
  std::vector<Endpoint> out;
  out.reserve(scene.inquiries.size());
  for (const Inquiry& one : scene.inquiries) out.push_back(Writer(scene, one).write());
  return out;
}

}  // namespace certdoc
