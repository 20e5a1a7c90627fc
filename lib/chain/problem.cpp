#include "chain/problem.hpp"

#include <algorithm>
#include <array>

namespace certdoc::chain {
namespace {

// In the order of Rule. BR: https://github.com/cabforum/servercert/blob/main/docs/BR.md
constexpr std::array<RuleInfo, static_cast<std::size_t>(Rule::count_of_rules)> kRules{{
    {"expired", "certificate-expired", "RFC 5280 6.1.3 (a)(2)"},
    {"not-yet-valid", "certificate-not-yet-valid", "RFC 5280 6.1.3 (a)(2)"},
    {"validity-reversed", "certificate-expired", "RFC 5280 4.1.2.5"},
    {"issuer-missing", "chain-incomplete", "RFC 5280 6.1"},
    {"issuers-loop", "chain-incomplete", "RFC 5280 6.1"},
    {"root-untrusted", "root-untrusted", "RFC 5280 6.1.1 (d)"},
    {"self-signed", "self-signed", "RFC 5280 6.1.1 (d)"},
    {"key-id-mismatch", "chain-incomplete", "RFC 5280 4.2.1.1"},
    {"search-cut", "chain-incomplete", ""},
    {"signature-wrong", "signature-invalid", "RFC 5280 6.1.3 (a)(1)"},
    {"signature-altered", "signature-invalid", "RFC 5280 6.1.3 (a)(1)"},
    {"signature-unsupported", "signature-invalid", "RFC 5280 6.1.3 (a)(1)"},
    {"signature-algorithms-differ", "signature-invalid", "RFC 5280 4.1.1.2"},
    {"signature-md5", "signature-weak", "RFC 6151"},
    {"signature-sha1", "signature-weak", "RFC 9155"},
    {"rsa-short", "key-weak", "BR 6.1.5"},
    {"rsa-breakable", "key-weak", "BR 6.1.5"},
    {"rsa-odd", "key-weak", "BR 6.1.5"},
    {"rsa-exponent", "key-weak", "BR 6.1.6"},
    {"ec-short", "key-weak", "BR 6.1.5"},
    {"ec-curve", "key-weak", "BR 6.1.5"},
    {"ec-explicit", "key-weak", "RFC 5480 2.1.1"},
    {"dsa-key", "key-weak", "BR 6.1.5"},
    {"key-unread", "key-weak", ""},
    {"ca-missing", "ca-constraint", "RFC 5280 6.1.4 (k)"},
    {"constraints-missing", "ca-constraint", "RFC 5280 6.1.4 (k)"},
    {"v1-ca", "ca-constraint", "RFC 5280 6.1.4 (k)"},
    {"path-length", "ca-constraint", "RFC 5280 6.1.4 (l)"},
    {"key-usage-sign", "ca-constraint", "RFC 5280 6.1.4 (n)"},
    {"constraints-not-critical", "ca-constraint", "RFC 5280 4.2.1.9"},
    {"path-length-of-no-ca", "ca-constraint", "RFC 5280 4.2.1.9"},
    {"name-excluded", "name-constraint", "RFC 5280 6.1.3 (c)"},
    {"name-not-permitted", "name-constraint", "RFC 5280 6.1.3 (b)"},
    {"name-unsupported", "name-constraint", "RFC 5280 4.2.1.10"},
    {"constraint-malformed", "name-constraint", "RFC 5280 4.2.1.10"},
    {"constraint-misplaced", "name-constraint", "RFC 5280 4.2.1.10"},
    {"constraint-not-critical", "name-constraint", "RFC 5280 4.2.1.10"},
    {"constraint-too-many", "name-constraint", ""},
    {"policy-none", "policy-constraint", "RFC 5280 6.1.3 (f), 6.1.5 (g)"},
    {"policy-mapping-any", "policy-constraint", "RFC 5280 6.1.4 (a)"},
    {"purpose-missing", "purpose-mismatch", "RFC 5280 4.2.1.12"},
    {"purpose-any-only", "purpose-mismatch", "RFC 5280 4.2.1.12"},
    {"purpose-of-ca", "purpose-mismatch", "RFC 5280 4.2.1.12"},
    {"purpose-key-usage", "purpose-mismatch", "RFC 5280 4.2.1.3"},
    {"purpose-not-critical", "purpose-mismatch", "RFC 3161 2.3"},
    {"purpose-not-alone", "purpose-mismatch", "RFC 3161 2.3"},
    {"purpose-absent", "purpose-mismatch", "BR 7.1.2.7.10"},
    {"host-mismatch", "hostname-mismatch", "RFC 9525 6"},
    {"host-only-in-common-name", "hostname-mismatch", "RFC 9525 2"},
    {"san-missing", "hostname-mismatch", "BR 7.1.2.7.12"},
    {"common-name-not-in-san", "hostname-mismatch", "BR 7.1.4.3"},
    {"wildcard-form", "hostname-mismatch", "RFC 9525 6.3"},
    {"wildcard-over-suffix", "hostname-mismatch", "BR 3.2.2.6"},
    {"wildcard-suffix-unknown", "hostname-mismatch", "BR 3.2.2.6"},
    {"extension-critical-unknown", "critical-extension-unknown", "RFC 5280 4.2"},
    {"extension-twice", "certificate-malformed", "RFC 5280 4.2"},
    {"extension-malformed", "certificate-malformed", "RFC 5280 4.2"},
    {"extensions-without-v3", "certificate-malformed", "RFC 5280 4.1.2.9"},
    {"serial-zero", "certificate-malformed", "RFC 5280 4.1.2.2"},
    {"serial-negative", "certificate-malformed", "RFC 5280 4.1.2.2"},
    {"serial-too-long", "certificate-malformed", "RFC 5280 4.1.2.2"},
    {"issuer-empty", "certificate-malformed", "RFC 5280 4.1.2.4"},
    {"subject-empty", "certificate-malformed", "RFC 5280 4.1.2.6"},
    {"v1-leaf", "certificate-malformed", "BR 7.1.1"},
    {"leaf-is-ca", "ca-constraint", "BR 7.1.2.7.8"},
    {"key-id-missing", "certificate-malformed", "RFC 5280 4.2.1.1, 4.2.1.2"},
    {"revoked", "certificate-revoked", "RFC 5280 6.3.3"},
    {"crl-expired", "crl-stale", "RFC 5280 6.3.3"},
    {"crl-not-yet-valid", "crl-invalid", "RFC 5280 5.1.2.4"},
    {"crl-signature", "crl-invalid", "RFC 5280 6.3.3 (g)"},
    {"crl-key-usage", "crl-invalid", "RFC 5280 6.3.3 (f)"},
    {"crl-without-number", "crl-invalid", "RFC 5280 5.2.3"},
    {"crl-malformed", "crl-invalid", "RFC 5280 5.1"},
    {"crl-critical-unknown", "crl-invalid", "RFC 5280 5.2"},
    {"crl-scope", "crl-invalid", "RFC 5280 6.3.3 (b)"},
    {"crl-delta", "crl-invalid", "RFC 5280 5.2.4"},
}};

}  // namespace

const RuleInfo& info(Rule rule) {
  return kRules[static_cast<std::size_t>(rule)];
}

const std::string* find_value(const std::vector<Value>& values, std::string_view label) {
  const auto found =
      std::find_if(values.begin(), values.end(), [label](const Value& one) { return one.label == label; });
  return found == values.end() ? nullptr : &found->value;
}

const std::string* Problem::value(std::string_view label) const {
  return find_value(values, label);
}

bool is_about_crls(const Problem& problem) {
  return problem.rule >= Rule::revoked && problem.rule <= Rule::crl_delta;
}

}  // namespace certdoc::chain
