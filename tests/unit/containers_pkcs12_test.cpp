// PKCS#12 files as openssl, GnuTLS, NSS and Java write them.
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <cstdlib>

#include "artifact/openssl_ptr.hpp"
#include "catch.hpp"
#include "containers.hpp"
#include "scrypt.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

Opened pfx(const std::string& export_options, const std::vector<std::string>& passwords,
           const std::string& password = "secret") {
  const Workbench& m = pair_material();
  m.sh("openssl pkcs12 -export -in ec.crt -inkey ec.key -out t.p12 -passout 'pass:" + password + "' " + export_options);
  return opened(open_pkcs12, m.read("t.p12"), with(passwords));
}

std::string written(PKCS12* file) {
  std::string bytes(static_cast<std::size_t>(i2d_PKCS12(file, nullptr)), '\0');
  auto* at = reinterpret_cast<unsigned char*>(bytes.data());
  i2d_PKCS12(file, &at);
  return bytes;
}

void mac_anew(Pkcs12Ptr& file, const std::string& password) {
  REQUIRE(PKCS12_set_mac(file.get(), password.data(), static_cast<int>(password.size()), nullptr, 0, 1, nullptr) == 1);
}

void mac_anew(std::string& bytes, const std::string& password) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  Pkcs12Ptr file(d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size())));
  REQUIRE(file);
  mac_anew(file, password);
  bytes = written(file.get());
}

// What `openssl pkcs12 -export -twopass` writes, which asks for both at a terminal.
std::string two_passwords(const std::string& outer, const std::string& inner) {
  const std::string key = pair_material().read("ec.key"), certificate = pair_material().read("ec.crt");
  const BioPtr key_bio(BIO_new_mem_buf(key.data(), static_cast<int>(key.size())));
  const BioPtr certificate_bio(BIO_new_mem_buf(certificate.data(), static_cast<int>(certificate.size())));
  const PkeyPtr pkey(PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, nullptr));
  const X509Ptr x509(PEM_read_bio_X509(certificate_bio.get(), nullptr, nullptr, nullptr));
  Pkcs12Ptr file(PKCS12_create(inner.c_str(), "x", pkey.get(), x509.get(), nullptr, 0, 0, 0, -1, 0));
  REQUIRE(file);
  mac_anew(file, outer);
  return written(file.get());
}

// A file with this EncryptedPrivateKeyInfo as its only bag.
std::string shrouded(const std::string& der, const std::string& password) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  X509_SIG* key = d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size()));
  STACK_OF(PKCS12_SAFEBAG)* bags = sk_PKCS12_SAFEBAG_new_null();
  sk_PKCS12_SAFEBAG_push(bags, PKCS12_SAFEBAG_create0_pkcs8(key));
  STACK_OF(PKCS7)* safes = sk_PKCS7_new_null();
  sk_PKCS7_push(safes, PKCS12_pack_p7data(bags));
  Pkcs12Ptr file(PKCS12_add_safes(safes, 0));
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  sk_PKCS7_pop_free(safes, PKCS7_free);
  REQUIRE(file);
  mac_anew(file, password);
  return written(file.get());
}

}  // namespace

TEST_CASE("a PKCS#12 file opens with its password", "[containers]") {
  const Opened modern = pfx("-name 'friendly \xe5\x90\x8d' -certfile ca.crt", {"wrong", "secret"});
  REQUIRE(modern.inside);
  CHECK(modern.count(Kind::certificate) == 2);
  CHECK(modern.count(Kind::private_key) == 1);
  CHECK(modern.pairs());
  CHECK_FALSE(modern.container.unread);
  CHECK(modern.container.encrypted);
  const Artifact& key = modern.first(Kind::private_key);
  CHECK(key.encrypted);
  CHECK(key.secret);
  CHECK(key.name == "friendly \xe5\x90\x8d");
  CHECK(key.local_key_id.size() == 20);
  CHECK(key.local_key_id == modern.first(Kind::certificate).local_key_id);
  CHECK(key.place.inside == "bag 1");  // before those that are encrypted, so that it is so without the password too
  CHECK(pfx("-certfile ca.crt", {}).first(Kind::private_key).place.inside == "bag 1");
}

TEST_CASE("the kinds of encryption that PKCS#12 files have are read", "[containers]") {
  CHECK(pfx("-legacy", {"secret"}).pairs());  // RC2-40
  CHECK(pfx("-legacy -descert", {"secret"}).pairs());
  CHECK(pfx("-keypbe NONE -certpbe NONE", {"secret"}).pairs());
  CHECK(pfx("-keypbe AES-256-CBC -certpbe AES-128-CBC -macalg SHA512 -iter 1", {"secret"}).pairs());
  CHECK(pfx("-nomac", {"wrong", "secret"}).pairs());
  CHECK(pfx("-legacy -nomac", {"wrong", "secret"}).pairs());
  CHECK(pfx("-legacy -keypbe PBE-SHA1-RC4-128 -certpbe PBE-SHA1-RC4-128", {"secret"}).pairs());
}

TEST_CASE("no password and the empty one are tried on their own", "[containers]") {
  CHECK(pfx("", {}, "").pairs());
  CHECK(pfx("-legacy", {}, "").pairs());
  CHECK(pfx("-nomac -legacy -descert", {}, "").pairs());
  const Workbench& m = pair_material();
  m.sh(
      "certtool --load-certificate ec.crt --load-privkey ec.key --to-p12 --null-password --p12-name x --outder "
      "--outfile null.p12\n"
      "certtool --load-certificate ec.crt --load-privkey ec.key --to-p12 --empty-password --password '' --p12-name x "
      "--outder --outfile empty.p12");
  CHECK(opened(open_pkcs12, m.read("null.p12"), {}).pairs());
  CHECK(opened(open_pkcs12, m.read("empty.p12"), {}).pairs());
}

TEST_CASE("passwords beyond ASCII are read as UTF-8, and in the form of older OpenSSL", "[containers]") {
  CHECK(pfx("", {"密码ü"}, "密码ü").pairs());
  CHECK(pfx("-legacy", {"密码ü"}, "密码ü").pairs());
  // What OpenSSL 1.0 made of a ü typed in UTF-8: two characters, which are these in UTF-8.
  CHECK(pfx("-legacy -descert", {"ü"}, "\xC3\x83\xC2\xBC").pairs());
  CHECK_FALSE(pfx("-legacy -descert", {"u"}, "\xC3\x83\xC2\xBC").pairs());
}

TEST_CASE("without the password, what is in the clear is listed", "[containers]") {
  const Opened closed = pfx("", {});
  REQUIRE(closed.inside);
  CHECK(closed.count(Kind::certificate) == 0);
  REQUIRE(closed.count(Kind::private_key) == 1);
  CHECK(closed.first(Kind::private_key).encrypted);
  REQUIRE(closed.first(Kind::private_key).unread);
  CHECK(closed.first(Kind::private_key).unread->kind == ReasonKind::no_password);
  CHECK_FALSE(closed.first(Kind::private_key).secret);
  REQUIRE(closed.closed(ReasonKind::no_password));
  CHECK(closed.container.unread->text == "no password given");

  const Opened certificates = pfx("-certpbe NONE", {"a", "b"});
  CHECK(certificates.count(Kind::certificate) == 1);
  CHECK(certificates.first(Kind::certificate).key);
  REQUIRE(certificates.closed(ReasonKind::no_password));
  CHECK(certificates.container.unread->text == "none of the 2 passwords given opens it");
}

TEST_CASE("a damaged MAC is not told from a wrong password", "[containers]") {
  static_cast<void>(pfx("", {}));
  std::string bytes = pair_material().read("t.p12");
  bytes[bytes.size() - 30] = static_cast<char>(bytes[bytes.size() - 30] ^ 1);  // in the MAC or its salt
  CHECK(opened(open_pkcs12, bytes, with({"secret"})).closed(ReasonKind::no_password));
}

TEST_CASE("the password of the content may differ from that of the MAC", "[containers]") {
  const std::string bytes = two_passwords("outer", "inner");
  CHECK(opened(open_pkcs12, bytes, with({"outer", "inner"})).pairs());
  CHECK(opened(open_pkcs12, bytes, with({"inner", "outer"})).pairs());
  CHECK(opened(open_pkcs12, bytes, with({"outer"})).closed(ReasonKind::no_password));
  CHECK(opened(open_pkcs12, bytes, with({"inner"})).closed(ReasonKind::no_password));
}

TEST_CASE("what OpenSSL cannot compute is not taken for a wrong password", "[containers]") {
  static_cast<void>(pfx("-keypbe AES-256-CBC -certpbe AES-256-CBC", {}));
  std::string bytes = pair_material().read("t.p12");
  const std::string prf = "\x2A\x86\x48\x86\xF7\x0D\x02\x09";  // hmacWithSHA256
  for (std::size_t at = bytes.find(prf); at != std::string::npos; at = bytes.find(prf, at)) {
    bytes[at + prf.size() - 1] = '\x7E';
  }
  mac_anew(bytes, "secret");
  const Opened closed = opened(open_pkcs12, bytes, with({"secret"}));
  REQUIRE(closed.closed(ReasonKind::unsupported));
  CHECK(closed.container.unread->text == "OpenSSL does not support its encryption (aes-256-cbc)");
  CHECK(closed.first(Kind::private_key).unread->kind == ReasonKind::unsupported);
}

TEST_CASE("scrypt in PKCS#12 is opened, with more memory than OpenSSL's own 32 MB too", "[containers]") {
  const Workbench& m = pair_material();
  m.sh(
      "openssl pkcs8 -topk8 -in ec.key -nocrypt -outform DER -out s.p8\n"
      "openssl pkcs8 -topk8 -in ec.key -passout pass:secret -outform DER -out s.der -scrypt -scrypt_N 16384");
  const std::string key = with_64_mb(m.read("s.der"), m.read("s.p8"), "secret");
  const Opened scrypt = opened(open_pkcs12, shrouded(key, "secret"), with({"wrong", "secret"}));
  REQUIRE(scrypt.count(Kind::private_key) == 1);
  CHECK(scrypt.first(Kind::private_key).key);
  CHECK_FALSE(scrypt.container.unread);
}

TEST_CASE("NSS writes indefinite lengths, and they are read", "[containers]") {
  const Workbench& m = pair_material();
  m.sh(
      "mkdir -p db; certutil -N -d sql:db --empty-password\n"
      "openssl pkcs12 -export -in ec.crt -inkey ec.key -name nick -out in.p12 -passout pass:secret\n"
      "pk12util -i in.p12 -d sql:db -W secret\n"
      "pk12util -o nss.p12 -n nick -d sql:db -W secret");
  const std::string bytes = m.read("nss.p12");
  REQUIRE(bytes.substr(0, 2) == "\x30\x80");
  const Opened nss = opened(open_pkcs12, bytes, with({"secret"}));
  CHECK(nss.pairs());
  CHECK(nss.first(Kind::private_key).name == "nick");
}

TEST_CASE("keytool's PKCS#12 and its secret keys are read", "[containers]") {
  const Workbench& m = pair_material();
  m.sh(
      "openssl pkcs12 -export -in ec.crt -inkey ec.key -name tomcat -out j.p12 -passout pass:secret\n"
      "keytool -importkeystore -srckeystore j.p12 -srcstorepass secret -destkeystore java.p12 -deststoretype PKCS12 "
      "-deststorepass changed -destkeypass changed\n"
      "keytool -genseckey -keyalg AES -keysize 128 -alias sym -keystore java.p12 -storepass changed");
  const Opened java = opened(open_pkcs12, m.read("java.p12"), with({"changed"}));
  CHECK(java.pairs());
  CHECK(java.count(Kind::private_key) == 1);
  CHECK(java.first(Kind::private_key).name == "tomcat");
}

TEST_CASE("a key derivation beyond the limit is refused before it is computed", "[containers]") {
  static_cast<void>(pfx("-iter 5000 -maciter", {}));
  LoadOptions options = with({"secret"});
  options.limits.kdf_iterations = 4999;
  const std::string bytes = pair_material().read("t.p12");
  CHECK(opened(open_pkcs12, bytes, options).closed(ReasonKind::unsupported));
  options.limits.kdf_iterations = 5000;
  CHECK(opened(open_pkcs12, bytes, options).pairs());

  // The same file with 2^31 - 1 rounds in its MAC: the content is opened without it.
  static_cast<void>(pfx("-iter 70000", {}));
  std::string endless = pair_material().read("t.p12");
  const std::string rounds = "\x02\x03\x01\x11\x70";  // INTEGER 70000
  const std::size_t mac = endless.rfind(rounds);
  REQUIRE(mac != std::string::npos);
  endless.replace(mac + 2, 3, "\x7F\xFF\xFF");
  options.limits.kdf_iterations = 5'000'000;
  CHECK(opened(open_pkcs12, endless, options).pairs());
  const std::size_t key = endless.rfind(rounds);
  REQUIRE(key != std::string::npos);
  endless.replace(key + 2, 3, "\x7F\xFF\xFF");
  const Opened refused = opened(open_pkcs12, endless, options);
  REQUIRE(refused.closed(ReasonKind::unsupported));
  CHECK(refused.container.unread->text == "its key derivation asks for 8388607 rounds; more than 5000000 are refused");
}

TEST_CASE("no more bags are read than the limit allows", "[containers]") {
  LoadOptions options = with({"secret"});
  options.limits.objects = 2;
  static_cast<void>(pfx("-certfile ca.crt", {}));
  const Opened cut = opened(open_pkcs12, pair_material().read("t.p12"), options);
  CHECK(cut.inside->size() == 2);
  CHECK(cut.closed(ReasonKind::unsupported));
}

TEST_CASE("damaged PKCS#12 files are errors, in both languages", "[containers]") {
  static_cast<void>(pfx("-iter 1 -nomaciter", {}));
  const std::string bytes = pair_material().read("t.p12");
  const Opened cut = opened(open_pkcs12, std::string_view(bytes).substr(0, bytes.size() / 2), {});
  REQUIRE_FALSE(cut.inside);
  CHECK(cut.inside.error().kind == Error::Kind::invalid);
  CHECK_FALSE(cut.inside.error().what_zh.empty());
  torture(open_pkcs12, bytes, with({"secret"}));
}

// Run again by the next test where there is no legacy.so.
TEST_CASE("RC2-40 without the legacy provider is said to be unsupported", "[.][containers-no-legacy]") {
  const Opened closed = pfx("-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES", {"secret"});
  CHECK(closed.pairs());
  const Opened rc2 = opened(open_pkcs12, pair_material().read(std::getenv("CERTDOC_RC2_FILE")), with({"secret"}));
  REQUIRE(rc2.closed(ReasonKind::unsupported));
  CHECK(rc2.container.unread->text.find("legacy.so") != std::string::npos);
  CHECK(rc2.first(Kind::private_key).key);  // 3DES
  const Opened wrong = opened(open_pkcs12, pair_material().read(std::getenv("CERTDOC_RC2_FILE")), with({"other"}));
  CHECK(wrong.closed(ReasonKind::no_password));
}

TEST_CASE("where legacy.so is missing, that is what is said", "[containers]") {
  static_cast<void>(pfx("-legacy", {}));
  const Workbench& m = pair_material();
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  CHECK_NOTHROW(m.sh("OPENSSL_MODULES=/nonexistent CERTDOC_RC2_FILE='" + m.path("t.p12") + "' '" + self +
                     "' '[containers-no-legacy]'"));
}
