// RFC 9579's files, which OpenSSL 3.0 cannot check.
#include "artifact/loader.hpp"
#include "rfc9579.hpp"
#include "stores.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

Store loaded(const std::string& base64, const std::vector<std::string>& passwords) {
  const LoadedFile file = load_bytes("t.b64", as_bytes(base64), with(passwords));
  REQUIRE(!file.artifacts.empty());
  REQUIRE(file.artifacts[0].kind == Kind::pkcs12);
  REQUIRE(file.artifacts[0].store);
  return *file.artifacts[0].store;
}

}  // namespace

TEST_CASE("PBMAC1 by RFC 9579 is checked, and so decides on the password", "[store]") {
  for (const std::string& base64 : {rfc9579::kA1, rfc9579::kA2, rfc9579::kA3}) {
    const Store right = loaded(base64, {"wrong", "1234"});
    CHECK(right.verdict == PasswordVerdict::fits);
    CHECK(right.password == 2);
    CHECK(right.integrity.kind == Integrity::Kind::pbmac1);
    CHECK(right.integrity.iterations == 2048);
    CHECK(right.integrity.salt == 8);
    CHECK(right.parts.at(0).opened_by == PasswordForm::as_given);
    CHECK(loaded(base64, {"12345"}).verdict == PasswordVerdict::fits_none);
    CHECK(loaded(base64, {}).verdict == PasswordVerdict::none_given);
  }
  CHECK(loaded(rfc9579::kA1, {}).integrity.digest == "SHA256");
  CHECK(loaded(rfc9579::kA1, {}).integrity.prf == "SHA256");
  CHECK(loaded(rfc9579::kA2, {}).integrity.digest == "SHA256");
  CHECK(loaded(rfc9579::kA2, {}).integrity.prf == "SHA512");
  CHECK(loaded(rfc9579::kA3, {}).integrity.digest == "SHA512");
}

TEST_CASE("PBMAC1 with other parameters does not fit, and without a key length decides nothing", "[store]") {
  CHECK(loaded(rfc9579::kA4, {"1234"}).verdict == PasswordVerdict::fits_none);
  CHECK(loaded(rfc9579::kA4, {"1234"}).integrity.iterations == 2049);
  CHECK(loaded(rfc9579::kA5, {"1234"}).verdict == PasswordVerdict::fits_none);
  const Store no_length = loaded(rfc9579::kA6, {"1234"});
  CHECK(no_length.verdict == PasswordVerdict::undecided);
  CHECK(no_length.undecided->kind == ReasonKind::unreadable);
  CHECK(no_length.form == PasswordForm::as_given);  // of the parts
  CHECK(no_length.password == 1);
}

TEST_CASE("PBMAC1 with an algorithm that is not known decides nothing", "[store]") {
  const auto with = [](const std::string& mac, const std::string& kdf) {
    const std::string pkcs5("\x2A\x86\x48\x86\xF7\x0D\x01\x05", 8);
    const std::string derivation =
        tlv(0x30, tlv(0x06, kdf) + tlv(0x30, tlv(0x04, "saltsalt") + tlv(0x02, "\x01") + tlv(0x02, "\x20")));
    const std::string algorithm =
        tlv(0x30, tlv(0x06, pkcs5 + '\x0E') + tlv(0x30, derivation + tlv(0x30, tlv(0x06, mac))));
    const std::string info = tlv(0x30, algorithm + tlv(0x04, std::string(32, 'm')));
    return p12::pfx(p12::data(tlv(0x30, "")), tlv(0x30, info + tlv(0x04, "unused")));
  };
  const std::string pbkdf2 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0C", hmac = "\x2A\x86\x48\x86\xF7\x0D\x02\x09";
  CHECK(store_of(pkcs12(with(hmac, pbkdf2), {"1234"})).verdict == PasswordVerdict::fits_none);
  for (const std::string& bytes : {with("\x2A\x03\x04", pbkdf2), with(hmac, "\x2A\x03\x04")}) {
    const Store unknown = store_of(pkcs12(bytes, {"1234"}));
    CHECK(unknown.verdict == PasswordVerdict::undecided);
    CHECK(unknown.undecided->kind == ReasonKind::unsupported);
    CHECK(unknown.integrity.kind == Integrity::Kind::pbmac1);
  }
}
