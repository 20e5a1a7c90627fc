#include "chain/ocsp_rules.hpp"

#include <array>

namespace certdoc::chain {
namespace {

constexpr std::size_t kCount = static_cast<std::size_t>(OcspRule::count_of_rules);

// In the order of the enumeration.
constexpr std::array<RuleInfo, kCount> kRules{{
    {"ocsp-empty", "ocsp-invalid", "RFC 6960 A.2"},
    {"ocsp-html-page", "ocsp-invalid", "RFC 6960 A.2"},
    {"ocsp-other-object", "ocsp-invalid", "RFC 6960 A.2"},
    {"ocsp-other-format", "ocsp-invalid", "RFC 6960 A.2"},
    {"ocsp-junk", "ocsp-invalid", "RFC 6960 A.2"},
    {"ocsp-truncated", "ocsp-invalid", "RFC 6960 4.2.1"},
    {"ocsp-trailing", "ocsp-invalid", "RFC 6960 4.2.1"},
    {"ocsp-pem", "ocsp-invalid", "RFC 6960 A.2"},
    {"ocsp-malformed", "ocsp-invalid", "RFC 6960 4.2.1"},
    {"ocsp-malformed-request", "ocsp-invalid", "RFC 6960 2.3"},
    {"ocsp-internal-error", "ocsp-invalid", "RFC 6960 2.3"},
    {"ocsp-try-later", "ocsp-invalid", "RFC 6960 2.3"},
    {"ocsp-sig-required", "ocsp-invalid", "RFC 6960 2.3"},
    {"ocsp-unauthorized", "ocsp-invalid", "RFC 6960 2.3"},
    {"ocsp-status-unknown", "ocsp-invalid", "RFC 6960 4.2.1"},
    {"ocsp-type-unknown", "ocsp-invalid", "RFC 6960 4.2.1"},
    {"ocsp-bytes-missing", "ocsp-invalid", "RFC 6960 4.2.1"},
    {"ocsp-version", "ocsp-invalid", "RFC 6960 4.2.2.3"},
    {"ocsp-extension-critical-unknown", "ocsp-invalid", "RFC 6960 4.4"},
    {"ocsp-issuer-not-given", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-signer-not-found", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-signature-wrong", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-signature-altered", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-signature-unsupported", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-signature-md5", "signature-weak", "RFC 6151"},
    {"ocsp-signature-sha1", "signature-weak", "BR 7.1.3.2.1"},
    {"ocsp-signer-not-authorised", "ocsp-invalid", "RFC 6960 4.2.2.2"},
    {"ocsp-signer-of-other-ca", "ocsp-invalid", "RFC 6960 4.2.2.2"},
    {"ocsp-signer-certificate-wrong", "ocsp-invalid", "RFC 6960 4.2.2.2"},
    {"ocsp-signer-expired", "ocsp-invalid", "RFC 6960 4.2.2.2"},
    {"ocsp-signer-not-yet-valid", "ocsp-invalid", "RFC 6960 4.2.2.2"},
    {"ocsp-signer-key-usage", "ocsp-invalid", "RFC 5280 4.2.1.3"},
    {"ocsp-signer-without-nocheck", "ocsp-invalid", "RFC 6960 4.2.2.2.1"},
    {"ocsp-other-certificate", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-other-issuer", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-hash-unsupported", "ocsp-invalid", "RFC 6960 4.1.1"},
    {"ocsp-nonce-missing", "ocsp-invalid", "RFC 8954 2.1"},
    {"ocsp-nonce-differs", "ocsp-invalid", "RFC 6960 4.4.1"},
    {"ocsp-nonce-unasked", "ocsp-invalid", "RFC 6960 4.4.1"},
    {"ocsp-not-yet-valid", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-expired", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-too-old", "ocsp-invalid", "RFC 6960 3.2"},
    {"ocsp-produced-in-future", "ocsp-invalid", "RFC 6960 2.4"},
    {"ocsp-updates-reversed", "ocsp-invalid", "RFC 6960 4.2.2.1"},
    {"ocsp-revoked", "certificate-revoked", "RFC 6960 2.2"},
    {"ocsp-unknown-here", "ocsp-invalid", "RFC 6960 2.2"},
}};

}  // namespace

const RuleInfo& info(OcspRule rule) {
  return kRules[static_cast<std::size_t>(rule)];
}

}  // namespace certdoc::chain
