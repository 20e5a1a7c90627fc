#include "catch.hpp"
#include "objects_material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

std::optional<Kind> kind(const std::string& command) {
  objects().sh(command);
  return kind_of_der(bytes_of("kind.der"));
}

}  // namespace

TEST_CASE("the kind of an object is told by its structure", "[objects]") {
  CHECK(kind_of_der(bytes_of("rsa.der")) == Kind::certificate);
  CHECK(kind_of_der(bytes_of("v1.der")) == Kind::certificate);
  CHECK(kind_of_der(bytes_of("rsa.csr.der")) == Kind::csr);
  CHECK(kind_of_der(bytes_of("crl.der")) == Kind::crl);
  CHECK(kind_of_der(bytes_of("ec.spki")) == Kind::public_key);
  CHECK(kind("openssl req -new -key ec.key -subj / -outform DER -out kind.der") == Kind::csr);
  CHECK(kind("openssl crl2pkcs7 -nocrl -certfile ca.pem -outform DER -out kind.der") == Kind::pkcs7);
  CHECK(kind("openssl pkcs12 -export -in ca.pem -inkey ec.key -passout pass:x -out kind.der") == Kind::pkcs12);
  CHECK(kind("openssl ecparam -name prime256v1 -outform DER -out kind.der") == Kind::parameters);
  CHECK(kind("openssl ecparam -name prime256v1 -param_enc explicit -outform DER -out kind.der") == Kind::parameters);
  CHECK(kind("openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out dh.pem; openssl dhparam -in dh.pem "
             "-outform DER -out kind.der") == Kind::parameters);
  CHECK(kind("openssl dsaparam -outform DER -out kind.der 1024") == Kind::parameters);
}

TEST_CASE("private keys are told by their structure", "[objects]") {
  for (const char* command : {
           "openssl pkcs8 -topk8 -nocrypt -in rsa.key -outform DER -out kind.der",
           "openssl pkcs8 -topk8 -passout pass:x -in rsa.key -outform DER -out kind.der",
           "openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:x -in ec.key -outform DER -out kind.der",
           "openssl rsa -traditional -in rsa.key -outform DER -out kind.der",
           "openssl ec -in ec.key -outform DER -out kind.der",
           "openssl pkey -in ed.key -outform DER -out kind.der",
           "openssl dsaparam -genkey -noout -out d.key 1024; openssl dsa -in d.key -outform DER -out kind.der",
       }) {
    INFO(command);
    CHECK(kind(command) == Kind::private_key);
  }
}

TEST_CASE("an OCSP response is one", "[objects]") {
  objects().sh(R"(
printf 'V\t301231235959Z\t\t05\tunknown\t/CN=www.example.com\n' > ocsp.txt
openssl ocsp -issuer ca.pem -serial 5 -reqout req.der
openssl ocsp -index ocsp.txt -CA ca.pem -rsigner ca.pem -rkey ec.key -reqin req.der -respout kind.der -ndays 1)");
  Artifact response = artifact(bytes_of("kind.der"));
  CHECK(kind_of_der(response.der) == Kind::ocsp_response);
  CHECK(read_ocsp_response(response, Lang::en));
  response.der.pop_back();
  CHECK_FALSE(read_ocsp_response(response, Lang::en));
  CHECK(kind_of_der(Bytes{0x30, 0x03, 0x0A, 0x01, 0x06}) == Kind::ocsp_response);  // unauthorized
}

TEST_CASE("CFCA's .sm2 is not taken for a key or a PKCS#12", "[objects]") {
  const Bytes file{0x30, 0x1F, 0x02, 0x01, 0x01, 0x30, 0x0C, 0x06, 0x0A, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x06, 0x01, 0x04,
                   0x02, 0x01, 0x30, 0x0C, 0x06, 0x0A, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x06, 0x01, 0x04, 0x02, 0x01};
  CHECK(kind_of_der(file) == Kind::sm2_file);
}

TEST_CASE("other bytes are nothing that we know", "[objects]") {
  CHECK_FALSE(kind_of_der({}));
  CHECK_FALSE(kind_of_der(as_bytes("0123456789")));
  CHECK_FALSE(kind_of_der(Bytes{0x30}));
  CHECK_FALSE(kind_of_der(Bytes{0x30, 0x00}));
  CHECK_FALSE(kind_of_der(Bytes{0x30, 0x80}));
  CHECK_FALSE(kind_of_der(Bytes{0x30, 0x05, 0x0C, 0x03, 'a', 'b', 'c'}));
}

TEST_CASE("an object that is cut off keeps its kind", "[objects]") {
  const auto cut = [](const char* name) {
    Bytes bytes = bytes_of(name);
    bytes.resize(bytes.size() / 2);
    return kind_of_der(bytes);
  };
  CHECK(cut("rsa.der") == Kind::certificate);
  CHECK(cut("rsa.csr.der") == Kind::csr);
}

TEST_CASE("a revocation list is one", "[objects]") {
  Artifact list = artifact(bytes_of("crl.der"));
  CHECK(read_crl(list, Lang::en));
  list.der.push_back(0);
  const auto read = read_crl(list, Lang::zh);
  REQUIRE_FALSE(read);
  CHECK(read.error().what_zh.find("第 " + std::to_string(list.der.size() - 1) + " 字节") != std::string::npos);
}
