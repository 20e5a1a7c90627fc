// What the CRLs given say of a path. That there is none for a certificate is no problem here: it was not asked for.
#include <algorithm>
#include <array>

#include "artifact/objects.hpp"
#include "base/time.hpp"
#include "chain/canonical_name.hpp"
#include "chain/crl.hpp"
#include "chain/crl_standing.hpp"
#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

// What is told of a CRL beside a path. The rest of its form is for whoever examines CRLs.
struct Told {
  CrlRule crl;
  Rule rule;
};
constexpr std::array kTold{
    Told{CrlRule::malformed, Rule::crl_malformed},
    Told{CrlRule::extension_malformed, Rule::crl_malformed},
    Told{CrlRule::extension_twice, Rule::crl_malformed},
    Told{CrlRule::number_missing, Rule::crl_without_number},
    Told{CrlRule::extension_critical_unknown, Rule::crl_critical_unknown},
    Told{CrlRule::entry_extension_critical_unknown, Rule::crl_critical_unknown},
    Told{CrlRule::signature_wrong, Rule::crl_signature},
    Told{CrlRule::signature_altered, Rule::crl_signature},
    Told{CrlRule::signature_by_other, Rule::crl_signature},
    Told{CrlRule::signature_unsupported, Rule::crl_signature},
    Told{CrlRule::issuer_not_given, Rule::crl_signature},
    Told{CrlRule::key_usage, Rule::crl_key_usage},
    Told{CrlRule::expired, Rule::crl_expired},
    Told{CrlRule::not_yet_valid, Rule::crl_not_yet_valid},
    // Why it does not say all about the certificate.
    Told{CrlRule::issuer_other, Rule::crl_scope},
    Told{CrlRule::scope_users, Rule::crl_scope},
    Told{CrlRule::scope_cas, Rule::crl_scope},
    Told{CrlRule::scope_attributes, Rule::crl_scope},
    Told{CrlRule::scope_point, Rule::crl_scope},
    Told{CrlRule::scope_reasons, Rule::crl_scope},
    Told{CrlRule::not_indirect, Rule::crl_scope},
    Told{CrlRule::delta_alone, Rule::crl_delta},
    Told{CrlRule::delta_base_older, Rule::crl_delta},
    Told{CrlRule::delta_outdated, Rule::crl_delta},
    Told{CrlRule::delta_other_scope, Rule::crl_delta},
    Told{CrlRule::delta_other_key, Rule::crl_delta},
};

class OneCertificate {
 public:
  OneCertificate(Case& in, std::size_t n) : in_(in), n_(n) {}

  void judge() {
    for (const std::size_t crl : in_.crls->by_issuer(in_.at(n_ + 1).subject_key)) add(crl, in_.at(n_ + 1));
    add_indirect();
    if (judged_.empty()) return;
    const CrlStanding standing = standing_of(in_.at(n_), judged_);
    for (std::size_t one = 0; one < judged_.size(); ++one) {
      for (const CrlProblem& problem : judged_[one]->problems) {
        if (!is_replaced(problem, one, standing)) tell(problem, one);
      }
    }
    if (standing.standing == Standing::revoked) return revoked(standing);
    if (standing.standing == Standing::good) return in_.path.not_revoked.push_back({n_, places_[*standing.by]});
    for (const CrlObstacle& one : standing.obstacles) tell(one.problem, one.crl);
  }

 private:
  // Out of date, beside one that is not and tells what it would: whoever replaces a CRL keeps the old one for a while.
  static bool is_replaced(const CrlProblem& problem, std::size_t crl, const CrlStanding& standing) {
    return problem.rule == CrlRule::expired && standing.standing == Standing::good && crl != *standing.by;
  }

  void add(std::size_t crl, const Certificate& issuer) {
    judged_.push_back(&in_.crls->judged(crl, issuer, in_.graph.verifier()));
    places_.push_back(in_.crls->place(crl));
  }

  // CRLs of others that the certificate names. Such an issuer is believed where its own certificate was issued by a CA
  // of this path, and is valid.
  void add_indirect() {
    for (const DistributionPoint& point : points_of(in_.at(n_))) {
      for (const GeneralName& name : point.crl_issuer) {
        if (name.kind == GeneralName::Kind::directory) add_of(canonical_name(name.content));
      }
    }
  }

  void add_of(const std::string& issuer) {
    if (issuer == in_.at(n_ + 1).subject_key || in_.crls->by_issuer(issuer).empty()) return;
    for (std::size_t one = 0; one < in_.graph.given(); ++one) {
      if (in_.graph.at(one).subject_key != issuer || !is_believed(one)) continue;
      for (const std::size_t crl : in_.crls->by_issuer(issuer)) add(crl, in_.graph.at(one));
      return;
    }
  }

  bool is_believed(std::size_t certificate) {
    const Certificate& one = in_.graph.at(certificate);
    if (in_.question.now < one.not_before || one.not_after < in_.question.now) return false;
    const auto& path = in_.path.certificates;
    const auto& edges = in_.graph.issuers(certificate).edges;
    return std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
      return edge.signature == Signature::good && std::find(path.begin(), path.end(), edge.issuer) != path.end();
    });
  }

  void found(Rule rule, Severity severity, bool undecided, std::vector<Value> values, std::size_t crl) {
    values.push_back({"file", std::to_string(places_[crl].file)});
    values.push_back({"artifact", std::to_string(places_[crl].artifact)});
    Problem& problem = in_.add(rule, severity, n_, std::move(values));
    problem.by = n_ + 1;
    problem.undecided = undecided;
  }

  void tell(const CrlProblem& problem, std::size_t crl) {
    const auto told =
        std::find_if(kTold.begin(), kTold.end(), [&](const Told& one) { return one.crl == problem.rule; });
    if (told == kTold.end()) return;
    const Severity severity = problem.undecided ? Severity::warning : problem.severity;
    std::vector<Value> values;
    for (const std::string_view label : {"extension", "this-update", "next-update"}) {
      if (const std::string* value = problem.value(label)) values.push_back({label, *value});
    }
    found(told->rule, severity, problem.undecided, std::move(values), crl);
  }

  void revoked(const CrlStanding& standing) {
    const CrlEntry& entry = *standing.entry;
    std::vector<Value> values{{"serial", hex(in_.at(n_).serial)}};
    if (entry.date) values.push_back({"date", to_rfc3339(*entry.date)});
    if (entry.reason) values.push_back({"reason", std::to_string(static_cast<int>(*entry.reason))});
    found(Rule::revoked, Severity::error, false, std::move(values), *standing.by);
  }

  Case& in_;
  std::size_t n_;
  std::vector<const JudgedCrl*> judged_;
  std::vector<Ref> places_;
};

}  // namespace

void judge_revocation(Case& in) {
  if (in.crls == nullptr || in.crls->empty()) return;
  for (std::size_t n = 0; n + 1 < in.size(); ++n) OneCertificate(in, n).judge();
}

}  // namespace certdoc::chain
