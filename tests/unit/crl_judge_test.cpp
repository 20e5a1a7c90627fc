// One CRL judged: what it is, its form, who signed it, whether it is current.
#include "chain/crl_judge.hpp"

#include <openssl/pem.h>
#include <algorithm>

#include "catch.hpp"
#include "crls.hpp"

using namespace certdoc;
using namespace certdoc::chain;
using namespace certdoc::test;

namespace {

const Held& ca() {
  static const Held held(revocation_ca());
  return held;
}

const Held& leaf() {
  static const Held held(revocation_leaf());
  return held;
}

JudgedCrl judged(ByteView bytes, std::vector<const Certificate*> issuers = {&ca().certificate}) {
  Verifier verifier;
  return judge_crl(bytes, {.now = forest_now(), .issuers = std::move(issuers), .certificates = {&leaf().certificate}},
                   verifier);
}

std::string rules(ByteView bytes) {
  return rules_of(judged(bytes).problems);
}

std::string rules(const CrlMake& make) {
  const Bytes der = made_crl(make);
  return rules(der);
}

std::string pem_of(const Bytes& der) {
  const std::uint8_t* at = der.data();
  const X509CrlPtr crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_X509_CRL(out, crl.get());
  char* text = nullptr;
  const long size = BIO_get_mem_data(out, &text);
  std::string pem(text, static_cast<std::size_t>(size));
  BIO_free(out);
  return pem;
}

const std::string& value(const JudgedCrl& crl, std::string_view label) {
  static const std::string kNone = "none";
  const std::string* found = crl.problems.empty() ? nullptr : crl.problems.front().value(label);
  return found == nullptr ? kNone : *found;
}

}  // namespace

TEST_CASE("a sound CRL has nothing wrong, and counts", "[crl]") {
  const Bytes der = made_crl({});
  const JudgedCrl crl = judged(der);
  CHECK(rules_of(crl.problems).empty());
  CHECK(crl.proven());
  CHECK(crl.current);
  CHECK(crl.signer == &ca().certificate);
  CHECK(crl.body.encoding == Encoding::der);
  CHECK(crl.entry(leaf().certificate) == nullptr);
}

TEST_CASE("what came instead of a CRL is told by name", "[crl]") {
  CHECK(rules(ByteView()) == "crl-empty");
  CHECK(rules(as_bytes(" \r\n")) == "crl-empty");
  const std::string page =
      "<!DOCTYPE html>\n<html><head><title>Guest\nlogin</title><meta http-equiv=\"Refresh\" "
      "content=\"0; URL='http://portal.example.com/login?x=1'\"></head></html>";
  const JudgedCrl portal = judged(as_bytes(page));
  CHECK(rules_of(portal.problems) == "crl-html-page");
  CHECK(value(portal, "title") == "Guest login");
  CHECK(value(portal, "refresh") == "http://portal.example.com/login?x=1");
  CHECK(judged(as_bytes("<html><script>window.location.href = \"https://portal.example.com/\";</script></html>"))
            .body.refresh == "https://portal.example.com/");
  CHECK(rules(as_bytes("{\"error\":\"not found\"}")) == "crl-other-format");
  CHECK(rules(as_bytes("\x1f\x8b\x08\x01")) == "crl-other-format");
  CHECK(rules(as_bytes("404 page not found\n")) == "crl-other-format");
  CHECK(rules(as_bytes("0 items\n")) == "crl-other-format");  // "0" is 0x30, the tag of a SEQUENCE
  CHECK(rules(as_bytes("\x01\x02\x03\xff")) == "crl-junk");
  CHECK(rules(ca().artifact.der) == "crl-other-object");
  CHECK(judged(ca().artifact.der).body.object == Kind::certificate);
  const Bytes try_later{0x30, 0x03, 0x0A, 0x01, 0x03};
  CHECK(rules(try_later) == "crl-other-object");
  CHECK(judged(try_later).body.kind == BodyKind::ocsp_response);
}

TEST_CASE("a page stays a page, whatever PEM stands in it", "[crl]") {
  const std::string page = "<html><body><pre>\n" + pem_of(made_crl({})) + "</pre></body></html>";
  CHECK(rules(as_bytes(page)) == "crl-html-page");
}

TEST_CASE("a CRL that is cut off says how much is missing", "[crl]") {
  const Bytes der = made_crl({});
  for (const std::size_t size : {der.size() - 1, der.size() / 2, std::size_t{40}}) {
    const JudgedCrl crl = judged(ByteView(der).first(size));
    CHECK(rules_of(crl.problems) == "crl-truncated");
    CHECK(value(crl, "announced") == std::to_string(der.size()));
    CHECK(value(crl, "actual") == std::to_string(size));
    CHECK(!crl.proven());
  }
  Bytes longer = der;
  longer.insert(longer.end(), {'\r', '\n'});
  const JudgedCrl crl = judged(longer);
  CHECK(rules_of(crl.problems) == "crl-trailing");
  CHECK(value(crl, "octets") == "2");
  CHECK(crl.proven());
}

TEST_CASE("PEM where DER is due is said, and judged all the same", "[crl]") {
  CrlMake make;
  make.entries = {{"1001"}};
  const std::string pem = pem_of(made_crl(make));
  const JudgedCrl crl = judged(as_bytes(pem));
  CHECK(rules_of(crl.problems) == "crl-pem");
  CHECK(crl.body.encoding == Encoding::pem);
  CHECK(crl.proven());
  CHECK(crl.entry(leaf().certificate) != nullptr);
  std::string bare = pem.substr(pem.find('\n') + 1);
  bare.resize(bare.find("-----END"));
  CHECK(judged(as_bytes(bare)).body.encoding == Encoding::base64);
  CHECK(rules(as_bytes(bare)) == "crl-pem");
}

TEST_CASE("a malformed CRL says where", "[crl]") {
  Bytes der = made_crl({});
  const Bytes number{0x06, 0x03, 0x55, 0x1D, 0x14};
  const auto at = std::search(der.begin(), der.end(), number.begin(), number.end());
  *at = 0x05;
  const JudgedCrl crl = judged(der);
  CHECK(rules_of(crl.problems) == "crl-malformed");
  CHECK(value(crl, "offset") == std::to_string(at - der.begin()));
  CHECK(value(crl, "wanted") == "extnID (OBJECT IDENTIFIER)");
}

TEST_CASE("who signed it, and with which key", "[crl]") {
  CrlMake make;
  const Bytes sound = made_crl(make);
  CHECK(rules_of(judged(sound, {}).problems) == "crl-issuer-not-given?");
  make.signer = "rsa2048_2";
  CHECK(rules(make) == "crl-signature-wrong");
  make.signer = "p256_2";
  CHECK(rules(make) == "crl-signature-wrong");
  Bytes der = made_crl({});
  const std::string_view this_update = "260522";
  const auto year = std::search(der.begin(), der.end(), this_update.begin(), this_update.end());
  REQUIRE(year != der.end());
  *(year + 1) = '5';
  CHECK(rules(der).find("crl-signature-altered") != std::string::npos);
  der = made_crl({});
  der.back() ^= 1U;
  CHECK(rules(der) == "crl-signature-wrong");
}

TEST_CASE("of two CAs of one name the one that signed it is found, whichever comes first", "[crl]") {
  const Held renewed(revocation_ca("CA", "rsa2048_2"));
  for (const bool named : {true, false}) {
    CrlMake make;
    make.signer = "rsa2048_2";
    make.key_id = named ? "rsa2048_2" : "";
    const Bytes der = made_crl(make);
    const JudgedCrl crl = judged(der, {&ca().certificate, &renewed.certificate});
    CHECK(crl.signer == &renewed.certificate);
    CHECK(rules_of(crl.problems) == (named ? "" : "crl-key-id-missing"));
  }
}

TEST_CASE("a CRL of another CA is told from one with a wrong name", "[crl]") {
  const Held other(revocation_ca("Other", "rsa2048_2"));
  const std::vector<const Certificate*> both{&ca().certificate, &other.certificate};
  CrlMake make;
  make.signer = make.key_id = "rsa2048_2";
  const Bytes wrong_key = made_crl(make);
  JudgedCrl crl = judged(wrong_key, both);
  CHECK(rules_of(crl.problems) == "crl-signature-by-other");
  CHECK(value(crl, "signer") == "O=Revocation,CN=Other");
  CHECK(!crl.proven());
  make.issuer = "CN=Other,O=Revocation";
  const Bytes of_other = made_crl(make);
  crl = judged(of_other, both);
  CHECK(rules_of(crl.problems) == "crl-issuer-other");
  CHECK(value(crl, "issuer") == "O=Revocation,CN=Other");
  CHECK(rules_of(judged(of_other).problems) == "crl-issuer-other crl-issuer-not-given?");
}

TEST_CASE("an issuer that may not sign CRLs, and an AKI that names another key", "[crl]") {
  CertSpec spec = revocation_ca();
  spec.extensions["keyUsage"] = "critical,keyCertSign";
  const Held no_sign(spec);
  const Bytes der = made_crl({});
  CHECK(rules_of(judged(der, {&no_sign.certificate}).problems) == "crl-key-usage");
  CrlMake make;
  make.key_id = "rsa2048_2";
  CHECK(rules(make) == "crl-key-id-mismatch");
  make.key_id = "";
  CHECK(rules(make) == "crl-key-id-missing");
}

TEST_CASE("times are held against the time asked for", "[crl]") {
  CrlMake make;
  make.from = -30, make.to = -1;
  const Bytes stale = made_crl(make);
  const JudgedCrl crl = judged(stale);
  CHECK(rules_of(crl.problems) == "crl-expired");
  CHECK(value(crl, "next-update") == "2026-05-31T00:00:00Z");
  CHECK(!crl.current);
  make.from = 0, make.to = 0;
  CHECK(rules(make).empty());  // both ends belong to it
  make.from = 1, make.to = 20;
  CHECK(rules(make) == "crl-not-yet-valid");
  make.to.reset(), make.from = -10;
  CHECK(rules(make) == "crl-next-update-missing");
  make.from = -1, make.to = -2;
  CHECK(rules(make) == "crl-updates-reversed crl-expired");
}

TEST_CASE("what RFC 5280 asks of the form of a CRL", "[crl]") {
  CrlMake make;
  make.number.reset();
  CHECK(rules(make) == "crl-number-missing");
  make = {};
  make.hash = "sha1";
  CHECK(rules(make) == "crl-signature-sha1");
  make.hash = "md5";
  CHECK(rules(make) == "crl-signature-md5");
  make = {};
  make.version = 1;
  CHECK(rules(make) == "crl-version");
  make = {};
  make.extensions = {{"1.2.3.4", "critical,DER:0500"}, {"1.2.3.5", "DER:0500"}};
  CHECK(rules(make) == "crl-extension-critical-unknown");
  make.extensions = {{"1.2.3.5", "DER:0500"}, {"+1.2.3.5", "DER:0500"}};
  CHECK(rules(make) == "crl-extension-twice");
  make.extensions = {{"2.5.29.28", "DER:30030101FF"}};
  CHECK(rules(make) == "crl-extension-malformed crl-extension-criticality");
  make.extensions = {{"2.5.29.28", "critical,DER:3000"}};
  CHECK(rules(make) == "crl-scope-contradicts");
  make.extensions = {{"2.5.29.28", "critical,DER:30068101FF8201FF"}};
  CHECK(rules(make) == "crl-scope-contradicts");
  make = {};
  make.number.reset();
  make.extensions = {{"2.5.29.20", "critical,DER:020101"}};
  CHECK(rules(make) == "crl-extension-criticality");
  make.extensions = {{"2.5.29.20", "DER:02150102030405060708090A0B0C0D0E0F101112131415"}};
  CHECK(rules(make) == "crl-number-too-long");
  make.extensions = {{"2.5.29.20", "DER:0201FF"}};
  CHECK(rules(make) == "crl-number-missing crl-extension-malformed");
  make = {};
  make.entries = {
      {.serial = "55", .reason = 7}, {.serial = "56", .reason = 8}, {.serial = "57", .critical_unknown = true}};
  CHECK(rules(make) == "crl-entry-extension-critical-unknown crl-entry-odd crl-removes-without-delta");
}

TEST_CASE("a serial that was not asked for at first is found by one more walk", "[crl]") {
  CertSpec spec = revocation_leaf();
  spec.serial = "2002";
  const Held later(spec);
  CrlMake make;
  make.entries = {{.serial = "2002", .day = -4, .reason = 4}};
  const Bytes der = made_crl(make);
  const JudgedCrl crl = judged(der);
  for (int n = 0; n < 2; ++n) {
    REQUIRE(crl.entry(later.certificate) != nullptr);
    CHECK(crl.entry(later.certificate)->reason == CrlReason::superseded);
    CHECK(crl.entry(leaf().certificate) == nullptr);
  }
}

TEST_CASE("every rule about CRLs has an id of its own, a cause and a source", "[crl]") {
  std::vector<std::string_view> ids;
  for (std::size_t n = 0; n < static_cast<std::size_t>(CrlRule::count_of_rules); ++n) {
    const RuleInfo& one = info(static_cast<CrlRule>(n));
    ids.push_back(one.id);
    CHECK(one.id.starts_with("crl-"));
    CHECK(!one.cause.empty());
    CHECK(!one.source.empty());
  }
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}
