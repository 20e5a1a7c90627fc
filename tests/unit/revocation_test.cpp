// The parts of check-crl that need no network: sentences, what is planned, how a name on the command line is read.
#include <fstream>
#include <set>
#include <string>

#include "artifact/loader.hpp"
#include "catch.hpp"
#include "chain/certificate.hpp"
#include "check/fill.hpp"
#include "check/revocation.hpp"
#include "check/revocation_findings.hpp"
#include "check/revocation_texts.hpp"
#include "check/revocation_windows.hpp"
#include "diagnose/served_chains.hpp"

using namespace certdoc;

namespace {

const std::string kMaterial = CERTDOC_SOURCE_DIR "/tests/cli/material/";

template <class Rule>
void check_texts() {
  for (int n = 0; n < static_cast<int>(Rule::count_of_rules); ++n) {
    const auto& text = text_of(static_cast<Rule>(n));
    CAPTURE(n, text.en);
    CHECK(static_cast<int>(text.rule) == n);
    CHECK_FALSE(text.en.empty());
    CHECK_FALSE(text.zh.empty());
    CHECK(text.en != text.zh);
  }
}

// Two certificates that name addresses, without any answer yet.
struct Planned {
  Planned() : scene(material, options, network) {
    certificates.resize(2);
    for (std::size_t n = 0; n < certificates.size(); ++n) {
      chain::Certificate& one = certificates[n];
      one.crl_urls = {"http://a.example/x.crl", "ldap:///CN=x"};
      one.ocsp = {"http://user:secret@o.example/"};
      one.ca_issuers = {"http://a.example/ca.cer"};
      RevocationSubject subject;
      subject.certificate = &one;
      subject.issuer = &certificates[1];
      subject.name = "host" + std::to_string(n);
      scene.subjects.push_back(subject);
    }
  }

  std::size_t count(Ask ask) const {
    std::size_t out = 0;
    for (const Inquiry& one : scene.inquiries) out += one.ask == ask ? 1 : 0;
    return out;
  }

  Material material;
  RevocationOptions options;
  NetworkOptions network;
  std::vector<chain::Certificate> certificates;
  RevocationScene scene;
};

}  // namespace

TEST_CASE("every rule about CRLs and OCSP responses has a sentence in both languages") {
  check_texts<chain::CrlRule>();
  check_texts<chain::OcspRule>();
}

TEST_CASE("a sentence gets its values, and a missing brace does not run away") {
  const auto word = [](std::string_view name) { return "<" + std::string(name) + ">"; };
  CHECK(filled("{who} expired on {day}", word) == "<who> expired on <day>");
  CHECK(filled("no words", word) == "no words");
  CHECK(filled("open {brace", word).starts_with("open "));
}

TEST_CASE("a portal is told by the title of its page, and a bare page without one") {
  chain::CrlProblem problem;
  problem.rule = chain::CrlRule::html_page;
  problem.values = {{"title", "Sign in"}, {"refresh", ""}};
  CHECK(sentence_of(problem, Lang::en).find("an HTML page \"Sign in\" came") == 0);
  problem.values[0].value.clear();
  CHECK(sentence_of(problem, Lang::en).find("an HTML page came") == 0);
}

TEST_CASE("the reason of a revocation is explained, and one that nobody knows is left as it is") {
  CHECK(reason_words("keyCompromise", Lang::en) == "keyCompromise (its private key is known to others)");
  CHECK(reason_words("certificateHold", Lang::zh).find("冻结") != std::string::npos);
  CHECK(reason_words("other", Lang::en) == "other");
}

TEST_CASE("a list and an issuer are asked once for all who name them, a responder once for each") {
  Planned planned;
  plan_inquiries(planned.scene);
  CHECK(planned.count(Ask::crl) == 2);
  CHECK(planned.count(Ask::ocsp) == 2);
  CHECK(planned.count(Ask::issuer) == 1);
  CHECK(planned.scene.inquiries.front().subjects == std::vector<std::size_t>{0, 1});
  plan_inquiries(planned.scene);
  CHECK(planned.scene.inquiries.size() == 5);
}

TEST_CASE("credentials in an address are shown to nobody") {
  Planned planned;
  plan_inquiries(planned.scene);
  for (const Inquiry& one : planned.scene.inquiries) CHECK(one.url.find("secret") == std::string::npos);
}

TEST_CASE("a responder is not asked about a certificate whose issuer is missing") {
  Planned planned;
  for (RevocationSubject& subject : planned.scene.subjects) subject.issuer = nullptr;
  plan_inquiries(planned.scene);
  CHECK(planned.count(Ask::ocsp) == 0);
  CHECK(planned.count(Ask::crl) == 2);
}

TEST_CASE("a list that the files give is not asked for") {
  Planned planned;
  planned.scene.statuses.resize(2);
  planned.scene.statuses[0].crl.standing = chain::Standing::good;
  plan_inquiries(planned.scene);
  CHECK(planned.scene.inquiries.front().ask == Ask::ocsp);
  CHECK(planned.count(Ask::crl) == 2);  // the other certificate still names both
  planned.scene.inquiries.clear();
  planned.scene.statuses[1].crl.standing = chain::Standing::revoked;
  plan_inquiries(planned.scene);
  CHECK(planned.count(Ask::crl) == 0);
}

TEST_CASE("a certificate that names addresses without end is bounded") {
  Planned planned;
  for (int n = 0; n < 2000; ++n) planned.certificates[0].crl_urls.push_back("http://a.example/" + std::to_string(n));
  plan_inquiries(planned.scene);
  CHECK(planned.scene.inquiries.size() == kMostInquiries);
}

TEST_CASE("addresses that are not asked are counted, of each kind") {
  Planned planned;
  planned.scene.statuses.resize(2);
  planned.certificates[0].ocsp_named = 20;
  planned.certificates[0].ca_issuers_named = 3;
  planned.certificates[1].ocsp_named = 1;
  planned.certificates[1].ca_issuers_named = 1;
  std::vector<Finding> out;
  for (std::size_t n = 0; n < 2; ++n) find_left_out(planned.scene, n, out);
  REQUIRE(out.size() == 2);
  CHECK(out[0].cause == "ocsp-unreachable");
  CHECK(out[0].message == "host0 names 20 OCSP addresses; 19 of them were left out");
  CHECK(out[0].verdict == Verdict::unknown);
  CHECK(out[1].cause == "issuer-unreachable");
  CHECK(out[1].message == "host0 names 3 AIA addresses; 2 of them were left out");
}

TEST_CASE("Windows has a code for a status that nobody knows, and none where one way answers") {
  Planned planned;
  planned.scene.statuses.resize(2);
  CHECK(windows_says(planned.scene, {0}) == WindowsSays::offline);
  planned.scene.statuses[0].standing = chain::Standing::good;
  CHECK(windows_says(planned.scene, {0}) == WindowsSays::nothing);
  CHECK(windows_codes(WindowsSays::nothing).empty());
  planned.scene.statuses[0].standing = chain::Standing::revoked;
  CHECK(windows_codes(windows_says(planned.scene, {0})).front() == "windows:0x80092010");
}

TEST_CASE("names beyond the third are counted") {
  Planned planned;
  for (int n = 2; n < 6; ++n) {
    planned.scene.subjects.push_back(planned.scene.subjects[0]);
    planned.scene.subjects.back().name = "host" + std::to_string(n);
  }
  CHECK(planned.scene.names({0, 1}) == "host0, host1");
  CHECK(planned.scene.names({0, 1, 2, 3, 4}) == "host0, host1, host2 and 2 more");
}

TEST_CASE("the command to run next has the user's own names, and none that cannot be quoted") {
  Planned planned;
  planned.scene.arguments = {"my server.crt", "www.example.com:443"};
  CHECK(planned.scene.command("--ldap") == "certdoc check-crl 'my server.crt' www.example.com:443 --ldap");
  planned.scene.arguments = {"a\nb.crt"};
  CHECK(planned.scene.command("").empty());
  planned.scene.arguments = {"-"};
  CHECK(planned.scene.command("").empty());
}

TEST_CASE("what is no file and looks like a host is one; a mistyped file is not looked up") {
  CHECK_FALSE(host_named(kMaterial + "server.crt"));
  CHECK_FALSE(host_named("mistyped.crt"));
  CHECK_FALSE(host_named("dir/www.example.com"));
  CHECK_FALSE(host_named("-"));
  const auto plain = host_named("www.example.com");
  REQUIRE(plain);
  CHECK(plain->host == "www.example.com");
  CHECK_FALSE(plain->port);
  const auto port = host_named("www.example.com:8443");
  REQUIRE(port);
  CHECK(port->port == 8443);
}
