// What check-chain says of chains like those of the forest: each of several faults, detours, CRLs, loops, commands.
#include <algorithm>

#include "catch.hpp"
#include "certdoc/examine.hpp"
#include "certdoc/exit_status.hpp"
#include "certdoc/render.hpp"
#include "forest_special.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

const CertSpec kRoot = ca_spec("Root", "rsa2048_1", "Root", "rsa2048_1");
const CertSpec kCa = ca_spec("CA 1", "p256_2", "Root", "rsa2048_1");
const CertSpec kLeaf = leaf_spec("p256_1", "CA 1", "p256_2");

// Files in a directory of their own.
class Desk {
 public:
  std::string certificates(const std::string& name, const std::vector<CertSpec>& specs) {
    std::string bytes;
    for (const CertSpec& spec : specs) bytes += as_text(certificate_of(spec));
    return put(name, bytes);
  }
  std::string crl(const std::string& name, const CrlSpec& spec) {
    return put(name, std::string(as_text(make_crl(spec))));
  }
  std::string put(const std::string& name, const std::string& bytes) {
    made_.write(name, bytes);
    return made_.path(name);
  }
  std::string path(const std::string& name) const { return made_.path(name); }

 private:
  test::Workbench made_;
};

Report checked(const std::vector<std::string>& paths, ChainOptions chain, const std::string& target = {}) {
  ExamineOptions options;
  options.time = "2026-06-01T00:00:00Z";
  options.target = target;
  const KnowledgeBase knowledge;
  Report report = check_chain(paths, knowledge, options, chain);
  summarise(report, {});
  return report;
}

const Finding* finding(const Report& report, std::string_view cause, Verdict verdict = Verdict::confirmed) {
  const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                  [&](const Finding& one) { return one.cause == cause && one.verdict == verdict; });
  return found == report.findings.end() ? nullptr : &*found;
}

// All that is said, one line each.
std::string words(const Report& report) {
  std::string out;
  for (const Finding& one : report.findings) {
    out += one.message + "\n";
    for (const Evidence& it : one.evidence) {
      out += "  " + it.label + ": " + it.expected + " | " + it.actual + " | " + it.location + "\n";
    }
    for (const std::string& command : one.next) out += "  " + command + "\n";
  }
  for (const std::string& note : report.notes) out += note + "\n";
  for (const Error& error : report.errors) out += error.what + "\n";
  return out;
}

bool says(const Report& report, std::string_view part) {
  return words(report).find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a valid path that today's OpenSSL does not find is a warning, with both judgments", "[check_chain]") {
  Desk desk;
  CertSpec cross = ca_spec("Root", "rsa2048_1", "Old Root", "rsa2048_2"), expired = kRoot;
  expired.to = -5;
  const std::string given = desk.certificates("given.der", {kLeaf, kCa, cross});
  const std::string store =
      desk.certificates("store.der", {expired, ca_spec("Old Root", "rsa2048_2", "Old Root", "rsa2048_2")});
  const Report report = checked({given}, {.trust = store});
  const Finding* found = finding(report, "certificate-expired");
  REQUIRE(found != nullptr);
  CHECK(found->severity == Severity::warning);
  INFO(words(report));
  CHECK(says(report, "today's OpenSSL, and curl"));
  CHECK(says(report, "X509_V_ERR 10"));
  CHECK(says(report, "does not go back"));
  CHECK(says(report, "the chain of www.example.com is complete"));
}

TEST_CASE("a certificate that leads OpenSSL astray is not called harmless", "[check_chain]") {
  Desk desk;
  CertSpec constrained = kCa;
  constrained.extensions["nameConstraints"] = "critical,permitted;DNS:example.org";
  const std::string given = desk.certificates("given.der", {kLeaf, constrained, kCa});
  const Report report = checked({given}, {.trust = desk.certificates("store.der", {kRoot})}, "nginx");
  INFO(words(report));
  CHECK(says(report, "today's OpenSSL, and curl"));
  CHECK_FALSE(says(report, "does no other harm"));
  CHECK_FALSE(says(report, "OpenSSL 1.0.2"));
}

TEST_CASE("old clients are named only where a certificate of another path is bad", "[check_chain]") {
  Desk desk;
  CertSpec cross = ca_spec("Root", "rsa2048_1", "Old Root", "rsa2048_2"), expired = cross;
  expired.to = -5;
  const std::string store = desk.certificates("store.der", {kRoot});
  const Report bad = checked({desk.certificates("bad.der", {kLeaf, kCa, expired})}, {.trust = store});
  CHECK(says(bad, "OpenSSL 1.0.2"));
  const Report open = checked({desk.certificates("open.der", {kLeaf, kCa, cross})}, {.trust = store});
  INFO(words(open));
  CHECK_FALSE(says(open, "OpenSSL 1.0.2"));
  CHECK(says(open, "reaches no trusted root"));
}

TEST_CASE("each of several faults of one cause is told, with its certificate", "[check_chain]") {
  Desk desk;
  CertSpec leaf = kLeaf, ca = kCa;
  leaf.to = -3;
  ca.to = -1;
  ca.extensions["basicConstraints"] = "CA:TRUE";
  ca.extensions["keyUsage"] = "critical,cRLSign";
  const Report report =
      checked({desk.certificates("given.der", {leaf, ca})}, {.trust = desk.certificates("store.der", {kRoot})});
  INFO(words(report));
  CHECK(says(report, "www.example.com expired 3 days ago"));
  CHECK(says(report, "CA 1 expired 1 day ago"));
  CHECK(says(report, "the basicConstraints of CA 1 are not marked critical"));
  CHECK(says(report, "the keyUsage of CA 1 does not allow it to sign certificates"));
}

TEST_CASE("the remedy of an expired CA is not to renew the server's certificate", "[check_chain]") {
  Desk desk;
  CertSpec ca = kCa;
  ca.to = -1;
  const Report report =
      checked({desk.certificates("given.der", {kLeaf, ca})}, {.trust = desk.certificates("store.der", {kRoot})});
  const Finding* found = finding(report, "certificate-expired");
  REQUIRE(found != nullptr);
  CHECK(found->remedies == std::vector<std::string>{"replace-chain-certificate"});
}

TEST_CASE("a CRL out of date is no matter beside a fresh one; one that clears a certificate is told", "[check_chain]") {
  Desk desk;
  const std::string given = desk.certificates("given.der", {kLeaf, kCa});
  const std::string store = desk.certificates("store.der", {kRoot});
  CrlSpec fresh{"CN=CA 1,O=Forest", "p256_2"}, stale = fresh;
  stale.to = -1;
  const std::string fresh_file = desk.crl("fresh.crl", fresh), stale_file = desk.crl("stale.crl", stale);
  CHECK(finding(checked({given, stale_file}, {.trust = store}), "crl-stale") != nullptr);
  const Report both = checked({given, stale_file, fresh_file}, {.trust = store});
  INFO(words(both));
  CHECK(finding(both, "crl-stale") == nullptr);
  CHECK(finding(both, "certificate-revoked", Verdict::ruled_out) == nullptr);
  CHECK(says(both, "not revoked, by the CRLs given: www.example.com ("));
  CHECK(says(both, "of the others nothing is known"));
  const std::string of_root = desk.crl("root.crl", {"CN=Root,O=Forest", "rsa2048_1"});
  const Report all = checked({given, fresh_file, of_root}, {.trust = store});
  CHECK(finding(all, "certificate-revoked", Verdict::ruled_out) != nullptr);
  CHECK(says(checked({given, of_root}, {.trust = store}), "no CRL given covers www.example.com"));
}

TEST_CASE("CAs that sign each other are not a missing issuer", "[check_chain]") {
  Desk desk;
  const CertSpec a = ca_spec("A", "p256_2", "B", "p256_3"), b = ca_spec("B", "p256_3", "A", "p256_2");
  const std::string given = desk.certificates("given.der", {leaf_spec("p256_1", "A", "p256_2"), a, b});
  const Report report = checked({given}, {.trust = desk.certificates("store.der", {kRoot})});
  INFO(words(report));
  CHECK(says(report, "A and B sign each other"));
  CHECK_FALSE(says(report, "loop"));
}

TEST_CASE("of a name that its CA must not issue for all is told: whose constraint, and what it permits",
          "[check_chain]") {
  Desk desk;
  CertSpec ca = kCa;
  ca.extensions["nameConstraints"] = "critical,permitted;DNS:example.org";
  const std::string leaf = desk.certificates("leaf.der", {kLeaf}), of_ca = desk.certificates("ca.der", {ca});
  const Report report = checked({leaf, of_ca}, {.trust = desk.certificates("store.der", {kRoot})});
  const Finding* found = finding(report, "name-constraint");
  REQUIRE(found != nullptr);
  INFO(words(report));
  CHECK(found->evidence.front().expected == "DNS:example.org");
  CHECK(found->evidence.front().actual == "DNS:www.example.com");
  CHECK(found->evidence.front().location == of_ca);
  CHECK(says(report, "CA 1 may not issue for DNS:*.apps.example.com"));
}

TEST_CASE("a command that is suggested asks for what was asked for", "[check_chain]") {
  Desk desk;
  const std::string given = desk.certificates("given.der", {kCa, kLeaf});
  ChainOptions chain{.trust = desk.certificates("store.der", {kRoot})};
  chain.asked = {"--at", "2026-06-01", "--purpose", "server"};
  CHECK(says(checked({given}, chain), " --at 2026-06-01 --purpose server"));
  CHECK_FALSE(says(checked({given}, chain, "haproxy"), "--for nginx"));
}

TEST_CASE("what is nothing recognisable is not passed over", "[check_chain]") {
  Desk desk;
  const std::string given = desk.certificates("given.der", {kLeaf, kCa}), junk = desk.put("note.txt", "see the wiki\n");
  const Report report = checked({given, junk}, {.trust = desk.certificates("store.der", {kRoot})});
  CHECK(says(report, "note.txt could not be read as a whole"));
  CHECK(report.summary.exit == static_cast<int>(ExitStatus::unknown));
}

TEST_CASE("what is not valid yet has no end that is worth telling", "[check_chain]") {
  Desk desk;
  CertSpec leaf = kLeaf;
  leaf.from = 5;
  const Report report =
      checked({desk.certificates("given.der", {leaf, kCa})}, {.trust = desk.certificates("store.der", {kRoot})});
  CHECK_FALSE(says(report, "valid until"));
}

TEST_CASE("a certificate that stands in two files is a note", "[check_chain]") {
  Desk desk;
  const std::string all = desk.certificates("all.der", {kLeaf, kCa}), ca = desk.certificates("ca.der", {kCa});
  const Report report = checked({all, ca}, {.trust = desk.certificates("store.der", {kRoot})});
  INFO(words(report));
  CHECK(says(report, "CA 1 stands in " + all));
  CHECK(report.summary.exit == 0);
}

TEST_CASE("the value of --host is one host", "[check_chain]") {
  for (const char* good : {"www.example.com", "www.example.com.", "192.0.2.1", "[::1]",
                           "b\xC3\xBC"
                           "cher.example",
                           "\xE4\xBE\x8B\xE5\xAD\x90\xE3\x80\x82\xE6\xB5\x8B\xE8\xAF\x95", "a_b.example.com"}) {
    CAPTURE(good);
    CHECK(validate_host(good));
  }
  for (const char* wrong : {"", "*.example.com", "www.example.com:443", "https://www.example.com", "a b", "a..b"}) {
    CAPTURE(wrong);
    CHECK_FALSE(validate_host(wrong));
  }
  CHECK(validate_host("https://www.example.com:8443/x").error().hint == "for example: --host www.example.com");
}

TEST_CASE("a key that is not the certificate's is told for IIS and Exchange too", "[check_chain]") {
  Desk desk;
  PkeyPtr copy(EVP_PKEY_dup(forest_key("p256_3")));
  unsigned char* der = nullptr;
  const int size = i2d_PrivateKey(copy.get(), &der);
  const std::string key =
      desk.put("other.key", std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(size)));
  OPENSSL_free(der);
  const std::string given = desk.certificates("given.der", {kLeaf, kCa});
  for (const char* target : {"iis", "exchange"}) {
    const Report report = checked({given, key}, {.trust = desk.certificates("store.der", {kRoot})}, target);
    CHECK(finding(report, "key-mismatch") != nullptr);
  }
}

TEST_CASE("a bundle that lacks nothing but the root is written without a trust store", "[check_chain]") {
  Desk desk;
  const std::string given = desk.certificates("given.der", {kCa, kLeaf});
  const Report report = checked({given}, {.trust = "none", .out = desk.path("out.pem"), .out_for = "nginx"});
  INFO(words(report));
  CHECK(report.errors.empty());
  CHECK(says(report, "read it back"));
}

TEST_CASE("what cannot be written for want of a certificate is no mistake of the command line", "[check_chain]") {
  Desk desk;
  const std::string leaf = desk.certificates("leaf.der", {kLeaf});
  const Report report = checked(
      {leaf}, {.trust = desk.certificates("store.der", {kRoot}), .out = desk.path("out.pem"), .out_for = "nginx"});
  CHECK(report.summary.exit == static_cast<int>(ExitStatus::sick));
}

TEST_CASE("a certificate that signed itself has a verdict without a trust store", "[check_chain]") {
  Desk desk;
  CertSpec own = kLeaf;
  own.issuer = own.subject, own.signer = own.key;
  CHECK(says(checked({desk.certificates("own.der", {own})}, {.trust = "none"}),
             "is signed by itself, and needs no issuer"));
}

TEST_CASE("a trusted root of the same name with another key is told", "[check_chain]") {
  Desk desk;
  const std::string given = desk.certificates("given.der", {kLeaf, kCa, kRoot});
  const Report report =
      checked({given}, {.trust = desk.certificates("store.der", {ca_spec("Root", "p256_5", "Root", "p256_5")})});
  INFO(words(report));
  CHECK(says(report, "trusted, with the same name and another key"));
}
