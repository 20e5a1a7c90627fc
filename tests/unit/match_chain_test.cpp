// `match`: CA certificates that issued another given one are not compared.
#include "artifact/issued_by.hpp"
#include "artifact/objects.hpp"
#include "catch.hpp"
#include "matching.hpp"
#include "material.hpp"

using namespace certdoc;
using certdoc::test::by_name;
using certdoc::test::certificate;
using certdoc::test::container;
using certdoc::test::file;
using certdoc::test::inside;
using certdoc::test::lines;
using certdoc::test::Lines;
using certdoc::test::match_of;
using certdoc::test::private_key;

namespace {

Artifact leaf(std::string_view key = "k") {
  return certificate(key, {.subject = "leaf", .issuer = "inter"});
}
Artifact inter() {
  return certificate("i", {.subject = "inter", .issuer = "root", .is_ca = true});
}
Artifact root() {
  return certificate("r", {.subject = "root", .issuer = "root", .is_ca = true});
}
Issued never(const Artifact&, const Artifact&) {
  return Issued::no;
}

}  // namespace

TEST_CASE("a chain is not compared with the key, wherever it stands", "[match]") {
  const Lines good{"ruled_out key-mismatch: s.key is the private key of f.pem"};
  CHECK(lines(match_of({file("f.pem", {leaf(), inter(), root()}), file("s.key", {private_key("k")})})) == good);
  CHECK(lines(match_of({file("f.pem", {root(), inter(), leaf()}), file("s.key", {private_key("k")})})) == good);
  CHECK(lines(match_of({file("f.pem", {leaf()}), file("s.key", {private_key("k")}), file("i.pem", {inter()}),
                        file("r.pem", {root()})})) == good);
  CHECK(lines(match_of({file("s.p12", {container(Kind::pkcs12), inside(private_key("k"), "bag 1"),
                                       inside(leaf(), "bag 2"), inside(inter(), "bag 3"), inside(root(), "bag 4")})}))
            .size() == 1);
}

TEST_CASE("a chain does not outvote the certificate", "[match]") {
  CHECK(lines(match_of({file("f.pem", {leaf(), inter(), root()}), file("s.key", {private_key("x")})})) ==
        Lines{"confirmed error key-mismatch: s.key is not the private key of f.pem"});
}

TEST_CASE("a name alone makes no issuer", "[match]") {
  const auto result =
      match_of({file("l.pem", {leaf()}), file("k", {private_key("k")}), file("i.pem", {inter()})}, Lang::en, never);
  CHECK(lines(result).back() ==
        "confirmed error certificate-unpaired: i.pem and l.pem are certificates on different keys; i.pem is a CA "
        "certificate and issued none of those given");
}

TEST_CASE("key identifiers that disagree are not even verified", "[match]") {
  auto ca = inter();
  ca.certificate->subject_key_id = {1};
  auto end = leaf();
  end.certificate->authority_key_id = {2};
  int asked = 0;
  const Issuing count = [&](const Artifact& a, const Artifact& b) {
    ++asked;
    return by_name(a, b);
  };
  match_of({file("l", {end}), file("i", {ca})}, Lang::en, count);
  CHECK(asked == 0);
  end.certificate->authority_key_id = {1};
  CHECK(match_of({file("l", {end}), file("i", {ca})}, Lang::en, count).chain.size() == 1);
  CHECK(asked == 1);
}

TEST_CASE("a certificate that signed itself is compared", "[match]") {
  const auto self = certificate("k", {.subject = "s", .issuer = "s", .is_ca = true});
  const auto renewed = certificate("k", {.subject = "s", .issuer = "s", .year = 2027, .is_ca = true});
  CHECK(lines(match_of({file("c", {self}), file("k", {private_key("k")})})) ==
        Lines{"ruled_out key-mismatch: k is the private key of c"});
  CHECK(lines(match_of({file("c", {self}), file("d", {renewed}), file("k", {private_key("k")})})) ==
        Lines{"ruled_out key-mismatch: k is the private key of d",
              "ruled_out certificate-unpaired: c and d are certificates on the same key"});
}

TEST_CASE("a cross-signed intermediate is a chain member in both forms", "[match]") {
  const auto cross = certificate("i", {.subject = "inter", .issuer = "other", .is_ca = true});
  CHECK(lines(match_of({file("f.pem", {leaf(), inter(), cross}), file("k", {private_key("k")})})).size() == 1);
}

TEST_CASE("a CA certificate that issued nothing here is compared like any other", "[match]") {
  CHECK(lines(match_of({file("i", {inter()}), file("k", {private_key("i")}), file("r", {root()})})) ==
        Lines{"ruled_out key-mismatch: k is the private key of i"});
}

TEST_CASE("a leaf and its chain without a key say who issued whom", "[match]") {
  CHECK(lines(match_of({file("l", {leaf()}), file("i", {inter()})})) ==
        Lines{"ruled_out certificate-unpaired: i issued l"});
}

TEST_CASE("a signature that cannot be verified leaves the chain open", "[match]") {
  const Issuing open = [](const Artifact&, const Artifact&) { return Issued::unknown; };
  CHECK(lines(match_of({file("l", {leaf()}), file("i", {inter()}), file("k", {private_key("k")})}, Lang::en, open)) ==
        Lines{"unknown certificate-unpaired: it is not known whether i issued l [unsupported]",
              "ruled_out key-mismatch: k is the private key of l"});
}

TEST_CASE("a bundle of CA certificates by itself claims nothing", "[match]") {
  const auto other = certificate("o", {.subject = "other", .issuer = "other", .is_ca = true});
  CHECK(lines(match_of({file("bundle", {root(), other})})) ==
        Lines{"unknown key-mismatch: it is not known what bundle belongs to [no-input]"});
}

TEST_CASE("verifications are bounded however many certificates share a name", "[match]") {
  std::vector<Artifact> many;
  for (int i = 0; i < 3000; ++i) {
    many.push_back(certificate("k" + std::to_string(i), {.subject = "same", .issuer = "same"}));
  }
  int asked = 0;
  const Issuing count = [&](const Artifact&, const Artifact&) {
    ++asked;
    return Issued::no;
  };
  match_of({test::found("all.pem", many)}, Lang::en, count);
  CHECK(asked <= 256);
  CHECK(asked > 0);
}

TEST_CASE("a CA that lies there many times is verified once", "[match]") {
  std::vector<LoadedFile> files;
  for (int i = 0; i < 300; ++i)
    files.push_back(test::found(std::to_string(i) + ".pem", {leaf("k" + std::to_string(i)), inter()}));
  int asked = 0;
  const auto result = match_of(std::move(files), Lang::en, [&](const Artifact& a, const Artifact& b) {
    ++asked;
    return by_name(a, b);
  });
  CHECK(asked == 1);
  CHECK(result.counts.chain_members == 300);
}

TEST_CASE("issuance is told by name and signature, of RSA, EC and SM2", "[match]") {
  const test::Workbench material;
  const auto load = [&](const std::string& name) {
    material.sh("openssl x509 -in " + name + ".crt -outform DER -out " + name + ".der");
    Artifact artifact;
    artifact.kind = Kind::certificate;
    artifact.der = to_bytes(as_bytes(material.read(name + ".der")));
    return artifact;
  };
  material.sh(R"(
ca() { openssl req -x509 -newkey $2 -nodes -keyout $1.key -subj /CN=ca -days 9 -out $1.crt 2>/dev/null; }
ca rsa rsa:2048
ca other 'ec -pkeyopt ec_paramgen_curve:P-256'
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out sm2.key 2>/dev/null
openssl req -x509 -key sm2.key -subj /CN=ca -sm3 -sigopt distid:1234567812345678 -days 9 -out sm2.crt
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -subj /CN=leaf -out leaf.csr 2>/dev/null
for ca in rsa other; do openssl x509 -req -in leaf.csr -CA $ca.crt -CAkey $ca.key -CAcreateserial -days 9 -out by-$ca.crt 2>/dev/null; done
openssl x509 -req -in leaf.csr -CA sm2.crt -CAkey sm2.key -sm3 -sigopt distid:1234567812345678 -days 9 -out by-sm2.crt 2>/dev/null
openssl x509 -req -in leaf.csr -CA sm2.crt -CAkey sm2.key -sm3 -days 9 -out by-sm2-plain.crt 2>/dev/null
openssl x509 -req -in leaf.csr -CA rsa.crt -CAkey rsa.key -md4 -provider legacy -provider default -days 9 -out by-md4.crt 2>/dev/null
)");
  CHECK(issued_by(load("rsa"), load("by-rsa")) == Issued::yes);
  CHECK(issued_by(load("other"), load("by-other")) == Issued::yes);
  CHECK(issued_by(load("sm2"), load("by-sm2")) == Issued::yes);
  CHECK(issued_by(load("sm2"), load("by-sm2-plain")) == Issued::yes);
  CHECK(issued_by(load("rsa"), load("by-other")) == Issued::no);
  CHECK(issued_by(load("other"), load("by-rsa")) == Issued::no);
  CHECK(issued_by(load("other"), load("by-sm2")) == Issued::no);
  CHECK(issued_by(load("rsa"), load("rsa")) == Issued::yes);
  CHECK(issued_by(load("by-rsa"), load("rsa")) == Issued::no);
  CHECK(issued_by(load("rsa"), load("by-md4")) == Issued::unknown);
  Artifact broken = load("rsa");
  broken.der.resize(40);
  CHECK(issued_by(broken, load("by-rsa")) == Issued::unknown);
}
