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

struct Difference {
  std::string_view what;  // our rule, or `openssl:CODE`
  std::string_view why;
};

// Where the two differ, and why. Nothing else may.
constexpr std::array kDifferences{
    // Ours alone: RFC 5280 forbids it, and OpenSSL accepts it.
    Difference{"serial-zero", "OpenSSL does not look at serial numbers"},
    Difference{"serial-negative", "OpenSSL does not look at serial numbers"},
    Difference{"serial-too-long", "OpenSSL does not look at serial numbers"},
    Difference{"crl-without-number", "OpenSSL does not ask for cRLNumber"},
    Difference{"constraint-malformed", "OpenSSL takes a nameConstraints that constrains nothing"},
    Difference{"constraint-misplaced", "OpenSSL does not mind nameConstraints in a leaf"},
    Difference{"extension-twice", "OpenSSL takes the first of two extensions it does not know"},
    Difference{"extension-malformed", "OpenSSL says code 20 or 26 instead, which do not name the extension"},
    Difference{"key-id-missing", "OpenSSL asks for the AKI only where it has an issuer"},
    Difference{"name-excluded", "OpenSSL compares a wildcard with an excluded name letter by letter"},
    // Ours alone: the strength of algorithms is a matter of OpenSSL's security level, which X509_verify_cert alone
    // does not apply.
    Difference{"signature-sha1", "security level"},
    Difference{"signature-md5", "security level"},
    Difference{"rsa-breakable", "security level"},
    // Ours alone, with the profile webpki: only the CA/Browser Forum forbids it.
    Difference{"rsa-short", "BR 6.1.5"},
    Difference{"rsa-odd", "BR 6.1.5"},
    Difference{"ec-short", "BR 6.1.5"},
    Difference{"ec-curve", "BR 6.1.5"},
    Difference{"dsa-key", "BR 6.1.5"},
    Difference{"purpose-absent", "BR 7.1.2.7.10"},
    Difference{"san-missing", "BR 7.1.2.7.12"},
    Difference{"common-name-not-in-san", "BR 7.1.4.3"},
    Difference{"wildcard-over-suffix", "BR 3.2.2.6"},
    Difference{"v1-leaf", "BR 7.1.1"},
    // OpenSSL's alone.
    Difference{"openssl:19", "with `--trust none` nothing is trusted, and that is no problem"},
    Difference{"openssl:20", "the extension is malformed: OpenSSL gives up on the issuer instead of saying so"},
    Difference{"openssl:26", "OpenSSL says `purpose` of a CA of which it said `invalid CA` too"},
    Difference{"openssl:79", "a v1 root: an anchor is trusted by being in the trust set (RFC 5280 6.1.1 d)"},
    Difference{"openssl:89",
               "OpenSSL stops reading at an unknown critical extension, and misses what stands behind it"},
};

bool is_known(const std::string& what) {
  return std::any_of(kDifferences.begin(), kDifferences.end(), [&](const Difference& one) { return one.what == what; });
}

}  // namespace

TEST_CASE("OpenSSL's strict verdict on every path is ours, but for differences with a reason", "[chain]") {
  std::map<std::string, std::string> seen;
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
    CHECK(is_known(what));
  }
  for (const Difference& one : kDifferences) {
    INFO(one.what << " is no difference any more");
    CHECK(seen.contains(std::string(one.what)));
  }
}
