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
  other_object,  // values: looks-like
  other_format,  // values: looks-like
  junk,          // values: looks-like
  truncated,     // values: announced, actual
  trailing,      // values: octets
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
  type_unknown,                // no basic response; values: type
  bytes_missing,               // successful, and nothing in it
  version,                     // values: version
  extension_critical_unknown,  // values: extension
  // Who signed it (RFC 6960 4.2.2.2).
  issuer_not_given,          // without the CA's certificate nobody can tell; undecided
  signer_not_found,          // no certificate with this name or key hash; values: responder
  signature_wrong,           // values: signer
  signature_altered,         // values: signer
  signature_unsupported,     // undecided
  signature_md5,             // values: hash
  signature_sha1,            // values: hash
  signer_not_authorised,     // issued by the CA, without id-kp-OCSPSigning; values: signer
  signer_of_other_ca,        // neither the CA that issued the certificate nor issued by it; values: signer, issuer
  signer_certificate_wrong,  // names the CA as its issuer, and is not signed by it; values: signer
  signer_expired,            // values: signer, not-after
  signer_not_yet_valid,      // values: signer, not-before
  signer_key_usage,          // without digitalSignature; values: signer
  signer_without_nocheck,    // nobody can tell whether the responder itself is revoked; a note; values: signer
  // Which certificate it is about.
  other_certificate,  // no answer for this serial number; values: serial
  other_issuer,       // the serial number, of another CA: the hash of name or key differs; values: serial
  hash_unsupported,   // of the CertID; undecided; values: hash
  // Nonce (RFC 8954).
  nonce_missing,  // asked with one, answered without: it may be an old answer; a note
  nonce_differs,
  nonce_unasked,  // a note
  // Time.
  not_yet_valid,       // values: this-update
  expired,             // values: next-update
  too_old,             // without nextUpdate, and thisUpdate is long ago; values: this-update
  produced_in_future,  // values: produced-at
  updates_reversed,
  // What it says.
  revoked,       // values: serial, date, reason
  unknown_here,  // certStatus unknown: the responder does not know the certificate; values: serial
  count_of_rules,
};

const RuleInfo& info(OcspRule rule);

struct OcspProblem {
  OcspRule rule = OcspRule::empty;
  Severity severity = Severity::error;
  bool undecided = false;  // could not be examined: the verdict is unknown, `severity` is what it would be
  std::vector<Value> values = {};

  std::string_view cause() const { return info(rule).cause; }
  const std::string* value(std::string_view label) const { return find_value(values, label); }
};

}  // namespace certdoc::chain
