// `match` over files that were named.
#include "catch.hpp"
#include "matching.hpp"

using namespace certdoc;
using namespace certdoc::test;

TEST_CASE("two named files on one key are said to be what they are to each other", "[match]") {
  const auto one = [](Artifact a, Artifact b, Lang lang = Lang::en) {
    return lines(match_of({file("a", {std::move(a)}), file("b", {std::move(b)})}, lang));
  };
  CHECK(one(certificate("k"), private_key("k")) == Lines{"ruled_out key-mismatch: b is the private key of a"});
  CHECK(one(private_key("k"), certificate("k")) == Lines{"ruled_out key-mismatch: a is the private key of b"});
  CHECK(one(certificate("k"), csr("k")) == Lines{"ruled_out csr-mismatch: a was issued for the key of b"});
  CHECK(one(private_key("k"), csr("k")) == Lines{"ruled_out csr-mismatch: a is the private key of b"});
  CHECK(one(public_key("k"), private_key("k")) == Lines{"ruled_out key-mismatch: a is the public key of b"});
  CHECK(one(public_key("k"), certificate("k")) == Lines{"ruled_out key-mismatch: a is the public key of b"});
  CHECK(one(certificate("k"), certificate("k")) ==
        Lines{"ruled_out certificate-unpaired: a and b are the same certificate"});
  CHECK(one(certificate("k"), certificate("k", {.year = 2025})) ==
        Lines{"ruled_out certificate-unpaired: b and a are certificates on the same key"});
  CHECK(one(private_key("k"), private_key("k")) == Lines{"ruled_out key-unpaired: b and a are the same private key"});
  CHECK(one(csr("k"), csr("k")) == Lines{"ruled_out csr-mismatch: a and b are the same CSR"});
  CHECK(one(certificate("k"), private_key("k"), Lang::zh) == Lines{"ruled_out key-mismatch: b 是 a 的私钥"});
}

TEST_CASE("two named files on different keys are an error of their kind", "[match]") {
  const auto one = [](Artifact a, Artifact b) {
    return lines(match_of({file("a", {std::move(a)}), file("b", {std::move(b)})}));
  };
  CHECK(one(certificate("k"), private_key("x")) ==
        Lines{"confirmed error key-mismatch: b is not the private key of a"});
  CHECK(one(private_key("x"), certificate("k")) ==
        Lines{"confirmed error key-mismatch: a is not the private key of b"});
  CHECK(one(certificate("k"), csr("x")) == Lines{"confirmed error csr-mismatch: a was not issued for the key of b"});
  CHECK(one(csr("x"), private_key("k")) == Lines{"confirmed error csr-mismatch: b is not the private key of a"});
  CHECK(one(certificate("k"), certificate("x")) ==
        Lines{"confirmed error certificate-unpaired: b and a are certificates on different keys"});
  CHECK(one(private_key("k"), private_key("x")) ==
        Lines{"confirmed error key-unpaired: b and a are different private keys"});
  CHECK(one(csr("k"), csr("x")) == Lines{"confirmed error csr-mismatch: b and a are CSRs on different keys"});
  CHECK(one(public_key("x"), private_key("k")) == Lines{"confirmed error key-mismatch: a is not the public key of b"});
}

TEST_CASE("the evidence of a mismatch names both keys and the place of the odd one", "[match]") {
  const auto result = match_of({file("s.crt", {certificate("k")}), file("s.key", {private_key("x")})});
  REQUIRE(result.findings.size() == 1);
  const auto& finding = result.findings.front();
  CHECK(finding.subject == "s.key");
  REQUIRE(finding.evidence.size() == 2);
  CHECK(finding.evidence[0].label == "SPKI SHA-256");
  CHECK(finding.evidence[0].expected.substr(0, 4) == "6b00");
  CHECK(finding.evidence[0].actual.substr(0, 4) == "7800");
  CHECK(finding.evidence[0].location == "s.key:1");
  CHECK(finding.evidence[1].actual == "RSA 2048");
}

TEST_CASE("of three named files the one that differs is the odd one", "[match]") {
  const auto three = [](std::string_view crt, std::string_view key, std::string_view req) {
    return lines(match_of({file("c", {certificate(crt)}), file("k", {private_key(key)}), file("r", {csr(req)})}));
  };
  CHECK(three("a", "b", "a") == Lines{"ruled_out csr-mismatch: c was issued for the key of r",
                                      "confirmed error key-mismatch: k is not the private key of c"});
  CHECK(three("a", "a", "b") == Lines{"ruled_out key-mismatch: k is the private key of c",
                                      "confirmed error csr-mismatch: c was not issued for the key of r"});
  CHECK(three("a", "b", "b") == Lines{"ruled_out csr-mismatch: k is the private key of r",
                                      "confirmed error key-mismatch: k is not the private key of c",
                                      "confirmed error csr-mismatch: c was not issued for the key of r"});
  CHECK(three("a", "b", "c") == Lines{"confirmed error key-mismatch: k is not the private key of c",
                                      "confirmed error csr-mismatch: c was not issued for the key of r"});
}

TEST_CASE("a copy has no vote of its own", "[match]") {
  CHECK(
      lines(match_of({file("k", {private_key("x")}), file("copy", {private_key("x")}), file("c", {certificate("k")})}))
          .back() == "confirmed error key-mismatch: copy is not the private key of c");
}

TEST_CASE("a mismatch says what else is on the odd key", "[match]") {
  const auto result = lines(match_of({file("a.crt", {certificate("a")}), file("a.key", {private_key("a")}),
                                      file("b.key", {private_key("b")}), found("d/b.crt", {certificate("b")})}));
  CHECK(result == Lines{"ruled_out key-mismatch: a.key is the private key of a.crt",
                        "confirmed error key-mismatch: b.key is not the private key of a.crt; b.key fits d/b.crt"});
}

TEST_CASE("a PFX takes part with its key and its certificate", "[match]") {
  const auto pfx = [](std::string_view key, std::string_view crt) {
    return file("s.p12",
                {container(Kind::pkcs12), inside(private_key(key), "bag 1"), inside(certificate(crt), "bag 2")});
  };
  CHECK(lines(match_of({pfx("a", "a")})) ==
        Lines{"ruled_out key-mismatch: s.p12 (bag 1) is the private key of s.p12 (bag 2)"});
  CHECK(lines(match_of({pfx("a", "b")})) ==
        Lines{"confirmed error key-mismatch: s.p12 (bag 1) is not the private key of s.p12 (bag 2)"});
  CHECK(lines(match_of({pfx("a", "a"), file("o.crt", {certificate("b")})})) ==
        Lines{"confirmed error key-mismatch: s.p12 (bag 1) is not the private key of o.crt"});
  CHECK(lines(match_of({pfx("a", "a"), file("o.key", {private_key("b")})})).back() ==
        "confirmed error key-mismatch: o.key is not the private key of s.p12 (bag 2)");
}

TEST_CASE("a key store fits if one of its entries does", "[match]") {
  const auto store =
      file("s.jks", {container(Kind::java_keystore), inside(private_key("a"), "alias a"),
                     inside(certificate("a"), "alias a, certificate 1"), inside(private_key("b"), "alias b"),
                     inside(certificate("b"), "alias b, certificate 1")});
  CHECK(lines(match_of({store})) ==
        Lines{"ruled_out key-mismatch: s.jks (alias a) is the private key of s.jks (alias a, certificate 1)",
              "ruled_out key-mismatch: s.jks (alias b) is the private key of s.jks (alias b, certificate 1)"});
  CHECK(lines(match_of({store, file("b.crt", {certificate("b")})})) ==
        Lines{"ruled_out key-mismatch: s.jks (alias b) is the private key of b.crt",
              "ruled_out certificate-unpaired: s.jks (alias b, certificate 1) and b.crt are the same certificate"});
  CHECK(lines(match_of({store, file("c.crt", {certificate("c")})})) ==
        Lines{"confirmed error key-mismatch: s.jks (alias a) is not the private key of c.crt"});
}

TEST_CASE("an entry of a key store must fit its own chain", "[match]") {
  CHECK(lines(match_of({file("s.jks", {container(Kind::java_keystore), inside(private_key("a"), "alias a"),
                                       inside(certificate("b"), "alias a, certificate 1")})})) ==
        Lines{"confirmed error key-mismatch: s.jks (alias a) is not the private key of s.jks (alias a, certificate "
              "1)"});
}

TEST_CASE("RSA and RSA-PSS of one modulus fit, with a warning about OpenSSL", "[match]") {
  auto crt = certificate("k");
  crt.key->algorithm = "RSA-PSS";
  const auto result = match_of({file("c", {crt}), file("k", {private_key("k")})});
  CHECK(lines(result) == Lines{"ruled_out key-mismatch: k is the private key of c"});
  REQUIRE(result.notes.size() == 1);
  CHECK(result.notes[0].find("key type mismatch") != std::string::npos);
}

TEST_CASE("one key written in two ways shows the hash that is compared", "[match]") {
  auto crt = certificate("k");
  crt.key->spki_sha256[0] = 1;
  const auto result = match_of({file("c", {crt}), file("k", {private_key("k")})});
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].evidence[0].expected == result.findings[0].evidence[0].actual);
}
