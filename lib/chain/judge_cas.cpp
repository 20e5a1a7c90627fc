// Whether the issuers in a path may issue: basicConstraints, path length, keyUsage (RFC 5280 6.1.4).
#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

void constraints(Case& in, std::size_t n) {
  const Certificate& ca = in.at(n);
  if (ca.version < 3) {
    in.add(Rule::v1_ca, in.is_anchor(n) ? in.forum() : Severity::error, n, {{"version", std::to_string(ca.version)}});
  } else if (!ca.constraints) {
    in.add(Rule::constraints_missing, in.of(n), n);
  } else if (!ca.constraints->ca) {
    in.add(Rule::ca_missing, Severity::error, n);
  } else if (!ca.constraints->critical) {
    in.add(Rule::constraints_not_critical, in.of(n), n);
  }
}

// Self-issued certificates below do not count.
void path_length(Case& in, std::size_t n) {
  const Certificate& ca = in.at(n);
  if (!ca.constraints || !ca.constraints->path_length) return;
  std::size_t below = 0;
  for (std::size_t m = 1; m < n; ++m) {
    if (!in.at(m).self_issued()) ++below;
  }
  if (below > *ca.constraints->path_length) {
    in.add(Rule::path_length, Severity::error, n,
           {{"path-length", std::to_string(*ca.constraints->path_length)}, {"below", std::to_string(below)}});
  }
}

void key_usage(Case& in, std::size_t n) {
  const Certificate& ca = in.at(n);
  if (ca.key_usage && (*ca.key_usage & usage::cert_sign) == 0) in.add(Rule::key_usage_sign, Severity::error, n);
}

}  // namespace

void judge_cas(Case& in) {
  for (std::size_t n = 0; n < in.size(); ++n) {
    const Certificate& one = in.at(n);
    if (is_issuer(n)) {
      constraints(in, n);
      path_length(in, n);
      key_usage(in, n);
    } else if (one.is_ca()) {
      in.add(Rule::leaf_is_ca, in.question.profile == Profile::webpki ? Severity::error : Severity::note, n);
    }
    // RFC 5280 4.2.1.9: only where cA is asserted, and keyCertSign if there is a keyUsage.
    const bool length = one.constraints && one.constraints->path_length;
    if (length && (!one.constraints->ca || (one.key_usage && (*one.key_usage & usage::cert_sign) == 0))) {
      in.add(Rule::path_length_of_no_ca, in.of(n), n);
    }
  }
}

}  // namespace certdoc::chain
