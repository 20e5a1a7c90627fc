#include "artifact/der.hpp"
#include "artifact/structure.hpp"
#include "base/text.hpp"
#include "catch.hpp"
#include "objects_material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

Artifact certificate(Bytes der, bool careful = false) {
  Artifact out = artifact(std::move(der));
  const auto read = read_certificate(out, Lang::en, careful);
  if (!read) FAIL(read.error().what);
  return out;
}

std::string error(Bytes der, Lang lang = Lang::en) {
  Artifact out = artifact(std::move(der));
  const auto read = read_certificate(out, lang);
  return read ? "" : read.error().what_in(lang);
}

bool fast(const Bytes& der) {
  Walker walker(der);
  CertificateView view;
  return walk_certificate(der, walker, view);
}

}  // namespace

TEST_CASE("a certificate says what openssl x509 says", "[objects]") {
  REQUIRE(fast(bytes_of("rsa.der")));
  const Artifact read = certificate(bytes_of("rsa.der"));
  const CertificateParts& parts = *read.certificate;
  CHECK(hex(parts.serial) == "00fedcba9876543210");
  const auto x509 = [](const std::string& what) {
    return output(objects(),
                  "openssl x509 -in rsa.pem -noout -nameopt RFC2253,-esc_msb,utf8 -dateopt iso_8601 " + what);
  };
  CHECK("subject=" + name_text(parts.subject) == x509("-subject"));
  CHECK("issuer=" + name_text(parts.issuer) == x509("-issuer"));
  std::string not_after = to_rfc3339(parts.not_after);
  not_after[10] = ' ';
  CHECK("notAfter=" + not_after == x509("-enddate"));
  CHECK(parts.not_after - parts.not_before == std::chrono::days(365));
  CHECK(algorithm_name(parts.signature_oid) == "ecdsa-with-SHA256");
  CHECK_FALSE(parts.is_ca);
  CHECK(read.key->algorithm == "RSA");
  CHECK(read.key->bits == 2048);
  CHECK(read.key->spki == bytes_of("rsa.spki"));
  CHECK(short_name(read) == "www.example.com");
}

TEST_CASE("the key ids of an authority are found", "[objects]") {
  const Artifact ca = certificate(bytes_of("ca.der"));
  CHECK(ca.certificate->is_ca);
  CHECK(ca.certificate->subject_key_id.size() == 20);
  CHECK(ca.certificate->authority_key_id == ca.certificate->subject_key_id);
  CHECK(ca.certificate->subject == ca.certificate->issuer);
  CHECK(to_rfc3339(ca.certificate->not_after).substr(0, 2) == "21");  // in a hundred years: GeneralizedTime
}

TEST_CASE("a certificate of version 1 is read", "[objects]") {
  REQUIRE(fast(bytes_of("v1.der")));
  const Artifact read = certificate(bytes_of("v1.der"));
  CHECK(hex(read.certificate->serial) == "05");
  CHECK(read.certificate->subject_key_id.empty());
}

TEST_CASE("our own walk and OpenSSL see the same certificate", "[objects]") {
  for (const char* name : {"rsa.der", "ca.der", "v1.der"}) {
    INFO(name);
    const Artifact ours = certificate(bytes_of(name)), theirs = certificate(bytes_of(name), true);
    CHECK(ours.key->id == theirs.key->id);
    CHECK(ours.key->spki == theirs.key->spki);
    CHECK(ours.certificate->serial == theirs.certificate->serial);
    CHECK(ours.certificate->subject == theirs.certificate->subject);
    CHECK(ours.certificate->issuer == theirs.certificate->issuer);
    CHECK(ours.certificate->not_before == theirs.certificate->not_before);
    CHECK(ours.certificate->not_after == theirs.certificate->not_after);
    CHECK(ours.certificate->signature_oid == theirs.certificate->signature_oid);
    CHECK(ours.certificate->subject_key_id == theirs.certificate->subject_key_id);
    CHECK(ours.certificate->authority_key_id == theirs.certificate->authority_key_id);
    CHECK(ours.certificate->is_ca == theirs.certificate->is_ca);
  }
}

TEST_CASE("what our walk refuses and OpenSSL takes is read all the same", "[objects]") {
  Bytes loose = bytes_of("rsa.der");  // 30 82 LL LL: with a length of three octets it is BER
  loose[1] = 0x83;
  loose.insert(loose.begin() + 2, 0x00);
  REQUIRE_FALSE(fast(loose));
  const Artifact read = certificate(loose);
  CHECK(read.key->id == certificate(bytes_of("rsa.der")).key->id);
  CHECK(read.certificate->subject == certificate(bytes_of("rsa.der")).certificate->subject);
}

TEST_CASE("a damaged certificate is an error that says at which byte", "[objects]") {
  Bytes wrong = bytes_of("rsa.der");
  const auto outer = der::only(wrong, der::sequence);
  const auto at = static_cast<std::size_t>(der::Reader(outer->content).next()->content.data() - wrong.data());
  REQUIRE(wrong[at] == 0xA0);  // version
  wrong[at + 5] = 0x16;        // the serial number's tag
  const std::string expected =
      "at byte " + std::to_string(at + 5) + " of the DER serialNumber (INTEGER) was expected, 0x16";
  CHECK(error(wrong).find("certificate: " + expected) == 0);
  CHECK(error(wrong).find("(OpenSSL: ") != std::string::npos);
  CHECK(error(wrong, Lang::zh).find("证书:DER 的第 " + std::to_string(at + 5) + " 字节处应为") == 0);

  Bytes cut = bytes_of("rsa.der");
  cut.resize(cut.size() - 10);
  CHECK(error(cut).find("Certificate (SEQUENCE) at byte 0 of the DER has a length that does not fit") !=
        std::string::npos);
  Bytes longer = bytes_of("rsa.der");
  longer.push_back(0);
  CHECK(error(longer).find("at byte " + std::to_string(longer.size() - 1)) != std::string::npos);
  CHECK_FALSE(error({}).empty());
}

TEST_CASE("a certificate whose dates do not exist is refused", "[objects]") {
  Bytes wrong = bytes_of("rsa.der");
  const std::string_view text = as_text(wrong);
  const auto validity = text.find("\x17\x0D");
  REQUIRE(validity != std::string_view::npos);
  wrong[validity + 4] = '1';  // the month
  wrong[validity + 5] = '9';
  CHECK(error(wrong).find("validity") != std::string::npos);
}

TEST_CASE("a certificate whose key cannot be read is still a certificate", "[objects]") {
  Bytes wrong = bytes_of("ca.der");
  const std::string_view text = as_text(wrong);
  const auto point = text.find(std::string_view("\x03\x42\x00\x04", 4));
  REQUIRE(point != std::string_view::npos);
  wrong[point + 3] = 0x05;  // no form of a point
  const Artifact read = certificate(wrong);
  CHECK_FALSE(read.key);
  REQUIRE(read.unread);
  CHECK(read.unread->kind == ReasonKind::unreadable);
  CHECK(name_text(read.certificate->subject).find("www.example.com") != std::string::npos);
}

TEST_CASE("every single byte can be wrong", "[objects]") {
  const Bytes whole = bytes_of("ca.der");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    Bytes wrong = whole;
    wrong[at] ^= 0xFFU;
    Artifact read = artifact(std::move(wrong));
    const auto result = read_certificate(read, Lang::en);
    if (!result) CHECK_FALSE(result.error().what.empty());
    if (result) CHECK(read.key.has_value() != read.unread.has_value());
  }
}
