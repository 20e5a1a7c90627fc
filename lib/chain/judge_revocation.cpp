// What the CRLs given say of a path. That there is none for a certificate is no problem here: it was not asked for.
#include <fmt/format.h>

#include "artifact/objects.hpp"
#include "chain/crl.hpp"
#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

constexpr int kRemoveFromCrl = 8;

class OneCrl {
 public:
  OneCrl(Case& in, std::size_t certificate, std::size_t crl)
      : in_(in), n_(certificate), index_(crl), crl_(in.crls->at(crl)) {}

  void judge() {
    if (crl_.malformed) return found(Rule::crl_malformed, Severity::error);
    const Signature signature = in_.crls->verified(index_, in_.at(n_ + 1), in_.graph.verifier());
    if (signature != Signature::good) return undecided(Rule::crl_signature, signature == Signature::unsupported);
    form();
    const auto entry = crl_.revoked.find(std::string(as_text(in_.at(n_).serial)));
    const bool on_it = entry != crl_.revoked.end() && entry->second.reason != kRemoveFromCrl;
    if (on_it) revoked(entry->second);
    if (!on_it && (crl_.delta || crl_.partial)) undecided(Rule::crl_critical_unknown, true);
  }

 private:
  void found(Rule rule, Severity severity, std::vector<Value> values = {}) {
    values.push_back({"file", std::to_string(crl_.place.file)});
    values.push_back({"artifact", std::to_string(crl_.place.artifact)});
    in_.add(rule, severity, n_, std::move(values)).by = n_ + 1;
  }

  void undecided(Rule rule, bool is) {
    found(rule, is ? Severity::warning : Severity::error);
    in_.path.problems.back().undecided = is;
  }

  void form() {
    const Certificate& issuer = in_.at(n_ + 1);
    if (issuer.key_usage && (*issuer.key_usage & usage::crl_sign) == 0) found(Rule::crl_key_usage, Severity::error);
    if (crl_.this_update > in_.question.now) {
      found(Rule::crl_not_yet_valid, Severity::error, {{"this-update", to_rfc3339(crl_.this_update)}});
    }
    if (crl_.next_update && *crl_.next_update < in_.question.now) {
      found(Rule::crl_expired, Severity::error, {{"next-update", to_rfc3339(*crl_.next_update)}});
    }
    if (!crl_.number) found(Rule::crl_without_number, Severity::error);
    for (const std::string& oid : crl_.critical_unknown) {
      found(Rule::crl_critical_unknown, Severity::error, {{"extension", oid}});
    }
  }

  void revoked(const Revoked& entry) {
    std::vector<Value> values{{"serial", hex(in_.at(n_).serial)}, {"date", to_rfc3339(entry.date)}};
    if (entry.reason) values.push_back({"reason", std::to_string(*entry.reason)});
    found(Rule::revoked, Severity::error, std::move(values));
  }

  Case& in_;
  std::size_t n_, index_;
  const Crl& crl_;
};

}  // namespace

void judge_revocation(Case& in) {
  if (in.crls == nullptr || in.crls->empty()) return;
  for (std::size_t n = 0; n + 1 < in.size(); ++n) {
    for (const std::size_t crl : in.crls->by_issuer(in.at(n + 1).subject_key)) OneCrl(in, n, crl).judge();
  }
}

}  // namespace certdoc::chain
