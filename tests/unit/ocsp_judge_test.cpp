// OCSP responses judged; OpenSSL's OCSP_basic_verify and OCSP_resp_find_status beside each case.
#include "chain/ocsp_judge.hpp"

#include <openssl/pem.h>
#include <algorithm>

#include "catch.hpp"
#include "chain/ocsp_request.hpp"
#include "ocsps.hpp"

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

OcspQuestion question() {
  OcspQuestion out;
  out.now = forest_now();
  out.subject = &leaf().certificate;
  out.issuer = &ca().certificate;
  return out;
}

JudgedOcsp judged(ByteView bytes, const OcspQuestion& asked = question()) {
  Verifier verifier;
  return judge_ocsp(bytes, asked, verifier);
}

std::string rules(ByteView bytes, const OcspQuestion& asked = question()) {
  return rules_of(judged(bytes, asked).problems);
}

std::string rules(const OcspMake& make, const OcspQuestion& asked = question()) {
  const Bytes der = made_ocsp(make);
  return rules(der, asked);
}

// good, revoked, unknown; `refused` where OpenSSL says that nobody may have signed this.
std::string openssl_says(const Bytes& der) {
  using StorePtr = std::unique_ptr<X509_STORE, Deleter<X509_STORE_free>>;
  using IdPtr = std::unique_ptr<OCSP_CERTID, Deleter<OCSP_CERTID_free>>;
  const std::uint8_t* at = der.data();
  const OcspResponsePtr response(d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(der.size())));
  const OcspBasicPtr basic(response ? OCSP_response_get1_basic(response.get()) : nullptr);
  const X509Ptr issuer = decoded_certificate(ca().artifact.der), subject = decoded_certificate(leaf().artifact.der);
  const StorePtr store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), issuer.get());
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), forest_now().time_since_epoch().count());
  STACK_OF(X509)* none = sk_X509_new_null();
  const bool verified = basic && OCSP_basic_verify(basic.get(), none, store.get(), 0) == 1;
  sk_X509_free(none);
  ERR_clear_error();
  if (!verified) return "refused";
  std::string out = "no answer";
  for (const EVP_MD* md : {EVP_sha1(), EVP_sha256(), EVP_sha512()}) {
    const IdPtr id(OCSP_cert_to_id(md, subject.get(), issuer.get()));
    int status = 0;
    const bool found = OCSP_resp_find_status(basic.get(), id.get(), &status, nullptr, nullptr, nullptr, nullptr) == 1;
    if (found) out = OCSP_cert_status_str(status);
  }
  return out;
}

std::string ours(const JudgedOcsp& ocsp) {
  if (!ocsp.proven) return "refused";
  if (ocsp.answer() == nullptr) return "no answer";
  const CertStatus status = ocsp.answer()->status;
  return status == CertStatus::good ? "good" : status == CertStatus::revoked ? "revoked" : "unknown";
}

struct Case {
  std::string name;
  OcspMake make;
  std::string expected;      // rules
  std::string differs = {};  // why OpenSSL judges otherwise; empty: it does not
};

OcspMake answering(SingleSpec single) {
  OcspMake make;
  make.responses = {std::move(single)};
  return make;
}

std::vector<Case> cases() {
  CertSpec without_nocheck = ocsp_responder(), expired = ocsp_responder(), early = ocsp_responder(),
           other_ca = ocsp_responder(), forged = ocsp_responder(), no_usage = ocsp_responder(),
           no_purpose = ocsp_responder();
  without_nocheck.extensions.erase("noCheck");
  expired.from = -90, expired.to = -1;
  early.from = 2;
  other_ca.issuer = "CN=Other,O=Revocation", other_ca.signer = "rsa2048_2";
  forged.signer = "rsa2048_2";
  no_usage.extensions["keyUsage"] = "critical,keyEncipherment";
  no_purpose.extensions.erase("extendedKeyUsage");
  OcspMake wrong_key, lost = by_responder(), named_by_key = by_responder(), sha1, two;
  wrong_key.signer = "rsa2048_2";
  lost.send_certificate = false;
  named_by_key.by_key = true;
  sha1.hash = "sha1";
  two.responses = {{.serial = "55", .status = V_OCSP_CERTSTATUS_REVOKED}, {.from = -50}};
  OcspMake twice, critical, produced;
  twice.responses = {{.from = -600}, {.status = V_OCSP_CERTSTATUS_REVOKED, .reason = 1, .from = -20}};
  critical.critical_unknown = true;
  produced.produced = 30;
  return {
      {"good, by the CA", {}, ""},
      {"good, by a responder", by_responder(), ""},
      {"good, named by key", named_by_key, ""},
      {"several answers", two, ""},
      {"CertID with SHA-256", answering({.hash = "sha256"}), ""},
      {"CertID with SHA-512", answering({.hash = "sha512"}), ""},
      {"CertID with MD5", answering({.hash = "md5"}), "ocsp-hash-unsupported?"},
      {"revoked", answering({.status = V_OCSP_CERTSTATUS_REVOKED, .reason = 1}), "ocsp-revoked"},
      {"revoked, no reason", answering({.status = V_OCSP_CERTSTATUS_REVOKED}), "ocsp-revoked"},
      {"unknown", answering({.status = V_OCSP_CERTSTATUS_UNKNOWN}), "ocsp-unknown-here"},
      {"two answers about it", twice, "ocsp-revoked", "OpenSSL takes the first, we the latest"},
      {"another certificate", answering({.serial = "77"}), "ocsp-other-certificate"},
      {"another CA's", answering({.issuer_key = "rsa2048_2"}), "ocsp-other-issuer",
       "OpenSSL takes the signer for the CA only where the CertID names it"},
      {"no answer", OcspMake{.responses = {}}, "ocsp-other-certificate", "OpenSSL does not ask who signed no answer"},
      {"signed by another key", wrong_key, "ocsp-signature-wrong"},
      {"signed with SHA-1", sha1, "ocsp-signature-sha1"},
      {"the responder's certificate is missing", lost, "ocsp-signer-not-found"},
      {"for servers, not for OCSP", by_responder(ocsp_responder("serverAuth")), "ocsp-signer-not-authorised"},
      {"for no purpose at all", by_responder(no_purpose), "ocsp-signer-not-authorised"},
      {"of another CA", by_responder(other_ca), "ocsp-signer-of-other-ca"},
      {"with the CA's name, not signed by it", by_responder(forged), "ocsp-signer-certificate-wrong"},
      {"responder expired", by_responder(expired), "ocsp-signer-expired"},
      {"responder not yet valid", by_responder(early), "ocsp-signer-not-yet-valid"},
      {"responder may not sign", by_responder(no_usage), "ocsp-signer-key-usage",
       "OpenSSL does not look at the keyUsage of a responder"},
      {"responder without nocheck", by_responder(without_nocheck), "ocsp-signer-without-nocheck"},
      {"critical and unknown", critical, "ocsp-extension-critical-unknown"},
      {"stale", answering({.from = -6000, .to = -6}), "ocsp-expired"},
      {"stale by less than the tolerance", answering({.from = -6000, .to = -4}), ""},
      {"from the future", answering({.from = 6}), "ocsp-not-yet-valid"},
      {"from the future by less than the tolerance", answering({.from = 4}), ""},
      {"without nextUpdate", answering({.from = -60, .to = {}}), ""},
      {"without nextUpdate, old", answering({.from = -60 * 24 * 8, .to = {}}), "ocsp-too-old"},
      {"reversed", answering({.from = -2, .to = -4}), "ocsp-updates-reversed"},
      {"produced tomorrow", produced, "ocsp-produced-in-future"},
  };
}

}  // namespace

TEST_CASE("OCSP responses are judged by RFC 6960, and by OpenSSL", "[ocsp]") {
  for (const Case& one : cases()) {
    INFO(one.name);
    const Bytes der = made_ocsp(one.make);
    const JudgedOcsp ocsp = judged(der);
    CHECK(rules_of(ocsp.problems) == one.expected);
    const std::string theirs = openssl_says(der);
    INFO("OpenSSL: " << theirs << "; ours: " << ours(ocsp) << "; " << one.differs);
    CHECK((theirs == ours(ocsp)) == one.differs.empty());
    const bool sound = one.expected.empty() || one.expected == "ocsp-signer-without-nocheck" ||
                       one.expected == "ocsp-signature-sha1" || one.expected == "ocsp-produced-in-future";
    CHECK((ocsp.counts() && ocsp.status() == CertStatus::good) == sound);
  }
}

TEST_CASE("who signed is known", "[ocsp]") {
  const Bytes direct = made_ocsp({}), delegated = made_ocsp(by_responder());
  CHECK(judged(direct).signer == OcspSigner::issuer);
  const JudgedOcsp ocsp = judged(delegated);
  CHECK(ocsp.signer == OcspSigner::delegate);
  REQUIRE(ocsp.delegate);
  CHECK(name_text(ocsp.delegate->subject) == "O=Revocation,CN=Responder");
}

TEST_CASE("a responder that sends no certificate is found among those at hand", "[ocsp]") {
  const Held responder(ocsp_responder());
  OcspMake make = by_responder();
  make.send_certificate = false;
  OcspQuestion asked = question();
  asked.others = {&leaf().certificate, &responder.certificate};
  CHECK(rules(make, asked).empty());
}

TEST_CASE("without the CA's certificate nothing is proven", "[ocsp]") {
  OcspQuestion asked = question();
  asked.issuer = nullptr;
  const Bytes der = made_ocsp(answering({.status = V_OCSP_CERTSTATUS_REVOKED}));
  const JudgedOcsp ocsp = judged(der, asked);
  CHECK(rules_of(ocsp.problems) == "ocsp-issuer-not-given?");
  CHECK(ocsp.status() == CertStatus::unknown);
}

TEST_CASE("a revocation that nobody may have signed stays undecided", "[ocsp]") {
  OcspMake make = answering({.status = V_OCSP_CERTSTATUS_REVOKED});
  make.signer = "rsa2048_2";
  CHECK(rules(make) == "ocsp-signature-wrong ocsp-revoked?");
}

TEST_CASE("a changed answer is told from one of another key", "[ocsp]") {
  Bytes der = made_ocsp({});
  const std::string_view produced = "20260601000000Z";
  const auto at = std::search(der.begin(), der.end(), produced.begin(), produced.end());
  REQUIRE(at != der.end());
  *(at + 3) = '5';
  CHECK(rules(der) == "ocsp-signature-altered");
}

TEST_CASE("responses without an answer say why", "[ocsp]") {
  const std::vector<std::pair<int, std::string>> all{
      {1, "ocsp-malformed-request"}, {2, "ocsp-internal-error"}, {3, "ocsp-try-later"},     {5, "ocsp-sig-required"},
      {6, "ocsp-unauthorized"},      {4, "ocsp-status-unknown"}, {9, "ocsp-status-unknown"}};
  for (const auto& [status, rule] : all) {
    const Bytes der = ocsp_status(status);
    CHECK(rules(der) == rule);
    CHECK(judged(der).view.status == static_cast<unsigned>(status));
  }
  const Bytes nothing{0x30, 0x03, 0x0A, 0x01, 0x00};
  CHECK(rules(nothing) == "ocsp-bytes-missing");
  const Bytes other{0x30, 0x0E, 0x0A, 0x01, 0x00, 0xA0, 0x09, 0x30, 0x07, 0x06, 0x03, 0x2A, 0x03, 0x04, 0x04, 0x00};
  CHECK(rules(other) == "ocsp-type-unknown");
  CHECK(judged(other).view.type == "1.2.3.4");
}

TEST_CASE("what came instead of an OCSP response is told by name", "[ocsp]") {
  CHECK(rules(ByteView()) == "ocsp-empty");
  CHECK(rules(as_bytes("<html><head><title>Sign in</title></head></html>")) == "ocsp-html-page");
  CHECK(rules(as_bytes("<?xml version=\"1.0\"?><error/>")) == "ocsp-other-format");
  CHECK(rules(as_bytes("Bad Request\n")) == "ocsp-other-format");
  CHECK(rules(as_bytes("\x01\x02\x03\xff")) == "ocsp-junk");
  CHECK(rules(leaf().artifact.der) == "ocsp-other-object");
  const Bytes crl = made_crl({});
  CHECK(rules(crl) == "ocsp-other-object");
  Bytes der = made_ocsp({});
  CHECK(rules(ByteView(der).first(der.size() - 9)) == "ocsp-truncated");
  der.push_back('\n');
  CHECK(rules(der) == "ocsp-trailing");
  std::string base64(4 * der.size(), '\0');
  base64.resize(static_cast<std::size_t>(
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()), der.data(), static_cast<int>(der.size() - 1))));
  CHECK(rules(as_bytes(base64)) == "ocsp-pem");
}

TEST_CASE("a nonce must come back as it was sent", "[ocsp]") {
  OcspQuestion asked = question();
  OcspMake make;
  make.nonce = Bytes{1, 2, 3, 4};
  CHECK(rules(make, asked).empty());  // stapled: whose nonce it is nobody knows
  asked.nonce = Bytes{1, 2, 3, 4};
  CHECK(rules(make, asked).empty());
  asked.nonce = Bytes{1, 2, 3, 5};
  CHECK(rules(make, asked) == "ocsp-nonce-differs");
  const Bytes der = made_ocsp(make);
  CHECK(judged(der, asked).status() == CertStatus::unknown);
  asked.nonce = Bytes{};
  CHECK(rules(make, asked) == "ocsp-nonce-unasked");
  make.nonce.reset();
  CHECK(rules(make, asked).empty());
  asked.nonce = Bytes{1};
  CHECK(rules(make, asked) == "ocsp-nonce-missing");
}

TEST_CASE("a response that is changed anywhere is never taken for whole where OpenSSL refuses it", "[ocsp]") {
  OcspMake make = answering({.status = V_OCSP_CERTSTATUS_REVOKED, .reason = 1});
  make.nonce = Bytes{1, 2, 3};
  make.send_certificate = false;  // certificates are read by others
  const Bytes der = made_ocsp(make);
  const auto openssl_takes = [](const Bytes& bytes) {
    const std::uint8_t* at = bytes.data();
    const OcspResponsePtr response(d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(bytes.size())));
    const OcspBasicPtr basic(response ? OCSP_response_get1_basic(response.get()) : nullptr);
    ERR_clear_error();
    return response && at == bytes.data() + bytes.size() && basic;
  };
  for (std::size_t size = 0; size < der.size(); ++size) CHECK(!read_ocsp_view(ByteView(der).first(size)).whole());
  for (std::size_t at = 0; at < der.size(); ++at) {
    for (const std::uint8_t change : {0x01, 0x80, 0x20}) {
      Bytes changed = der;
      changed[at] ^= change;
      const OcspRead read = read_ocsp_view(changed);
      INFO("byte " << at << " ^ " << int{change});
      if (read.whole() && read.view.basic) CHECK(openssl_takes(changed));
    }
  }
}

TEST_CASE("requests are those that OpenSSL makes", "[ocsp]") {
  const X509Ptr issuer = decoded_certificate(ca().artifact.der), subject = decoded_certificate(leaf().artifact.der);
  for (const bool with_nonce : {false, true}) {
    for (const OcspHash hash : {OcspHash::sha1, OcspHash::sha256}) {
      OCSP_REQUEST* theirs = OCSP_REQUEST_new();
      const EVP_MD* md = hash == OcspHash::sha1 ? EVP_sha1() : EVP_sha256();
      OCSP_request_add0_id(theirs, OCSP_cert_to_id(md, subject.get(), issuer.get()));
      Bytes nonce = with_nonce ? fresh_nonce() : Bytes();
      CHECK(nonce.size() == (with_nonce ? 32 : 0));
      if (with_nonce) OCSP_request_add1_nonce(theirs, nonce.data(), static_cast<int>(nonce.size()));
      unsigned char* raw = nullptr;
      const int size = i2d_OCSP_REQUEST(theirs, &raw);
      const OcspRequest made = ocsp_request(leaf().certificate, ca().certificate, hash, nonce);
      CHECK(hex(made.der) == hex(ByteView(raw, static_cast<std::size_t>(size))));
      CHECK(made.nonce == nonce);
      OPENSSL_free(raw);
      OCSP_REQUEST_free(theirs);
    }
  }
}

TEST_CASE("a request goes into the URL while that is short", "[ocsp]") {
  const OcspRequest request = ocsp_request(leaf().certificate, ca().certificate);
  const auto url = ocsp_get_url("http://ocsp.example.com", request.der);
  REQUIRE(url);
  CHECK(url->starts_with("http://ocsp.example.com/ME"));
  CHECK(url->find_first_of("+=", 24) == std::string::npos);
  CHECK(url->find('/', 24) == std::string::npos);
  CHECK(ocsp_get_url("http://ocsp.example.com/", request.der) == url);
  const std::string longest = "http://" + std::string(255 - 7 - 1 - (url->size() - 24), 'a');
  REQUIRE(ocsp_get_url(longest, request.der));
  CHECK(ocsp_get_url(longest, request.der)->size() == 255);
  CHECK(!ocsp_get_url(longest + "a", request.der));
}

TEST_CASE("must-staple is read from the certificate", "[ocsp]") {
  CHECK(!leaf().certificate.must_staple);
  CHECK(Held(revocation_leaf({{"tlsfeature", "status_request"}})).certificate.must_staple);
  CHECK(Held(revocation_leaf({{"tlsfeature", "status_request_v2"}})).certificate.must_staple);
  CHECK(!Held(revocation_leaf({{"1.3.6.1.5.5.7.1.24", "DER:3003020118"}})).certificate.must_staple);
  const Held odd(revocation_leaf({{"1.3.6.1.5.5.7.1.24", "DER:0500"}}));
  CHECK(odd.certificate.malformed == std::vector<std::string>{"1.3.6.1.5.5.7.1.24"});
}

TEST_CASE("every rule about OCSP has an id of its own, a cause and a source", "[ocsp]") {
  std::vector<std::string_view> ids;
  for (std::size_t n = 0; n < static_cast<std::size_t>(OcspRule::count_of_rules); ++n) {
    const RuleInfo& one = info(static_cast<OcspRule>(n));
    ids.push_back(one.id);
    CHECK(one.id.starts_with("ocsp-"));
    CHECK(!one.cause.empty());
    CHECK(!one.source.empty());
  }
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}
