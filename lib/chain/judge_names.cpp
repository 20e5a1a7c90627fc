// nameConstraints of every CA against the names of everything below it (RFC 5280 6.1.3 b, c).
#include <algorithm>

#include "chain/judge.hpp"
#include "chain/name_match.hpp"

namespace certdoc::chain {
namespace {

using Kind = GeneralName::Kind;

GeneralNames names_of(const Certificate& one) {
  GeneralNames names;
  if (one.alternative_names) names = *one.alternative_names;
  if (one.subject.size() > 2) names.push_back({Kind::directory, one.subject});
  if (!one.alternative_names) {
    const GeneralNames emails = emails_of_subject(one.subject);
    names.insert(names.end(), emails.begin(), emails.end());
  }
  return names;
}

class Constraints {
 public:
  Constraints(Case& in, std::size_t ca) : in_(in), ca_(ca), constraints_(*in.at(ca).name_constraints) {}

  // False: too many comparisons.
  bool judge(std::size_t& checks) {
    form();
    for (std::size_t n = 0; n < ca_; ++n) {
      if (n > 0 && in_.at(n).self_issued()) continue;
      const GeneralNames names = names_of(in_.at(n));
      checks += cost(names);
      if (checks > in_.question.bounds.name_checks) return false;
      for (const GeneralName& name : names) judge(name, n);
    }
    return true;
  }

 private:
  // Comparisons, long names counting for more.
  std::size_t cost(const GeneralNames& names) const {
    constexpr std::size_t kAtOnce = 64;  // octets
    std::size_t size = 0, base_size = 0;
    for (const GeneralName& name : names) size += name.content.size() / kAtOnce + 1;
    for (const auto* list : {&constraints_.permitted, &constraints_.excluded}) {
      for (const Subtree& subtree : *list) base_size += subtree.base.content.size() / kAtOnce + 1;
    }
    return size * base_size;
  }

  void form() {
    const auto bounded = [](const std::vector<Subtree>& list) {
      return std::any_of(list.begin(), list.end(), [](const Subtree& one) { return one.bounded; });
    };
    if (constraints_.malformed || bounded(constraints_.permitted) || bounded(constraints_.excluded)) malformed();
    if (!constraints_.critical) in_.add(Rule::constraint_not_critical, Severity::note, ca_);
  }

  void malformed() {
    if (!malformed_) in_.add(Rule::constraint_malformed, Severity::error, ca_);
    malformed_ = true;
  }

  // Those of the kind of the name, as far as anybody reads them.
  static std::string listed(const std::vector<Subtree>& subtrees, Kind kind) {
    constexpr std::size_t kMost = 8;
    std::string out;
    std::size_t count = 0;
    for (const Subtree& one : subtrees) {
      if (one.base.kind != kind) continue;
      if (count++ == kMost) return out + ", ...";
      out += (out.empty() ? "" : ", ") + shown(one.base);
    }
    return out;
  }

  void found(Rule rule, std::size_t at, const GeneralName& name, const GeneralName* base) {
    std::vector<Value> values{{"name", shown(name)}};
    if (base != nullptr) values.push_back({"constraint", shown(*base)});
    if (rule == Rule::name_not_permitted) values.push_back({"permitted", listed(constraints_.permitted, name.kind)});
    if (rule == Rule::name_excluded) values.push_back({"excluded", listed(constraints_.excluded, name.kind)});
    in_.add(rule, Severity::error, at, std::move(values)).by = ca_;
  }

  // True: it decided something about the name.
  Match look(const GeneralName& name, const Subtree& subtree, bool excluding) {
    if (subtree.base.kind != name.kind || subtree.bounded) return Match::no;
    const Match match = matches(name, subtree.base, excluding);
    if (match == Match::malformed) malformed();
    return match;
  }

  void judge(const GeneralName& name, std::size_t at) {
    bool unsupported = false;
    for (const Subtree& subtree : constraints_.excluded) {
      const Match match = look(name, subtree, true);
      unsupported = unsupported || match == Match::unsupported;
      if (match == Match::yes) return found(Rule::name_excluded, at, name, &subtree.base);
    }
    bool constrained = false, permitted = false;
    for (const Subtree& subtree : constraints_.permitted) {
      if (subtree.base.kind != name.kind) continue;
      const Match match = look(name, subtree, false);
      unsupported = unsupported || match == Match::unsupported;
      constrained = true;
      permitted = permitted || match == Match::yes;
    }
    if (unsupported) return found(Rule::name_unsupported, at, name, nullptr);
    if (constrained && !permitted) found(Rule::name_not_permitted, at, name, nullptr);
  }

  Case& in_;
  std::size_t ca_;
  const NameConstraints& constraints_;
  bool malformed_ = false;
};

}  // namespace

void judge_name_constraints(Case& in) {
  std::size_t checks = 0;
  for (std::size_t n = 0; n < in.size(); ++n) {
    const Certificate& one = in.at(n);
    if (!one.name_constraints) continue;
    if (!one.is_ca() && !is_issuer(n)) in.add(Rule::constraint_misplaced, Severity::error, n);
    if (!Constraints(in, n).judge(checks)) {
      in.add(Rule::constraint_too_many, Severity::error, n).undecided = true;
      return;
    }
  }
}

}  // namespace certdoc::chain
