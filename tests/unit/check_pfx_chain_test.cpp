// The chain inside a PFX, on certificates made by openssl.
#include "artifact/loader.hpp"
#include "catch.hpp"
#include "material.hpp"
#include "pfx.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace certdoc::test::pfx;

namespace {

// root > issuing > leaf, stray (another CA), self (self-signed), all EC; 2026 for the leaf, ten years for the CAs.
const test::Workbench& chain() {
  static const test::Workbench material;
  static const bool made = [] {
    material.sh(R"(cat >ca.cnf <<CNF
[ca]
default_ca = here
[here]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
subjectKeyIdentifier = hash
[leaf]
basicConstraints = CA:FALSE
CNF
: >index
echo 01 >serial
for name in root issuing leaf stray self; do
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out $name.key
  openssl req -new -key $name.key -subj /CN=$name -out $name.csr
done
sign() { openssl ca -batch -notext -config ca.cnf -in $1.csr -out $1.crt -startdate $2 -enddate $3 -extensions $4 $5; }
sign root 20200101000000Z 20300101000000Z authority '-selfsign -keyfile root.key'
sign stray 20200101000000Z 20300101000000Z authority '-selfsign -keyfile stray.key'
sign self 20260101000000Z 20270101000000Z leaf '-selfsign -keyfile self.key'
sign issuing 20200101000000Z 20300101000000Z authority '-cert root.crt -keyfile root.key'
sign leaf 20260101000000Z 20270101000000Z leaf '-cert issuing.crt -keyfile issuing.key')");
    return true;
  }();
  static_cast<void>(made);
  return material;
}

// PEM: the checks read artifacts, whatever they came from.
LoadedFile pem(std::initializer_list<std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text += chain().read(name);
  return load_bytes("a.pem", as_bytes(text), {});
}

Context at(std::string_view time) {
  Context context;
  context.now = parse_time(time).value();
  return context;
}

std::string said(std::initializer_list<std::string_view> names, std::string_view cause) {
  return verdict(kPfxChain, pem(names), at("2026-06-01"), cause);
}

std::string valid(std::string_view time, std::string_view cause) {
  return verdict(kPfxValidity, pem({"leaf.key", "leaf.crt", "issuing.crt"}), at(time), cause);
}

}  // namespace

TEST_CASE("a leaf alone lacks its issuer, which is named", "[pfx]") {
  CHECK(said({"leaf.key", "leaf.crt"}, "chain-incomplete") == "confirmed warning");
  const auto findings = kPfxChain.run(certdoc::Material{{pem({"leaf.key", "leaf.crt"})}}, at("2026-06-01"));
  CHECK(of(findings, "chain-incomplete")->message == "the issuer of leaf is not in a.pem: CN=issuing");
  CHECK(said({"leaf.key", "leaf.crt", "stray.crt"}, "chain-incomplete") == "confirmed warning");
}

TEST_CASE("a chain that goes up is not incomplete; a self-signed certificate needs none", "[pfx]") {
  CHECK(said({"leaf.key", "leaf.crt", "issuing.crt"}, "chain-incomplete") == "ruled_out");
  CHECK(said({"leaf.key", "leaf.crt", "issuing.crt", "root.crt"}, "chain-incomplete") == "ruled_out");
  CHECK(said({"self.key", "self.crt"}, "chain-incomplete") == "ruled_out");
  CHECK(said({"leaf.crt", "issuing.crt"}, "chain-incomplete") == "ruled_out");
  CHECK(said({"leaf.key"}, "chain-incomplete") == "nothing");
}

TEST_CASE("the root in a file is a note, its absence none", "[pfx]") {
  CHECK(said({"leaf.key", "leaf.crt", "issuing.crt", "root.crt"}, "chain-root-included") == "confirmed note");
  CHECK(said({"leaf.key", "leaf.crt", "issuing.crt"}, "chain-root-included") == "ruled_out");
  CHECK(said({"self.key", "self.crt"}, "chain-root-included") == "nothing");
}

TEST_CASE("certificates that stand in another order than their chain are told", "[pfx]") {
  CHECK(said({"leaf.key", "leaf.crt", "issuing.crt", "root.crt"}, "chain-order") == "ruled_out");
  CHECK(said({"leaf.key", "leaf.crt", "root.crt", "issuing.crt"}, "chain-order") == "confirmed warning");
  CHECK(said({"leaf.key", "issuing.crt", "leaf.crt"}, "chain-order") == "confirmed warning");
  LoadedFile in_pfx = pem({"leaf.key", "issuing.crt", "leaf.crt"});
  in_pfx.artifacts.push_back(pkcs12(sound_store()));
  CHECK(verdict(kPfxChain, in_pfx, at("2026-06-01"), "chain-order") == "confirmed note");
}

TEST_CASE("CA certificates of no chain here, and second copies, are notes", "[pfx]") {
  CHECK(said({"leaf.key", "leaf.crt", "issuing.crt", "stray.crt"}, "chain-extra-certificate") == "confirmed note");
  CHECK(said({"leaf.key", "leaf.crt", "issuing.crt", "issuing.crt"}, "chain-extra-certificate") == "confirmed note");
  CHECK(said({"leaf.key", "leaf.crt", "issuing.crt"}, "chain-extra-certificate") == "ruled_out");
}

TEST_CASE("a closed part leaves the chain open", "[pfx]") {
  Store store = sound_store(PasswordVerdict::none_given);
  store.parts = {closed_part(ReasonKind::no_password)};
  const LoadedFile closed_file = file("a.p12", {pkcs12(store), inside(closed(Kind::private_key), "bag 1")});
  CHECK(verdict(kPfxChain, closed_file, at("2026-06-01"), "chain-incomplete") == "unknown no-password");
  CHECK(verdict(kPfxValidity, closed_file, at("2026-06-01"), "certificate-expired") == "unknown no-password");
}

TEST_CASE("validity is judged at the time that counts as now, to the second", "[pfx]") {
  CHECK(valid("2026-06-01", "certificate-expired") == "ruled_out");
  CHECK(valid("2027-01-01T00:00:00Z", "certificate-expired") == "ruled_out");
  CHECK(valid("2027-01-01T00:00:01Z", "certificate-expired") == "confirmed error");
  CHECK(valid("2026-01-01T00:00:00Z", "certificate-not-yet-valid") == "ruled_out");
  CHECK(valid("2025-12-31T23:59:59Z", "certificate-not-yet-valid") == "confirmed error");
}

TEST_CASE("an expired issuer is found too, and named", "[pfx]") {
  const auto findings =
      kPfxValidity.run(certdoc::Material{{pem({"leaf.key", "leaf.crt", "issuing.crt"})}}, at("2030-06-01"));
  const Finding* finding = of(findings, "certificate-expired");
  REQUIRE(finding != nullptr);
  CHECK(finding->evidence.size() == 2);
}

TEST_CASE("thousands of certificates of one name cost little", "[pfx]") {
  std::vector<Artifact> all = pem({"leaf.key", "leaf.crt"}).artifacts;
  Artifact issuer = pem({"stray.crt"}).artifacts.front();
  issuer.certificate->subject = all.back().certificate->issuer;
  issuer.certificate->subject_key_id.clear();
  for (std::uint8_t n = 0; n < 200; ++n) {
    issuer.der.back() = n;
    all.push_back(issuer);
  }
  const LoadedFile loaded = file("a.pem", all);
  CHECK(verdict(kPfxChain, loaded, at("2026-06-01"), "chain-root-included") == "nothing");
}
