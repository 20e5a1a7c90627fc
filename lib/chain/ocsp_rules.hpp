// Everything that can be wrong with an OCSP response (RFC 6960), as data. No sentences: lib/check writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chain/problem.hpp"

namespace certdoc::chain {

enum class OcspRule {
  // What came is no OCSP response in DER.
  empty,
  html_page,     // values: title, refresh
  other_object,  // values: object
  other_format,  // values: looks-like
  junk,
  truncated,  // values: announced, actual
  trailing,   // values: octets
  pem,
  malformed,  // values: offset, wanted
  // The responder answers that it does not answer (RFC 6960 2.3, 4.2.1).
  malformed_request,
  internal_error,
  try_later,
  sig_required,
  unauthorized,
  status_unknown,  // values: status
  // Form.
  type_unknown,   // no basic response; values: type
  bytes_missing,  // successful, and nothing in it
  version,
  extension_critical_unknown,  // values: extension
  // Who signed it (RFC 6960 4.2.2.2).
  signer_not_found,  // no certificate with this name or key; values: responder
  signature_wrong,
  signature_altered,
  signature_unsupported,
  signature_md5,
  signature_sha1,
  signer_not_authorised,     // issued by the CA, without id-kp-OCSPSigning
  signer_of_other_ca,        // not issued by the CA that issued the certificate, and not that CA
  signer_certificate_wrong,  // names the CA as its issuer, and is not signed by it
  signer_expired,            // values: not-after
  signer_not_yet_valid,      // values: not-before
  signer_key_usage,          // without digitalSignature
  signer_without_nocheck,    // nobody can tell whether the responder itself is revoked; a note
  // Which certificate it is about.
  other_certificate,  // no answer for this serial; values: serial
  other_issuer,       // the serial, of another CA: hash of name or key differ
  hash_unsupported,   // of the CertID; undecided; values: hash
  // Nonce (RFC 8954).
  nonce_missing,  // asked with one, answered without: it may be an old answer; a note
  nonce_differs,
  nonce_unasked,
  // Time.
  not_yet_valid,       // values: this-update
  expired,             // values: next-update
  too_old,             // says no nextUpdate, and thisUpdate is long ago; values: this-update
  produced_in_future,  // values: produced-at
  updates_reversed,
  // What it says.
  revoked,       // values: serial, date, reason
  unknown_here,  // certStatus unknown: the responder does not know the certificate
  count_of_rules,
};

const RuleInfo& info(OcspRule rule);

struct OcspProblem {
  OcspRule rule = OcspRule::empty;
  Severity severity = Severity::error;
  bool undecided = false;
  std::vector<Value> values = {};

  std::string_view cause() const { return info(rule).cause; }
  const std::string* value(std::string_view label) const;
};

}  // namespace certdoc::chain
