#include "chain/crl_rules.hpp"

#include <array>

namespace certdoc::chain {
namespace {

constexpr std::size_t kCount = static_cast<std::size_t>(CrlRule::count_of_rules);

// In the order of the enumeration.
constexpr std::array<RuleInfo, kCount> kRules{{
    {"crl-empty", "crl-invalid", "RFC 5280 4.2.1.13"},
    {"crl-html-page", "crl-invalid", "RFC 5280 4.2.1.13"},
    {"crl-other-object", "crl-invalid", "RFC 5280 4.2.1.13"},
    {"crl-other-format", "crl-invalid", "RFC 5280 4.2.1.13"},
    {"crl-junk", "crl-invalid", "RFC 5280 4.2.1.13"},
    {"crl-truncated", "crl-invalid", "RFC 5280 5.1"},
    {"crl-trailing", "crl-invalid", "RFC 5280 5.1"},
    {"crl-pem", "crl-invalid", "RFC 5280 4.2.1.13"},
    {"crl-malformed", "crl-invalid", "RFC 5280 5.1"},
    {"crl-version", "crl-invalid", "RFC 5280 5.1.2.1"},
    {"crl-algorithms-differ", "crl-invalid", "RFC 5280 5.1.1.2"},
    {"crl-issuer-empty", "crl-invalid", "RFC 5280 5.1.2.3"},
    {"crl-next-update-missing", "crl-invalid", "RFC 5280 5.1.2.5"},
    {"crl-updates-reversed", "crl-invalid", "RFC 5280 5.1.2.5"},
    {"crl-list-empty", "crl-invalid", "RFC 5280 5.1.2.6"},
    {"crl-number-missing", "crl-invalid", "RFC 5280 5.2.3"},
    {"crl-number-too-long", "crl-invalid", "RFC 5280 5.2.3"},
    {"crl-key-id-missing", "crl-invalid", "RFC 5280 5.2.1"},
    {"crl-extension-critical-unknown", "crl-invalid", "RFC 5280 5.2"},
    {"crl-entry-extension-critical-unknown", "crl-invalid", "RFC 5280 5.3"},
    {"crl-extension-twice", "crl-invalid", "RFC 5280 4.2"},
    {"crl-extension-malformed", "crl-invalid", "RFC 5280 5.2"},
    {"crl-extension-criticality", "crl-invalid", "RFC 5280 5.2"},
    {"crl-scope-contradicts", "crl-invalid", "RFC 5280 5.2.5"},
    {"crl-entry-odd", "crl-invalid", "RFC 5280 5.3"},
    {"crl-removes-without-delta", "crl-invalid", "RFC 5280 5.3.1"},
    {"crl-issuer-other", "crl-invalid", "RFC 5280 6.3.3 (b)"},
    {"crl-issuer-not-given", "crl-invalid", "RFC 5280 6.3.3 (f)"},
    {"crl-signature-wrong", "crl-invalid", "RFC 5280 6.3.3 (g)"},
    {"crl-signature-altered", "crl-invalid", "RFC 5280 6.3.3 (g)"},
    {"crl-signature-by-other", "crl-invalid", "RFC 5280 6.3.3 (g)"},
    {"crl-signature-unsupported", "crl-invalid", "RFC 5280 6.3.3 (g)"},
    {"crl-signature-md5", "signature-weak", "RFC 6151"},
    {"crl-signature-sha1", "signature-weak", "BR 7.1.3.2.1"},
    {"crl-key-id-mismatch", "crl-invalid", "RFC 5280 5.2.1"},
    {"crl-key-usage", "crl-invalid", "RFC 5280 6.3.3 (f)"},
    {"crl-expired", "crl-stale", "RFC 5280 5.1.2.5"},
    {"crl-not-yet-valid", "crl-invalid", "RFC 5280 5.1.2.4"},
    {"crl-scope-users", "crl-invalid", "RFC 5280 6.3.3 (b)(2)(ii)"},
    {"crl-scope-cas", "crl-invalid", "RFC 5280 6.3.3 (b)(2)(iii)"},
    {"crl-scope-attributes", "crl-invalid", "RFC 5280 6.3.3 (b)(2)(iv)"},
    {"crl-scope-point", "crl-invalid", "RFC 5280 6.3.3 (b)(2)(i)"},
    {"crl-scope-reasons", "crl-invalid", "RFC 5280 6.3.3 (d)"},
    {"crl-not-indirect", "crl-invalid", "RFC 5280 6.3.3 (b)(1)"},
    {"crl-delta-alone", "crl-invalid", "RFC 5280 5.2.4"},
    {"crl-delta-base-older", "crl-invalid", "RFC 5280 5.2.4 (c)"},
    {"crl-delta-outdated", "crl-invalid", "RFC 5280 5.2.4 (d)"},
    {"crl-delta-other-scope", "crl-invalid", "RFC 5280 6.3.3 (c)(2)"},
    {"crl-delta-other-key", "crl-invalid", "RFC 5280 6.3.3 (c)(3)"},
    {"crl-revoked", "certificate-revoked", "RFC 5280 6.3.3 (j)"},
}};

}  // namespace

const RuleInfo& info(CrlRule rule) {
  return kRules[static_cast<std::size_t>(rule)];
}

}  // namespace certdoc::chain
