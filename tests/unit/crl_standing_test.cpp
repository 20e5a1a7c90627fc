// RFC 5280 6.3.3 over CRLs of every scope, deltas and indirect ones; OpenSSL's X509_verify_cert beside each case.
#include "chain/crl_standing.hpp"

#include <openssl/x509_vfy.h>
#include <algorithm>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "catch.hpp"
#include "crls.hpp"

using namespace certdoc;
using namespace certdoc::chain;
using namespace certdoc::test;

namespace {

using StorePtr = std::unique_ptr<X509_STORE, Deleter<X509_STORE_free>>;
using StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, Deleter<X509_STORE_CTX_free>>;

struct Stacks {
  STACK_OF(X509) * certificates = sk_X509_new_null();
  STACK_OF(X509_CRL) * crls = sk_X509_CRL_new_null();
  Stacks() = default;
  Stacks(const Stacks&) = delete;
  Stacks& operator=(const Stacks&) = delete;
  ~Stacks() {
    sk_X509_pop_free(certificates, X509_free);
    sk_X509_CRL_pop_free(crls, X509_CRL_free);
  }
};

X509* decoded(const Bytes& der) {
  const std::uint8_t* at = der.data();
  return d2i_X509(nullptr, &at, static_cast<long>(der.size()));
}

int note_error(int ok, X509_STORE_CTX* context) {
  auto* codes = static_cast<std::vector<int>*>(X509_STORE_CTX_get_app_data(context));
  if (ok == 0) codes->push_back(X509_STORE_CTX_get_error(context));
  return 1;
}

struct Case {
  std::string name;
  std::map<std::string, std::string> leaf = {};  // its extensions
  std::vector<CrlMake> crls = {};
  std::string expected;               // good, revoked REASON, unknown; then the obstacles
  std::string differs = {};           // why OpenSSL judges otherwise; empty: it does not
  std::vector<CertSpec> others = {};  // certificates of other CRL issuers
};

std::vector<int> openssl_codes(const Case& one, const Bytes& leaf, const std::vector<Bytes>& crls) {
  const StorePtr store(X509_STORE_new());
  const StoreCtxPtr context(X509_STORE_CTX_new());
  Stacks stacks;
  const X509Ptr root(decoded(certificate_of(revocation_ca())));
  X509_STORE_add_cert(store.get(), root.get());
  for (const CertSpec& other : one.others) sk_X509_push(stacks.certificates, decoded(certificate_of(other)));
  for (const Bytes& der : crls) {
    const std::uint8_t* at = der.data();
    sk_X509_CRL_push(stacks.crls, d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  }
  const X509Ptr subject(decoded(leaf));
  X509_STORE_CTX_init(context.get(), store.get(), subject.get(), stacks.certificates);
  X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_EXTENDED_CRL_SUPPORT | X509_V_FLAG_USE_DELTAS);
  X509_VERIFY_PARAM_set_time(param, forest_now().time_since_epoch().count());
  X509_STORE_CTX_set0_crls(context.get(), stacks.crls);
  std::vector<int> codes;
  X509_STORE_CTX_set_verify_cb(context.get(), note_error);
  X509_STORE_CTX_set_app_data(context.get(), &codes);
  X509_verify_cert(context.get());
  ERR_clear_error();
  return codes;
}

// The first error is where OpenSSL stops, unless somebody tells it to go on.
std::string_view in_our_words(const std::vector<int>& codes) {
  if (codes.empty()) return "good";
  return codes.front() == X509_V_ERR_CERT_REVOKED ? "revoked" : "unknown";
}

// A list of octets as OpenSSL's configuration takes it.
std::string url_scope(const std::string& url, const std::string& more = "") {
  const Bytes uri = der::write(der::context(6), {as_bytes(url)});
  const Bytes full = der::write(der::context_constructed(0), {uri});
  const Bytes name = der::write(der::context_constructed(0), {full});
  Bytes rest;
  for (std::size_t at = 0; at + 1 < more.size(); at += 2) {
    rest.push_back(static_cast<std::uint8_t>(std::stoi(more.substr(at, 2), nullptr, 16)));
  }
  return "critical,DER:" + hex(der::write(der::sequence, {url.empty() ? Bytes() : name, rest}));
}

CrlMake with(std::vector<EntrySpec> entries, std::map<std::string, std::string> extensions = {}) {
  CrlMake make;
  make.entries = std::move(entries);
  make.extensions = std::move(extensions);
  return make;
}

CrlMake delta(std::vector<EntrySpec> entries, long number, long base) {
  CrlMake make = with(std::move(entries));
  make.number = number;
  make.delta = base;
  make.from = -1;
  return make;
}

CrlMake dated(CrlMake make, int from, int to) {
  make.from = from;
  make.to = to;
  return make;
}

CrlMake indirect(std::vector<EntrySpec> entries, const std::string& scope =
                                                     "3003"
                                                     "8401FF") {
  CrlMake make = with(std::move(entries), {{"2.5.29.28", "critical,DER:" + scope}});
  make.issuer = "CN=Indirect,O=Revocation";
  make.signer = make.key_id = "rsa2048_2";
  return make;
}

CertSpec indirect_issuer() {
  CertSpec spec;
  spec.subject = "CN=Indirect,O=Revocation";
  spec.issuer = "CN=CA,O=Revocation";
  spec.key = "rsa2048_2";
  spec.signer = "rsa2048_1";
  spec.extensions = {{"keyUsage", "critical,cRLSign"}};
  return spec;
}

// A distribution point with a cRLIssuer: SEQUENCE { SEQUENCE { [2] { [4] Name } } }
std::string crl_issuer_point(const std::string& name) {
  X509_NAME* made = X509_NAME_new();
  set_name(made, name);
  unsigned char* raw = nullptr;
  const int size = i2d_X509_NAME(made, &raw);
  const Bytes der(raw, raw + size);
  OPENSSL_free(raw);
  X509_NAME_free(made);
  const Bytes issuer = der::write(der::context_constructed(2), {der::write(der::context_constructed(4), {der})});
  return "DER:" + hex(der::write(der::sequence, {der::write(der::sequence, {issuer})}));
}

const std::string kPoint = "crlDistributionPoints", kScope = "2.5.29.28", kFreshest = "freshestCRL";

std::vector<Case> cases() {
  const std::map<std::string, std::string> at_a{{kPoint, "URI:http://a/"}};
  const std::map<std::string, std::string> is_ca{{"basicConstraints", "critical,CA:TRUE"}};
  const std::map<std::string, std::string> fresh{{kFreshest, "URI:http://d/"}};
  const std::map<std::string, std::string> named{{kPoint, crl_issuer_point("CN=Indirect,O=Revocation")}};
  const std::string no_freshest = "OpenSSL looks for a delta only where freshestCRL names one";
  CrlMake base = with({{.serial = "1001", .reason = 6}}, fresh), clean = with({}, fresh);
  CrlMake of_others_key = delta({{"1001"}}, 9, 7);
  of_others_key.key_id = "rsa2048_2";
  CrlMake scoped = delta({{"1001"}}, 9, 7);
  scoped.extensions[kScope] = "critical,DER:30038101FF";
  CrlMake unknown = with({{"1001"}}, {{"1.2.3.4", "critical,DER:0500"}});
  CrlMake spoiled = with({{"1001"}});
  spoiled.signer = "rsa2048_2";
  return {
      {"not in it", {}, {with({{"1002"}})}, "good"},
      {"in it", {}, {with({{"1001"}})}, "revoked"},
      {"in it, with a reason", {}, {with({{.serial = "1001", .reason = 1}})}, "revoked keyCompromise"},
      {"on hold", {}, {with({{.serial = "1001", .reason = 6}})}, "revoked certificateHold"},
      {"no CRL", {}, {}, "unknown"},
      {"stale", {}, {dated(with({}), -30, -1)}, "unknown"},
      {"stale, and in it",
       {},
       {dated(with({{"1001"}}), -30, -1)},
       "revoked",
       "OpenSSL stops at the time; that it was revoked stays true"},
      {"from tomorrow", {}, {dated(with({}), 1, 9)}, "unknown"},
      {"stale beside a current one", {}, {dated(with({}), -30, -1), with({})}, "good"},
      {"current beside a stale one that says otherwise",
       {},
       {with({}), dated(with({{"1001"}}), -30, -1)},
       "revoked",
       "OpenSSL takes the best CRL and asks no other; two that differ are a matter for people"},
      {"signed by another key", {}, {spoiled}, "unknown"},
      {"critical and unknown", {}, {unknown}, "unknown"},
      // Scopes.
      {"for users, a user", {}, {with({}, {{kScope, "critical,DER:30038101FF"}})}, "good"},
      {"for users, a CA", is_ca, {with({{"1001"}}, {{kScope, "critical,DER:30038101FF"}})}, "unknown crl-scope-users"},
      {"for CAs, a user", {}, {with({{"1001"}}, {{kScope, "critical,DER:30038201FF"}})}, "unknown crl-scope-cas"},
      {"for CAs, a CA", is_ca, {with({}, {{kScope, "critical,DER:30038201FF"}})}, "good"},
      {"for attributes", {}, {with({{"1001"}}, {{kScope, "critical,DER:30038501FF"}})}, "unknown crl-scope-attributes"},
      {"of its point", at_a, {with({}, {{kScope, url_scope("http://a/")}})}, "good"},
      {"of its point, in it", at_a, {with({{"1001"}}, {{kScope, url_scope("http://a/")}})}, "revoked"},
      {"of another point", at_a, {with({{"1001"}}, {{kScope, url_scope("http://b/")}})}, "unknown crl-scope-point"},
      {"of a point, and it names none",
       {},
       {with({{"1001"}}, {{kScope, url_scope("http://a/")}})},
       "unknown crl-scope-point"},
      {"two shards",
       at_a,
       {with({{"1001"}}, {{kScope, url_scope("http://b/")}}), with({}, {{kScope, url_scope("http://a/")}})},
       "good crl-scope-point"},
      {"some reasons", {}, {with({}, {{kScope, "critical,DER:300483020640"}})}, "unknown crl-scope-reasons"},
      {"some reasons, in it",
       {},
       {with({{.serial = "1001", .reason = 1}}, {{kScope, "critical,DER:300483020640"}})},
       "revoked keyCompromise"},
      {"all reasons in two CRLs",
       {},
       {with({}, {{kScope, "critical,DER:300483020640"}}), with({}, {{kScope, "critical,DER:30058303073F80"}})},
       "good"},
      // Deltas.
      {"a delta alone", {}, {delta({}, 9, 7)}, "unknown crl-delta-alone"},
      {"a delta alone, in it",
       {},
       {delta({{"1001"}}, 9, 7)},
       "revoked crl-delta-alone",
       "OpenSSL takes no delta without its base"},
      {"a delta adds", {}, {clean, delta({{"1001"}}, 9, 7)}, "revoked"},
      {"a delta adds, nothing names it", {}, {with({}), delta({{"1001"}}, 9, 7)}, "revoked", no_freshest},
      {"a delta takes off hold", {}, {base, delta({{.serial = "1001", .reason = 8}}, 9, 7)}, "good"},
      {"a delta says nothing of it", {}, {base, delta({{"55"}}, 9, 7)}, "revoked certificateHold"},
      {"a delta of a newer base", {}, {clean, delta({{"55"}}, 9, 8)}, "good crl-delta-base-older"},
      {"a delta that is older", {}, {base, delta({{.serial = "1001", .reason = 8}}, 7, 6)}, "revoked certificateHold"},
      {"a delta of another scope",
       {},
       {clean, scoped},
       "revoked crl-delta-other-scope",
       "OpenSSL asks no delta of another scope; ours is told to be alone"},
      {"a delta of another key id",
       {},
       {clean, of_others_key},
       "revoked crl-delta-other-key",
       "OpenSSL asks no delta with another AKI; ours is told to be alone"},
      {"the newest of two deltas",
       {},
       {base, delta({{.serial = "1001", .reason = 8}}, 9, 7), delta({{.serial = "1001", .reason = 1}}, 10, 7)},
       "revoked keyCompromise",
       "OpenSSL takes the first delta that fits"},
      {"a stale base with a current delta", {}, {dated(clean, -30, -1), delta({}, 9, 7)}, "good"},
      // Indirect CRLs.
      {"indirect, not in it", named, {indirect({{"1001"}})}, "good", "", {indirect_issuer()}},
      {"indirect, in it",
       named,
       {indirect({{.serial = "1001", .issuer = "CN=CA,O=Revocation"}})},
       "revoked",
       "",
       {indirect_issuer()}},
      {"indirect, behind another entry",
       named,
       {indirect({{.serial = "9", .issuer = "CN=CA,O=Revocation"}, {"1001"}})},
       "revoked",
       "",
       {indirect_issuer()}},
      {"not said to be indirect",
       named,
       {indirect({{"1001"}}, "30038101FF")},
       "unknown crl-not-indirect",
       "",
       {indirect_issuer()}},
      {"indirect, but not named",
       {},
       {indirect({{.serial = "1001", .issuer = "CN=CA,O=Revocation"}})},
       "unknown crl-issuer-other",
       "",
       {indirect_issuer()}},
      {"of its own issuer, for others too", {}, {with({{"1001"}}, {{kScope, "critical,DER:30038401FF"}})}, "revoked"},
      {"an entry that its own issuer says is another's",
       {},
       {with({{.serial = "1001", .issuer = "CN=Another,O=Revocation"}}, {{kScope, "critical,DER:30038401FF"}})},
       "good"},
  };
}

std::string said(const CrlStanding& standing) {
  std::string out = standing.standing == Standing::good      ? "good"
                    : standing.standing == Standing::revoked ? "revoked"
                                                             : "unknown";
  if (standing.entry && standing.entry->reason) out += " " + std::string(name_of(*standing.entry->reason));
  for (const CrlObstacle& one : standing.obstacles) out += " " + std::string(info(one.problem.rule).id);
  return out;
}

}  // namespace

TEST_CASE("what CRLs say of a certificate, by RFC 5280 and by OpenSSL", "[crl]") {
  const Held ca(revocation_ca());
  for (const Case& one : cases()) {
    INFO(one.name);
    const Held leaf(revocation_leaf(one.leaf));
    std::vector<std::unique_ptr<Held>> others;
    CrlQuestion question{.now = forest_now(), .issuers = {&ca.certificate}, .certificates = {&leaf.certificate}};
    for (const CertSpec& spec : one.others) {
      others.push_back(std::make_unique<Held>(spec));
      question.issuers.push_back(&others.back()->certificate);
    }
    std::vector<Bytes> bytes;
    for (const CrlMake& make : one.crls) bytes.push_back(made_crl(make));
    Verifier verifier;
    std::vector<JudgedCrl> judged;
    for (const Bytes& der : bytes) judged.push_back(judge_crl(der, question, verifier));
    std::vector<const JudgedCrl*> all;
    for (const JudgedCrl& crl : judged) all.push_back(&crl);
    const CrlStanding standing = standing_of(leaf.certificate, all);
    CHECK(said(standing) == one.expected);
    const std::string_view theirs = in_our_words(openssl_codes(one, leaf.artifact.der, bytes));
    INFO("OpenSSL: " << theirs << "; " << one.differs);
    CHECK((theirs == one.expected.substr(0, one.expected.find(' '))) == one.differs.empty());
  }
}

TEST_CASE("which CRL and which delta say so", "[crl]") {
  const Held ca(revocation_ca()), leaf(revocation_leaf());
  const CrlQuestion question{.now = forest_now(), .issuers = {&ca.certificate}, .certificates = {&leaf.certificate}};
  const Bytes other = made_crl(dated(with({}), -30, -1)), base = made_crl(with({})),
              newer = made_crl(delta({{"1001"}}, 9, 7));
  Verifier verifier;
  const JudgedCrl a = judge_crl(other, question, verifier), b = judge_crl(base, question, verifier),
                  c = judge_crl(newer, question, verifier);
  CrlStanding standing = standing_of(leaf.certificate, {&a, &c, &b});
  CHECK(standing.by == 0);
  CHECK(standing.delta == 1);
  standing = standing_of(leaf.certificate, {&a, &b});
  CHECK(standing.by == 1);
  CHECK(!standing.delta);
  CHECK(standing.covered == kAllReasons);
}

TEST_CASE("a name relative to the CRL's issuer is one below it", "[crl]") {
  const Held ca(revocation_ca());
  // [0] { [1] { SEQUENCE { 2.5.4.3, "p1" } } }
  const std::string relative =
      "A00DA10B30090603550403"
      "13027031";
  const Held leaf(revocation_leaf({{kPoint, "DER:3011300F" + relative}}));
  for (const bool same : {true, false}) {
    const std::string scope = same ? relative
                                   : "A00DA10B30090603550403"
                                     "13027032";
    const Bytes der = made_crl(with({{"1001"}}, {{kScope, "critical,DER:300F" + scope}}));
    Verifier verifier;
    const JudgedCrl crl = judge_crl(
        der, {.now = forest_now(), .issuers = {&ca.certificate}, .certificates = {&leaf.certificate}}, verifier);
    CHECK(said(standing_of(leaf.certificate, {&crl})) == (same ? "revoked" : "unknown crl-scope-point"));
  }
}
