#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "catch.hpp"
#include "objects_material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

Bytes attribute(std::string_view oid, std::uint8_t tag, std::string_view value) {
  return der::write(der::sequence, {der::write(der::oid, {as_bytes(oid)}), der::write(tag, {as_bytes(value)})});
}

Bytes name(std::initializer_list<Bytes> attributes) {
  Bytes sets;
  for (const Bytes& one : attributes) {
    const Bytes set = der::write(der::set, {one});
    sets.insert(sets.end(), set.begin(), set.end());
  }
  return der::write(der::sequence, {sets});
}

constexpr std::string_view kCommonName = "\x55\x04\x03", kOrganisation = "\x55\x04\x0A", kStrange = "\x2A\x03\x04";

}  // namespace

TEST_CASE("names are written as RFC 4514 wants them", "[objects]") {
  CHECK(name_text(name({attribute(kOrganisation, der::utf8_string, "A, \"B\" + C; <D> \\"),
                        attribute(kCommonName, der::printable_string, " x ")})) ==
        "CN=\\ x\\ ,O=A\\, \\\"B\\\" \\+ C\\; \\<D\\> \\\\");
  CHECK(name_text(name({attribute(kStrange, der::utf8_string, "#1")})) == "1.2.3.4=\\#1");
  CHECK(name_text(name({attribute(kCommonName, der::bmp_string, std::string_view("\x4E\x2D\x65\x87", 4))})) ==
        "CN=中文");
  CHECK(name_text(name({attribute(kCommonName, 0x14, "\xE4")})) == "CN=ä");
  CHECK(name_text(name({attribute(kCommonName, der::octet_string, "ab")})) == "CN=#04026162");
  CHECK(name_text(name({attribute(kCommonName, der::utf8_string, std::string_view("a\0b", 3))})) == "CN=a\\00b");
  CHECK(name_text(name({})).empty());
  CHECK(name_text(as_bytes("junk")).empty());
}

TEST_CASE("several attributes of one part stand beside each other", "[objects]") {
  const Bytes both = der::write(
      der::set, {attribute(kCommonName, der::utf8_string, "a"), attribute(kOrganisation, der::utf8_string, "b")});
  CHECK(name_text(der::write(der::sequence, {both})) == "CN=a+O=b");
}

TEST_CASE("a certificate without a common name is called by its first host name", "[objects]") {
  objects().sh(
      "openssl req -x509 -new -key ec.key -subj /O=Example -addext subjectAltName=email:a@b.c,DNS:a.example "
      "-outform DER -out san.der; openssl req -x509 -new -key ec.key -subj /O=Example -outform DER -out o.der");
  Artifact host = artifact(bytes_of("san.der")), plain = artifact(bytes_of("o.der"));
  REQUIRE(read_certificate(host, Lang::en));
  REQUIRE(read_certificate(plain, Lang::en));
  CHECK(short_name(host) == "a.example");
  CHECK(short_name(plain) == "O=Example");
  CHECK(short_name(artifact({})).empty());
}

TEST_CASE("algorithms have their usual names", "[objects]") {
  CHECK(algorithm_name("1.2.840.113549.1.1.11") == "sha256WithRSAEncryption");
  CHECK(algorithm_name("1.2.840.113549.1.1.4") == "md5WithRSAEncryption");
  CHECK(algorithm_name("2.16.840.1.101.3.4.3.31") == "SLH-DSA-SHAKE-256f");
  CHECK(algorithm_name("1.2.3.4.5.6") == "1.2.3.4.5.6");
  CHECK(algorithm_name("junk") == "junk");
  CHECK(algorithm_name("").empty());
}
