// The engine over the whole forest: its own causes, and OpenSSL's X509_verify_cert held against them.
#include <openssl/x509_vfy.h>
#include <algorithm>
#include <array>
#include <map>

#include "catch.hpp"
#include "forest_special.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

std::string text_of(const std::set<std::string>& set) {
  std::string out;
  for (const std::string& one : set) out += (out.empty() ? "" : ",") + one;
  return out;
}

}  // namespace

TEST_CASE("the forest has every cause alone, pairs of them, depths, algorithms and odd shapes", "[chain]") {
  CHECK(forest().size() >= 300);
  std::set<std::string> names;
  for (const ForestCase& one : forest()) names.insert(one.name);
  CHECK(names.size() == forest().size());
}

TEST_CASE("each case of the forest is reported with the causes in its name", "[chain]") {
  for (const ForestCase& one : forest()) {
    const Examination examined(one);
    INFO(one.name);
    CHECK(text_of(examined.causes()) == text_of(one.expected()));
  }
}

namespace {

// What OpenSSL's codes mean in causes.
std::string cause_of(int code) {
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return "certificate-expired";
    case X509_V_ERR_CERT_NOT_YET_VALID: return "certificate-not-yet-valid";
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_NO_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_CA_BCONS_NOT_CRITICAL:
    case X509_V_ERR_CA_CERT_MISSING_KEY_USAGE:
    case X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA:
    case X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN:
    case X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA: return "ca-constraint";
    case X509_V_ERR_INVALID_POLICY_EXTENSION:
    case X509_V_ERR_NO_EXPLICIT_POLICY: return "policy-constraint";
    case X509_V_ERR_INVALID_PURPOSE: return "purpose-mismatch";
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION: return "critical-extension-unknown";
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
    case X509_V_ERR_SUBTREE_MINMAX:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
    case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX: return "name-constraint";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return "hostname-mismatch";
    case X509_V_ERR_CERT_SIGNATURE_FAILURE: return "signature-invalid";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return "self-signed";
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: return "root-untrusted";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: return "chain-incomplete";
    case X509_V_ERR_CERT_REVOKED: return "certificate-revoked";
    case X509_V_ERR_CRL_HAS_EXPIRED: return "crl-stale";
    case X509_V_ERR_CRL_NOT_YET_VALID:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE: return "crl-invalid";
    case X509_V_ERR_INVALID_EXTENSION:
    case X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER:
    case X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER:
    case X509_V_ERR_SUBJECT_NAME_EMPTY:
    case X509_V_ERR_ISSUER_NAME_EMPTY:
    case X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL:
    case X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3: return "certificate-malformed";
    case X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH:
    case X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY: return "signature-invalid";
    default: return "code " + std::to_string(code);
  }
}

// Where the two differ, and why. Nothing else may.
struct Difference {
  std::string_view what;   // our rule, or `openssl:CODE`
  std::string_view where;  // in the names of these cases, separated by blanks; empty: wherever
  std::string_view why;
};

constexpr std::array kDifferences{
    // Ours alone: RFC 5280 forbids it, and OpenSSL accepts it.
    Difference{"serial-zero", "serial-zero", "OpenSSL does not look at serial numbers"},
    Difference{"serial-negative", "serial-negative", "OpenSSL does not look at serial numbers"},
    Difference{"serial-too-long", "serial-long", "OpenSSL does not look at serial numbers"},
    Difference{"crl-without-number", "crl-without-number", "OpenSSL does not ask for cRLNumber"},
    Difference{"constraint-malformed", "nc-empty", "OpenSSL takes a nameConstraints that constrains nothing"},
    Difference{"constraint-misplaced", "nc-on-leaf", "OpenSSL does not mind nameConstraints in a leaf"},
    Difference{"extension-twice", "extension-twice", "OpenSSL takes the first of two extensions it does not know"},
    Difference{"extension-malformed", "malformed-san", "OpenSSL says code 20 or 26, which do not name the extension"},
    Difference{"extension-malformed", "policy-twice", "OpenSSL says code 42, which it says of mappings too"},
    Difference{"key-id-missing", "look-alike-without", "OpenSSL asks for the AKI only where it has an issuer"},
    Difference{"name-excluded", "nc-wildcard-over", "OpenSSL compares a wildcard with an excluded name as letters"},
    // Ours alone: the strength of algorithms is a matter of OpenSSL's security level, which X509_verify_cert alone
    // does not apply.
    Difference{"signature-sha1", "sha1", "security level"},
    Difference{"signature-md5", "md5", "security level"},
    Difference{"rsa-breakable", "rsa-512", "security level"},
    // Ours alone, with the profile webpki: only the CA/Browser Forum forbids it.
    Difference{"rsa-short", "forum", "BR 6.1.5"},
    Difference{"rsa-odd", "forum", "BR 6.1.5"},
    Difference{"ec-short", "forum", "BR 6.1.5"},
    Difference{"ec-curve", "forum", "BR 6.1.5"},
    Difference{"dsa-key", "forum", "BR 6.1.5"},
    Difference{"purpose-absent", "forum", "BR 7.1.2.7.10"},
    Difference{"san-missing", "forum", "BR 7.1.2.7.12"},
    Difference{"common-name-not-in-san", "forum", "BR 7.1.4.3"},
    Difference{"wildcard-over-suffix", "forum", "BR 3.2.2.6"},
    Difference{"v1-leaf", "forum", "BR 7.1.1"},
    // OpenSSL's alone.
    Difference{"openssl:42", "policy-twice", "one code for a policy that is there twice and for a wrong mapping"},
    Difference{"openssl:19", "trust-none", "with `--trust none` nothing is trusted, and that is no problem"},
    Difference{"openssl:20", "trust-none", "without a trust set the one that is missing may be the root"},
    Difference{"openssl:20", "malformed-san", "OpenSSL gives up on the issuer instead of naming the extension"},
    Difference{"openssl:20", "key-ids-deny", "signed by it, but the key identifiers differ: others take it; a warning"},
    Difference{"openssl:26", "ca-false ca-no-certsign ca-v1",
               "OpenSSL says it of a CA of which it said `invalid CA` too"},
    Difference{"openssl:26", "eku-any", "RFC 5280 4.2.1.12 lets anyExtendedKeyUsage stand for all; a warning"},
    Difference{"openssl:26", "malformed-san", "the extension, not the purpose"},
    Difference{"openssl:79", "root-v1", "an anchor is trusted by being in the trust set (RFC 5280 6.1.1 d); a warning"},
    Difference{"openssl:89", "ca-critical-unknown", "OpenSSL stops reading there, and misses what stands behind it"},
};

bool is_named(const Difference& one, const std::string& name) {
  std::string_view rest = one.where;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (name.find(rest.substr(0, end)) != std::string::npos) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return one.where.empty();
}

bool is_known(const std::string& what, const std::string& name) {
  return std::any_of(kDifferences.begin(), kDifferences.end(),
                     [&](const Difference& one) { return one.what == what && is_named(one, name); });
}

}  // namespace

namespace {

// Valid by our judgment, and refused by OpenSSL where it builds the path itself; and nothing else.
constexpr std::array kAstray{
    Difference{"openssl:10", "cross-sign-root-expired-in-store",
               "the expired root of the same name comes from the store"},
    Difference{"openssl:47", "renewed-ca-constrained-first", "the constrained one stands first"},
};

}  // namespace

TEST_CASE("OpenSSL as a client accepts what has a valid path, but for detours with a reason", "[chain]") {
  std::set<std::pair<std::string, std::string>> seen;
  std::size_t asked = 0;
  for (const ForestCase& one : forest()) {
    const Examination examined(one);
    for (const chain::Leaf& leaf : examined.result.leaves) {
      if (!leaf.client) continue;
      INFO(one.name);
      ++asked;
      CHECK(leaf.client->asked);
      CHECK(leaf.paths.front().valid());
      for (const chain::OpensslError& error : leaf.client->errors) {
        seen.emplace("openssl:" + std::to_string(error.code), one.name);
      }
    }
  }
  CHECK(asked > 8);
  for (const auto& [what, where] : seen) {
    INFO(what << " in " << where);
    CHECK(std::any_of(kAstray.begin(), kAstray.end(),
                      [&](const Difference& one) { return one.what == what && is_named(one, where); }));
  }
  for (const Difference& one : kAstray) {
    INFO(one.what << " in " << one.where << " is no difference any more");
    CHECK(std::any_of(seen.begin(), seen.end(),
                      [&](const auto& it) { return it.first == one.what && is_named(one, it.second); }));
  }
}

TEST_CASE("OpenSSL's strict verdict on every path is ours, but for differences with a reason", "[chain]") {
  std::set<std::pair<std::string, std::string>> seen;  // what, case
  for (const ForestCase& one : forest()) {
    const Examination examined(one);
    for (const chain::Leaf& leaf : examined.result.leaves) {
      for (const chain::Path& path : leaf.paths) {
        INFO(one.name);
        REQUIRE(path.openssl);
        if (!path.openssl->asked) {
          seen.emplace("not-asked", one.name);
          continue;
        }
        std::set<std::string> theirs;
        for (const chain::OpensslError& error : path.openssl->errors) {
          const std::string cause = cause_of(error.code);
          theirs.insert(cause);
          const bool ours = std::any_of(path.problems.begin(), path.problems.end(), [&](const chain::Problem& problem) {
            return problem.cause() == cause && problem.severity == Severity::error;
          });
          if (!ours) seen.emplace("openssl:" + std::to_string(error.code), one.name);
        }
        for (const chain::Problem& problem : path.problems) {
          const bool same = problem.severity != Severity::error || theirs.contains(std::string(problem.cause()));
          if (!same) seen.emplace(std::string(chain::info(problem.rule).id), one.name);
        }
      }
    }
  }
  for (const auto& [what, where] : seen) {
    INFO(what << " in " << where);
    CHECK(is_known(what, where));
  }
  for (const Difference& one : kDifferences) {
    INFO(one.what << " in " << one.where << " is no difference any more");
    CHECK(std::any_of(seen.begin(), seen.end(),
                      [&](const auto& it) { return it.first == one.what && is_named(one, it.second); }));
  }
}

TEST_CASE("OpenSSL accepts every ordinary path, about which it need not be asked", "[chain]") {
  std::size_t ordinary = 0;
  for (const ForestCase& one : forest()) {
    ForestCase spared = one;
    spared.question.ask_openssl = chain::AskOpenssl::unusual;
    const Examination asked(one), unasked(spared);
    REQUIRE(asked.result.leaves.size() == unasked.result.leaves.size());
    for (std::size_t n = 0; n < asked.result.leaves.size(); ++n) {
      const chain::Path& path = asked.result.leaves[n].paths.front();
      if (unasked.result.leaves[n].paths.front().openssl) continue;
      INFO(one.name);
      ++ordinary;
      CHECK(path.valid());
      CHECK(path.openssl->asked);
      CHECK(path.openssl->errors.empty());
    }
  }
  CHECK(ordinary > 40);
}
