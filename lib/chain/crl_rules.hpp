// Everything that can be wrong with a CRL, as data: which rule, with which values. No sentences: lib/check writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chain/problem.hpp"

namespace certdoc::chain {

enum class CrlRule {
  // What came is no CRL in DER.
  empty,
  html_page,     // values: title, refresh
  other_object,  // values: looks-like
  other_format,  // values: looks-like
  junk,          // values: looks-like
  truncated,     // values: announced, actual
  trailing,      // values: octets
  pem,           // it is one, in PEM or base64
  malformed,     // values: offset, wanted
  // Form (RFC 5280 5.1, 5.2, 5.3).
  version,  // values: version; extensions in a CRL that does not say v2, or a version that does not exist
  algorithms_differ,
  issuer_empty,
  next_update_missing,
  updates_reversed,  // nextUpdate before thisUpdate
  list_empty,        // revokedCertificates is there without an entry
  number_missing,
  number_too_long,
  key_id_missing,
  extension_critical_unknown,
  entry_extension_critical_unknown,
  extension_twice,
  extension_malformed,
  extension_criticality,  // a delta indicator or a scope that is not critical, a number that is
  scope_contradicts,      // issuingDistributionPoint: nothing in it, or two of onlyUser, onlyCA, onlyAttribute
  entry_odd,              // a date or reason that RFC 5280 does not know; values: entries, offset
  removes_without_delta,  // removeFromCRL in a complete CRL
  // Who signed it.
  issuer_other,      // values: issuer; its issuer is neither the certificate's issuer nor the cRLIssuer named there
  issuer_not_given,  // values: issuer; no certificate of its issuer was at hand: the signature is undecided
  signature_wrong,
  signature_altered,
  signature_by_other,  // the signature is good, by the key of another CA; values: signer
  signature_unsupported,
  signature_md5,
  signature_sha1,
  key_id_mismatch,  // its AKI is not the key identifier of the one that signed it
  key_usage,        // its issuer may not sign CRLs
  // Time.
  expired,        // values: next-update
  not_yet_valid,  // values: this-update
  // What it covers.
  scope_users,       // end entities only, and the certificate is a CA
  scope_cas,         // CAs only
  scope_attributes,  // attribute certificates only
  scope_point,       // made for other distribution points than the certificate's
  scope_reasons,     // covers some reasons only, and no other CRL covers the rest; values: reasons
  not_indirect,      // the certificate names it as another's CRL, but it does not say that it covers others
  delta_alone,       // a delta without the complete CRL that it belongs to
  delta_base_older,  // the complete CRL is older than the delta's base; values: base, number
  delta_outdated,    // not newer than the complete CRL; values: number
  delta_other_scope,
  delta_other_key,  // AKI or signer differ
  // What it says of the certificate.
  revoked,  // values: serial, date, reason, invalidity-date, hold-instruction
  count_of_rules,
};

const RuleInfo& info(CrlRule rule);

struct CrlProblem {
  CrlRule rule = CrlRule::empty;
  Severity severity = Severity::error;
  bool undecided = false;  // could not be examined: the verdict is unknown, `severity` is what it would be
  std::vector<Value> values = {};

  std::string_view cause() const { return info(rule).cause; }
  const std::string* value(std::string_view label) const { return find_value(values, label); }
};

}  // namespace certdoc::chain
