// The search for paths: its bounds, the order of what it finds, and the values that come with it.
#include <algorithm>
#include <chrono>

#include "artifact/objects.hpp"
#include "catch.hpp"
#include "forest_special.hpp"

using namespace certdoc;
using namespace certdoc::test;
using chain::End;
using chain::Rule;

namespace {

const CertSpec kRoot = ca_spec("Root", "rsa2048_1", "Root", "rsa2048_1");
const CertSpec kCa = ca_spec("CA 1", "p256_2", "Root", "rsa2048_1");
const CertSpec kLeaf = leaf_spec("p256_1", "CA 1", "p256_2");

const chain::Problem* problem(const chain::Path& path, Rule rule) {
  const auto found = std::find_if(path.problems.begin(), path.problems.end(),
                                  [rule](const chain::Problem& one) { return one.rule == rule; });
  return found == path.problems.end() ? nullptr : &*found;
}

std::string value(const chain::Path& path, Rule rule, std::string_view label) {
  const chain::Problem* one = problem(path, rule);
  const std::string* text = one == nullptr ? nullptr : one->value(label);
  return text == nullptr ? "none" : *text;
}

std::vector<std::string> subjects(const chain::Examined& result, const chain::Path& path) {
  std::vector<std::string> out;
  for (const std::size_t one : path.certificates) out.push_back(name_text(result.certificates[one].subject));
  return out;
}

// Every one of `count` CAs with the same name and a key of its own, or of a few keys, certified by all the others.
std::vector<CertSpec> tangle(std::size_t names, bool key_ids) {
  static const std::vector<std::string> keys{"p256_2", "p256_3", "p256_4", "p256_5", "p256_6", "p384"};
  std::vector<CertSpec> out;
  for (std::size_t a = 0; a < names; ++a) {
    for (std::size_t b = 0; b < 4; ++b) {
      CertSpec one = ca_spec("CA 1", keys[a % keys.size()], "CA 1", keys[(a + b + 1) % keys.size()]);
      one.serial = "1001" + std::to_string(100 + a) + std::to_string(b);
      one.subject_key_id = one.authority_key_id = key_ids;
      out.push_back(one);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the issuer that is missing is named with its key identifier and where to fetch it", "[chain]") {
  CertSpec leaf = kLeaf;
  leaf.extensions["authorityInfoAccess"] = "caIssuers;URI:http://ca.example/ca1.cer,OCSP;URI:http://ocsp.example";
  const CertSpec sibling = ca_spec("CA 1", "p256_3", "Root", "rsa2048_1");
  const Examination examined(by_hand("=", {leaf, sibling}, {kRoot}));
  const chain::Path& best = examined.best();
  REQUIRE(best.end == End::issuer_missing);
  REQUIRE(best.missing);
  CHECK(name_text(best.missing->issuer) == "O=Forest,CN=CA 1");
  CHECK(as_text(best.missing->authority_key_id) == forest_key_id("p256_2"));
  CHECK(best.missing->ca_issuers == std::vector<std::string>{"http://ca.example/ca1.cer"});
  REQUIRE(best.missing->look_alikes.size() == 1);
  CHECK(best.missing->look_alikes[0].other_key_id);
  const chain::Certificate& like = examined.result.certificates[best.missing->look_alikes[0].certificate];
  REQUIRE(like.places.size() == 1);
  CHECK(like.places[0].artifact == 1);
  CHECK(value(best, Rule::issuer_missing, "issuer") == "O=Forest,CN=CA 1");
}

TEST_CASE("an expired certificate says since when and for how many days", "[chain]") {
  CertSpec leaf = kLeaf;
  leaf.to = -7;
  const Examination examined(by_hand("=", {leaf, kCa}, {kRoot}));
  CHECK(value(examined.best(), Rule::expired, "not-after") == "2026-05-25T00:00:00Z");
  CHECK(value(examined.best(), Rule::expired, "days") == "7");
  CHECK_FALSE(examined.best().valid());
}

TEST_CASE("the valid path comes first, and the spoiled cross-sign beside it is told too", "[chain]") {
  CertSpec cross = ca_spec("Root", "rsa2048_1", "Old Root", "rsa2048_2");
  cross.to = -5;
  const CertSpec old_root = ca_spec("Old Root", "rsa2048_2", "Old Root", "rsa2048_2");
  const Examination examined(by_hand("=", {kLeaf, kCa, cross}, {kRoot, old_root}));
  const auto& paths = examined.result.leaves.front().paths;
  REQUIRE(paths.size() == 2);
  CHECK(paths[0].valid());
  CHECK(paths[0].certificates.size() == 3);
  CHECK_FALSE(paths[1].valid());
  CHECK(paths[1].end == End::anchor);
  REQUIRE(problem(paths[1], Rule::expired));
  CHECK(problem(paths[1], Rule::expired)->at == 2);
  CHECK(subjects(examined.result, paths[1]).back() == "O=Forest,CN=Old Root");
}

TEST_CASE("a file is told in which order it belongs, what is extra and what is there twice", "[chain]") {
  const CertSpec stranger = ca_spec("Stranger", "p256_5", "Stranger", "p256_5");
  const Examination examined(by_hand("=", {kCa, stranger, kLeaf, kCa, kRoot}, {kRoot}));
  REQUIRE(examined.result.files.size() == 1);
  const chain::FileOrder& file = examined.result.files[0];
  CHECK(file.given == std::vector<std::size_t>{0, 1, 2, 3, 4});
  CHECK(file.right == std::vector<std::size_t>{2, 0, 4});
  CHECK(file.extra == std::vector<std::size_t>{1});
  CHECK(file.duplicates == std::vector<std::size_t>{3});
  CHECK(file.roots == std::vector<std::size_t>{4});
  CHECK(file.out_of_order);
}

TEST_CASE("an intermediate in the trust set ends a path as a partial anchor", "[chain]") {
  const Examination examined(by_hand("=", {kLeaf}, {kCa, kRoot}));
  const auto& paths = examined.result.leaves.front().paths;
  REQUIRE(paths.size() == 2);
  CHECK_FALSE(paths[0].partial_anchor);
  CHECK(paths[0].certificates.size() == 3);
  CHECK(paths[1].partial_anchor);
  CHECK(paths[1].certificates.size() == 2);
}

TEST_CASE("several leaves are each judged, in the order given", "[chain]") {
  CertSpec second = kLeaf;
  second.subject = "CN=second";
  second.to = -1;
  const Examination examined(by_hand("=", {kLeaf, kCa, second}, {kRoot}));
  REQUIRE(examined.result.leaves.size() == 2);
  CHECK(examined.result.leaves[0].paths[0].valid());
  CHECK_FALSE(examined.result.leaves[1].paths[0].valid());
}

TEST_CASE("four hundred cross-signed CAs of one name end in milliseconds", "[chain]") {
  for (const bool key_ids : {true, false}) {
    std::vector<CertSpec> given{kLeaf};
    const std::vector<CertSpec> cas = tangle(100, key_ids);
    given.insert(given.end(), cas.begin(), cas.end());
    ForestCase one = by_hand("=", given, {kRoot});
    one.question.ask_openssl = chain::AskOpenssl::never;
    one.question.profile = chain::Profile::webpki;
    const Examination examined(one);
    CHECK(examined.result.leaves.size() == 1);
    CHECK(examined.result.steps <= one.question.bounds.steps);
    // One that proves something for each certificate, and a bounded number of others.
    CHECK(examined.result.signatures <= given.size() * 3 + one.question.bounds.signatures);
  }
}

TEST_CASE("a hundred CAs with keys that did not sign are not all tried", "[chain]") {
  // One name, one signature, and a thousand certificates that might have made it.
  std::vector<CertSpec> given;
  CertSpec leaf = kLeaf;
  leaf.authority_key_id = false;
  given.push_back(leaf);
  for (int n = 0; n < 200; ++n) {
    CertSpec one = ca_spec("CA 1", n % 2 == 0 ? "p256_3" : "p256_4", "Root", "rsa2048_1");
    one.serial = "1001" + std::to_string(1000 + n);
    one.subject_key_id = false;
    given.push_back(one);
  }
  const Examination examined(by_hand("=", given, {kRoot}));
  CHECK(examined.result.signatures < 450);
  REQUIRE_FALSE(examined.result.leaves.empty());
}

TEST_CASE("what is here and was not tried is not missing; what key identifiers name is tried", "[chain]") {
  CertSpec leaf = kLeaf, ca = kCa;
  std::vector<CertSpec> siblings;
  for (const char* key : {"p256_3", "p256_4", "p256_5"}) {
    siblings.push_back(ca_spec("CA 1", key, "Root", "rsa2048_1"));
    siblings.back().from = -1;  // newer than the issuer: tried before it
  }
  for (const bool key_ids : {true, false}) {
    leaf.authority_key_id = ca.subject_key_id = key_ids;
    for (CertSpec& one : siblings) one.subject_key_id = key_ids;
    ForestCase one = by_hand("=", {leaf, siblings[0], siblings[1], siblings[2], ca}, {kRoot});
    one.question.bounds.candidates = 1;
    const Examination examined(one);
    CHECK(examined.best().end == (key_ids ? End::anchor : End::bounds));
    CHECK(examined.result.cut != key_ids);
  }
}

TEST_CASE("certificates that all issued one another are still a case", "[chain]") {
  const CertSpec a = ca_spec("A", "p256_2", "B", "p256_3"), b = ca_spec("B", "p256_3", "A", "p256_2");
  const Examination examined(by_hand("=", {a, b}, {kRoot}));
  REQUIRE(examined.result.leaves.size() == 1);
  CHECK(examined.best().end == End::loop);
}

TEST_CASE("nothing given is no leaf", "[chain]") {
  chain::TrustSet trust = chain::TrustSet::none();
  CHECK(chain::examine({}, trust, {}).leaves.empty());
}

TEST_CASE("the two SM2 certificates of one server are recognised as a pair", "[chain]") {
  const CertSpec root = ca_spec("SM2 Root", "sm2_1", "SM2 Root", "sm2_1");
  CertSpec sign = leaf_spec("sm2_3", "SM2 Root", "sm2_1"), encrypt = leaf_spec("sm2_2", "SM2 Root", "sm2_1");
  sign.extensions["keyUsage"] = "critical,digitalSignature,nonRepudiation";
  encrypt.extensions["keyUsage"] = "critical,keyEncipherment,dataEncipherment,keyAgreement";
  const Examination examined(by_hand("=", {sign, encrypt}, {root}));
  REQUIRE(examined.result.leaves.size() == 2);
  CHECK(examined.result.leaves[0].pair == std::optional<std::size_t>(examined.result.leaves[1].certificate));
  CHECK(examined.result.leaves[1].pair == std::optional<std::size_t>(examined.result.leaves[0].certificate));
  CHECK(examined.best().valid());
}

TEST_CASE("a signature that is no whole number of octets is none", "[chain]") {
  ForestCase one = by_hand("=", {kLeaf, kCa}, {kRoot});
  Bytes& ca = one.files[0][1];  // signed by RSA 2048: BIT STRING, no unused bits, 256 octets at the end
  Bytes::value_type& unused = ca[ca.size() - 257];
  REQUIRE(unused == 0);
  unused = 1;
  const Examination examined(one);
  CHECK_FALSE(examined.best().valid());
  REQUIRE(problem(examined.best(), Rule::signature_wrong));
  CHECK(problem(examined.best(), Rule::signature_wrong)->at == 1);
}
