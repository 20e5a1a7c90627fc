#include "chain/crl_standing.hpp"

#include <algorithm>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/objects.hpp"
#include "chain/canonical_name.hpp"

namespace certdoc::chain {
namespace {

// A name by which a distribution point is found, in a form in which equal ones are equal bytes.
std::string comparable(const GeneralName& name) {
  const std::string kind(1, static_cast<char>(name.kind));
  if (name.kind == GeneralName::Kind::directory) return kind + canonical_name(name.content);
  return kind + std::string(as_text(name.content));
}

// The full names; one relative to the issuer's becomes full (RFC 5280 4.2.1.13).
std::vector<std::string> names_of(const PointName& name, ByteView issuer) {
  std::vector<std::string> out;
  for (const GeneralName& one : name.full) out.push_back(comparable(one));
  const auto base = der::only(issuer, der::sequence);
  if (!name.relative.empty() && base) {
    const Bytes relative = der::write(der::set, {name.relative});
    const Bytes whole = der::write(der::sequence, {base->content, relative});
    out.push_back(comparable({GeneralName::Kind::directory, whole}));
  }
  return out;
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& name) { return std::find(b.begin(), b.end(), name) != b.end(); });
}

std::vector<std::string> names_of(const GeneralNames& names) {
  std::vector<std::string> out;
  for (const GeneralName& one : names) out.push_back(comparable(one));
  return out;
}

Reasons reasons_of(const CrlView& view, const DistributionPoint& point) {
  const Reasons by_crl = view.scope && view.scope->only_reasons ? *view.scope->only_reasons : kAllReasons;
  return by_crl & point.reasons.value_or(kAllReasons);
}

// Two CRLs of one series: signed by the same key, for the same scope.
bool same_key(const JudgedCrl& a, const JudgedCrl& b) {
  if (as_text(a.signer->spki) != as_text(b.signer->spki)) return false;
  return as_text(a.view.authority_key_id) == as_text(b.view.authority_key_id);
}

bool removes(const CrlEntry* entry) {
  return entry != nullptr && entry->reason == CrlReason::remove_from_crl;
}

class Search {
 public:
  Search(const Certificate& certificate, const std::vector<const JudgedCrl*>& crls)
      : certificate_(certificate), crls_(crls), points_(points_of(certificate)) {
    // Without any that are named, and after those that are: a CRL that the issuer itself publishes somewhere.
    DistributionPoint implied;
    implied.name.emplace().full.push_back({GeneralName::Kind::directory, certificate.issuer});
    points_.push_back(std::move(implied));
  }

  CrlStanding run() {
    for (std::size_t n = 0; n < crls_.size(); ++n) {
      const JudgedCrl& crl = *crls_[n];
      if (!crl.proven() || !crl.understood()) continue;  // its own problems say why
      if (!crl.view.is_delta() && out_.standing != Standing::revoked) complete(n);
    }
    lone_deltas();
    if (out_.standing == Standing::revoked) return std::move(out_);
    if (out_.covered == kAllReasons) {
      out_.standing = Standing::good;
    } else if (out_.covered != 0) {
      obstacle(*out_.by, CrlRule::scope_reasons, {{"reasons", std::to_string(out_.covered)}});
    }
    return std::move(out_);
  }

 private:
  void obstacle(std::size_t crl, CrlRule rule, std::vector<Value> values = {}) {
    const bool known = std::any_of(out_.obstacles.begin(), out_.obstacles.end(),
                                   [&](const CrlObstacle& one) { return one.crl == crl && one.problem.rule == rule; });
    if (known) return;
    if (rule == CrlRule::issuer_other) values.push_back({"issuer", name_text(crls_[crl]->view.issuer)});
    out_.obstacles.push_back({crl, {rule, Severity::warning, true, std::move(values)}});
  }

  // The best reason for which no point of the certificate leads to this CRL; nullopt: one does, and `reasons` says for
  // what.
  std::optional<CrlRule> unfit(const CrlView& view, Reasons& reasons) const {
    std::optional<CrlRule> worst;
    for (const DistributionPoint& point : points_) {
      const auto rule = unfit(view, point);
      if (!rule) reasons |= reasons_of(view, point);
      if (rule && (!worst || *rule > *worst)) worst = rule;  // a wrong name says least
    }
    return reasons == 0 ? worst : std::nullopt;
  }

  std::optional<CrlRule> unfit(const CrlView& view, const DistributionPoint& point) const {
    if (point.crl_issuer.empty()) {
      if (view.issuer_key != certificate_.issuer_key) return CrlRule::issuer_other;
    } else {
      if (!names_directory(point.crl_issuer, view.issuer_key)) return CrlRule::issuer_other;
      if (!view.scope || !view.scope->indirect) return CrlRule::not_indirect;
    }
    return view.scope ? outside(*view.scope, view, point) : std::nullopt;
  }

  std::optional<CrlRule> outside(const IssuingPoint& scope, const CrlView& view, const DistributionPoint& point) const {
    if (scope.only_attributes) return CrlRule::scope_attributes;
    if (scope.only_users && certificate_.is_ca()) return CrlRule::scope_users;
    if (scope.only_cas && !certificate_.is_ca()) return CrlRule::scope_cas;
    if (!scope.name) return std::nullopt;
    const ByteView base = point.crl_issuer.empty() ? certificate_.issuer : view.issuer;
    const auto wanted = point.name ? names_of(*point.name, base) : names_of(point.crl_issuer);
    return share_one(names_of(*scope.name, view.issuer), wanted) ? std::nullopt : std::optional(CrlRule::scope_point);
  }

  void complete(std::size_t n) {
    Reasons reasons = 0;
    if (const auto rule = unfit(crls_[n]->view, reasons)) return obstacle(n, *rule);
    const std::optional<std::size_t> delta = newest_delta(n);
    const CrlEntry* changed = delta ? crls_[*delta]->entry(certificate_) : nullptr;
    const CrlEntry* entry = changed != nullptr ? changed : crls_[n]->entry(certificate_);
    if (entry != nullptr && !removes(entry)) return revoked(*entry, n, delta);
    const bool fresh = crls_[n]->current || (delta && crls_[*delta]->current);
    if (!fresh || crls_[n]->has(CrlRule::key_usage)) return;  // it may have been revoked since
    if (!out_.by) out_.delta = delta;
    if (!out_.by) out_.by = n;
    out_.covered |= reasons;
  }

  void revoked(const CrlEntry& entry, std::size_t by, std::optional<std::size_t> delta) {
    out_.standing = Standing::revoked;
    out_.entry = entry;
    out_.by = by;
    out_.delta = delta;
  }

  // RFC 5280 5.2.4: of the same series, on a base that this one includes, and newer than it.
  static std::optional<CrlRule> unfit_delta(const JudgedCrl& complete, const JudgedCrl& delta) {
    if (delta.view.issuer_key != complete.view.issuer_key) return CrlRule::issuer_other;
    if (!same_key(complete, delta)) return CrlRule::delta_other_key;
    if (as_text(delta.view.scope_value) != as_text(complete.view.scope_value)) return CrlRule::delta_other_scope;
    if (!complete.view.number || is_less(*complete.view.number, *delta.view.delta_base)) {
      return CrlRule::delta_base_older;
    }
    if (!delta.view.number || !is_less(*complete.view.number, *delta.view.number)) return CrlRule::delta_outdated;
    return std::nullopt;
  }

  std::optional<std::size_t> newest_delta(std::size_t complete) {
    std::optional<std::size_t> newest;
    for (std::size_t n = 0; n < crls_.size(); ++n) {
      const JudgedCrl& delta = *crls_[n];
      if (!delta.proven() || !delta.understood() || !delta.view.is_delta()) continue;
      if (const auto rule = unfit_delta(*crls_[complete], delta)) {
        if (*rule != CrlRule::issuer_other) unfit_deltas_.emplace_back(n, *rule);
        continue;
      }
      combined_.push_back(n);  // or a newer one in its place
      const bool newer = !newest || is_less(*crls_[*newest]->view.number, *delta.view.number);
      if (newer) newest = n;
    }
    return newest;
  }

  // A delta that could be combined with nothing. That it revokes the certificate counts all the same.
  void lone_deltas() {
    for (std::size_t n = 0; n < crls_.size(); ++n) {
      const JudgedCrl& delta = *crls_[n];
      const bool used = std::find(combined_.begin(), combined_.end(), n) != combined_.end();
      if (used || !delta.proven() || !delta.understood() || !delta.view.is_delta()) continue;
      Reasons reasons = 0;
      if (const auto rule = unfit(delta.view, reasons)) {
        obstacle(n, *rule);
      } else {
        lone_delta(n);
      }
    }
  }

  void lone_delta(std::size_t n) {
    const auto why =
        std::find_if(unfit_deltas_.begin(), unfit_deltas_.end(), [n](const auto& one) { return one.first == n; });
    const CrlRule rule = why == unfit_deltas_.end() ? CrlRule::delta_alone : why->second;
    if (rule == CrlRule::delta_outdated) return;  // all that it says stands in the newer complete one
    obstacle(n, rule, numbers(crls_[n]->view));
    const CrlEntry* entry = crls_[n]->entry(certificate_);
    const bool revokes = entry != nullptr && !removes(entry) && out_.standing != Standing::revoked;
    if (revokes) revoked(*entry, n, n);
  }

  static std::vector<Value> numbers(const CrlView& delta) {
    std::vector<Value> out{{"base", number_text(*delta.delta_base)}};
    if (delta.number) out.push_back({"number", number_text(*delta.number)});
    return out;
  }

  const Certificate& certificate_;
  const std::vector<const JudgedCrl*>& crls_;
  std::vector<DistributionPoint> points_;
  std::vector<std::size_t> combined_;                          // deltas
  std::vector<std::pair<std::size_t, CrlRule>> unfit_deltas_;  // why with a complete CRL of the same issuer
  CrlStanding out_;
};

}  // namespace

std::vector<DistributionPoint> points_of(const Certificate& certificate) {
  auto points = distribution_points(certificate.crl_points);
  return points ? std::move(*points) : std::vector<DistributionPoint>();
}

CrlStanding standing_of(const Certificate& certificate, const std::vector<const JudgedCrl*>& crls) {
  return Search(certificate, crls).run();
}

}  // namespace certdoc::chain
