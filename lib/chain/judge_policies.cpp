// Certificate policies (RFC 5280 6.1) for somebody to whom every policy is acceptable: only where a CA demands one can
// a path fail for want of it. Instead of the tree, which others can make grow without bounds, the set of policies that
// hold at each certificate is kept (RFC 9618): whether the tree is empty is whether that set is.
#include <algorithm>
#include <set>
#include <string_view>

#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

using namespace std::string_view_literals;
constexpr std::string_view kAnyPolicy = "\x55\x1D\x20\x00"sv;  // 2.5.29.32.0

class Policies {
 public:
  explicit Policies(Case& in) : in_(in) {
    // The anchor is no part of the path: what it says binds nobody (RFC 5280 6.1).
    const bool has_anchor = in.path.end == End::anchor || in.path.end == End::self_signed;
    above_ = in.size() - (has_anchor ? 1 : 0);
    explicit_ = inhibit_any_ = mapping_ = above_ + 1;
  }

  void run() {
    for (std::size_t n = above_; n-- > 0;) {
      take(n);
      if (n == 0) last();
      if (explicit_ == 0 && empty()) return missing(n);
      if (n > 0 && !prepare(n)) return;
    }
  }

 private:
  bool empty() const { return !any_ && held_.empty(); }

  // 6.1.3 (d), (e)
  void take(std::size_t n) {
    const Certificate& one = in_.at(n);
    std::set<std::string_view> held;
    bool any = false;
    if (one.policies) {
      for (const ByteView policy : *one.policies) {
        const std::string_view id = as_text(policy);
        if (id == kAnyPolicy) {
          any = inhibit_any_ > 0 || (n > 0 && one.self_issued());
        } else if (any_ || held_.contains(id)) {
          held.insert(id);
        }
      }
    }
    if (any) held.merge(held_);
    any_ = any_ && any;
    held_ = std::move(held);
  }

  // 6.1.4; false: it may not be so.
  bool prepare(std::size_t n) {
    const Certificate& ca = in_.at(n);
    if (!map(ca)) {
      in_.add(Rule::policy_mapping_any, Severity::error, n);
      return false;
    }
    if (!ca.self_issued()) {
      for (std::size_t* counter : {&explicit_, &mapping_, &inhibit_any_}) *counter -= *counter > 0 ? 1 : 0;
    }
    if (ca.policy_constraints && ca.policy_constraints->require_explicit) demand(n);
    if (ca.policy_constraints && ca.policy_constraints->inhibit_mapping) {
      mapping_ = std::min<std::size_t>(mapping_, *ca.policy_constraints->inhibit_mapping);
    }
    if (ca.inhibit_any_policy) inhibit_any_ = std::min<std::size_t>(inhibit_any_, *ca.inhibit_any_policy);
    return true;
  }

  void demand(std::size_t n) {
    const std::uint32_t wanted = *in_.at(n).policy_constraints->require_explicit;
    if (wanted < explicit_) {
      explicit_ = wanted;
      demanded_by_ = n;
    }
  }

  // 6.1.4 (a), (b)
  bool map(const Certificate& ca) {
    std::set<std::string_view> mapped, now;
    for (const PolicyMapping& one : ca.policy_mappings) {
      const std::string_view issuer = as_text(one.issuer), subject = as_text(one.subject);
      if (issuer == kAnyPolicy || subject == kAnyPolicy) return false;
      mapped.insert(issuer);
      if (mapping_ > 0 && (any_ || held_.contains(issuer))) now.insert(subject);
    }
    for (const std::string_view one : mapped) held_.erase(one);
    held_.merge(now);
    return true;
  }

  // 6.1.5 (a), (b)
  void last() {
    if (explicit_ > 0) --explicit_;
    const auto& own = in_.at(0).policy_constraints;
    if (own && own->require_explicit == 0U) {
      explicit_ = 0;
      demanded_by_ = 0;
    }
  }

  void missing(std::size_t n) { in_.add(Rule::policy_none, Severity::error, n).by = demanded_by_; }

  Case& in_;
  std::size_t above_ = 0;
  std::size_t explicit_ = 0, inhibit_any_ = 0, mapping_ = 0;
  std::size_t demanded_by_ = 0;
  bool any_ = true;
  std::set<std::string_view> held_;
};

// Nobody demands anything: the usual case, by far.
bool is_demanded(const Case& in) {
  for (std::size_t n = 0; n < in.size(); ++n) {
    const Certificate& one = in.at(n);
    if (one.policy_constraints || !one.policy_mappings.empty()) return true;
  }
  return false;
}

}  // namespace

void judge_policies(Case& in) {
  // What an issuer that is missing demands, nobody knows.
  if (in.path.end == End::issuer_missing || in.path.end == End::bounds || !is_demanded(in)) return;
  Policies(in).run();
}

}  // namespace certdoc::chain
