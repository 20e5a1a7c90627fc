// Everything that can be wrong with a path, as data: which rule, where, with which values. No sentences: lib/check
// writes them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdoc/report.hpp"

namespace certdoc::chain {

// One rule each; `info` gives the cause that it belongs to and where it is written.
enum class Rule {
  expired,
  not_yet_valid,
  validity_reversed,  // notAfter before notBefore
  // The end of a path.
  issuer_missing,
  issuers_loop,  // CAs that sign each other, and no way out
  root_untrusted,
  self_signed,      // the leaf itself
  key_id_mismatch,  // its issuer by signature, but not by its key identifiers: OpenSSL does not take it
  search_cut,       // the bounds of the search were reached before an end
  // Signatures.
  signature_wrong,              // by no means of this key
  signature_altered,            // by this key, but over other content: changed after it was signed
  signature_unsupported,        // this program cannot verify it; undecided
  signature_algorithms_differ,  // the algorithm inside and outside of the signed part
  signature_md5,                // MD2, MD4, MD5
  signature_sha1,
  // Keys.
  rsa_short,      // below 2048 bits
  rsa_breakable,  // below 1024 bits
  rsa_odd,        // a length that is no multiple of 8
  rsa_exponent,   // even, 1, or below 65537
  ec_short,       // below 224 bits
  ec_curve,       // none of P-256, P-384, P-521
  ec_explicit,
  dsa_key,
  key_unread,  // undecided
  // Being a CA.
  ca_missing,           // issued, and says of itself that it is no CA
  constraints_missing,  // v3 without basicConstraints
  v1_ca,
  path_length,
  key_usage_sign,  // keyUsage without keyCertSign
  constraints_not_critical,
  path_length_of_no_ca,
  // Name constraints.
  name_excluded,
  name_not_permitted,
  name_unsupported,      // a kind of name that is constrained, and that nobody can compare
  constraint_malformed,  // syntax, empty, minimum or maximum
  constraint_misplaced,  // in a certificate that is no CA
  constraint_not_critical,
  constraint_too_many,  // bounds reached; undecided
  // Policies.
  policy_none,         // one is demanded, and none holds for the whole path
  policy_mapping_any,  // anyPolicy is mapped
  // Purpose.
  purpose_missing,       // extendedKeyUsage is there, without the purpose
  purpose_any_only,      // anyExtendedKeyUsage stands for it
  purpose_of_ca,         // the extendedKeyUsage of a CA above does not have it
  purpose_key_usage,     // keyUsage of the leaf does not allow it
  purpose_not_critical,  // timestamping
  purpose_not_alone,     // timestamping
  purpose_absent,        // no extendedKeyUsage at all
  // Host name.
  host_mismatch,
  host_only_in_common_name,
  san_missing,
  common_name_not_in_san,
  wildcard_form,  // `w*.example.com`, `a.*.com`: matches nothing
  wildcard_over_suffix,
  wildcard_suffix_unknown,  // no Public Suffix List; undecided
  // Form.
  extension_critical_unknown,
  extension_twice,
  extension_malformed,
  extensions_without_v3,
  serial_zero,
  serial_negative,
  serial_too_long,
  issuer_empty,
  subject_empty,  // of a CA, or without a critical subjectAltName
  v1_leaf,
  leaf_is_ca,
  key_id_missing,  // SKI of a CA, AKI of what is not self-signed
  // Revocation.
  revoked,
  crl_expired,
  crl_not_yet_valid,
  crl_signature,
  crl_key_usage,  // its issuer lacks cRLSign
  crl_without_number,
  crl_malformed,
  crl_critical_unknown,
  crl_scope,  // it does not cover the certificate, or not for all reasons; undecided
  crl_delta,  // a delta CRL that cannot be combined with a complete one; undecided
  count_of_rules,
};

struct RuleInfo {
  std::string_view id;      // `name-not-permitted`: stable, for machines
  std::string_view cause;   // cause id of data/errcodes.json
  std::string_view source;  // `RFC 5280 4.2.1.9`
};
const RuleInfo& info(Rule rule);

// A value that proves a problem; labels are fixed words for machines: `not-after`, `days`, `name`, `constraint`,
// `bits`.
struct Value {
  std::string_view label;
  std::string value;
};

// Null: there is none with this label.
const std::string* find_value(const std::vector<Value>& values, std::string_view label);

struct Problem {
  Rule rule = Rule::expired;
  Severity severity = Severity::error;
  std::size_t at = 0;                  // index into Path::certificates; 0 is the leaf
  std::optional<std::size_t> by = {};  // whose constraint it is, index into Path::certificates
  bool undecided = false;              // could not be examined: the verdict is unknown, `severity` is what it would be
  std::vector<Value> values = {};

  std::string_view cause() const { return info(rule).cause; }
  const std::string* value(std::string_view label) const;
};

// Found in a CRL, or in that there is none.
bool is_about_crls(const Problem& problem);

}  // namespace certdoc::chain
