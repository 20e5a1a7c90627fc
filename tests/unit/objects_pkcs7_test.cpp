#include "catch.hpp"
#include "objects_material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

Bytes bundle(const std::string& how) {
  objects().sh(how);
  return bytes_of("bundle.p7b");
}

}  // namespace

TEST_CASE("the certificates and lists of a PKCS#7 are read", "[objects]") {
  const Bytes p7b =
      bundle("openssl crl2pkcs7 -in crl.pem -certfile ca.pem -certfile rsa.pem -outform DER -out bundle.p7b");
  const auto inside = certificates_of_pkcs7(p7b, 10, Lang::en);
  REQUIRE(inside);
  REQUIRE(inside->size() == 3);
  CHECK((*inside)[0].der == bytes_of("ca.der"));
  CHECK((*inside)[0].place.inside == "certificate 1");
  CHECK((*inside)[0].key->curve == "P-256");
  CHECK((*inside)[1].der == bytes_of("rsa.der"));
  CHECK((*inside)[1].encoding == Encoding::der);
  CHECK((*inside)[2].kind == Kind::crl);
  CHECK((*inside)[2].place.inside == "CRL 1");
  CHECK(certificates_of_pkcs7(p7b, 10, Lang::zh)->at(1).place.inside == "证书 2");
}

TEST_CASE("a PKCS#7 in BER is read through OpenSSL", "[objects]") {
  const Bytes p7b = bundle(
      "openssl cms -sign -stream -binary -nodetach -in ca.pem -signer ca.pem -inkey ec.key -outform DER -out "
      "bundle.p7b");
  REQUIRE(p7b[1] == 0x80);
  CHECK(kind_of_der(p7b) == Kind::pkcs7);
  const auto inside = certificates_of_pkcs7(p7b, 10, Lang::en);
  REQUIRE(inside);
  REQUIRE(inside->size() == 1);
  CHECK(inside->front().der == bytes_of("ca.der"));
}

TEST_CASE("a PKCS#7 may not hold more than the bound", "[objects]") {
  const Bytes p7b = bundle("openssl crl2pkcs7 -nocrl -certfile ca.pem -certfile rsa.pem -outform DER -out bundle.p7b");
  CHECK(certificates_of_pkcs7(p7b, 2, Lang::en));
  const auto refused = certificates_of_pkcs7(p7b, 1, Lang::en);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == Error::Kind::too_large);
}

TEST_CASE("an enveloped message is no bundle of certificates", "[objects]") {
  const Bytes message = bundle(
      "openssl smime -encrypt -aes128 -in ca.pem -outform DER -out bundle.p7b ca.pem 2>/dev/null || "
      "openssl smime -encrypt -aes128 -in ca.pem -outform DER -out bundle.p7b rsa.pem");
  const auto read = certificates_of_pkcs7(message, 10, Lang::en);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == Error::Kind::unsupported);
}

TEST_CASE("a damaged PKCS#7 is an error that says at which byte", "[objects]") {
  Bytes p7b = bundle("openssl crl2pkcs7 -nocrl -certfile ca.pem -outform DER -out bundle.p7b");
  p7b.resize(p7b.size() - 1);
  const auto read = certificates_of_pkcs7(p7b, 10, Lang::en);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == Error::Kind::invalid);
  CHECK(read.error().what.find("byte 0") != std::string::npos);
}
