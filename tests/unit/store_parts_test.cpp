// What shows of a container with and without its password.
#include "artifact/loader.hpp"
#include "stores.hpp"

using namespace certdoc;
using namespace certdoc::test;

TEST_CASE("how a PKCS#12 file is made shows without its password", "[store]") {
  const std::string bytes =
      exported("-certfile ca.crt -iter 2100 -name x -CSP 'Microsoft RSA SChannel Cryptographic Provider' -LMK");
  const Opened closed = pkcs12(bytes, {});
  const Store store = store_of(closed);
  CHECK(store.integrity.kind == Integrity::Kind::mac);
  CHECK(store.integrity.digest == "SHA256");
  CHECK(store.integrity.iterations == 2100);
  CHECK(store.integrity.salt == 8);
  CHECK(store.verdict == PasswordVerdict::none_given);
  CHECK(store.form == PasswordForm::none);
  CHECK_FALSE(store.other_tags);
  REQUIRE(store.parts.size() == 2);
  const StorePart& certificates = store.parts[0];
  CHECK(certificates.encrypted);
  REQUIRE(certificates.encryption);
  CHECK(certificates.encryption->scheme == "PBES2");
  CHECK(certificates.encryption->cipher == "AES-256-CBC");
  CHECK(certificates.encryption->kdf == "PBKDF2");
  CHECK(certificates.encryption->prf == "SHA256");
  CHECK(certificates.encryption->iterations == 2100);
  CHECK(certificates.encryption->salt == 8);
  REQUIRE(certificates.closed);
  CHECK(certificates.closed->kind == ReasonKind::no_password);
  CHECK(certificates.certificates == 0);
  const StorePart& keys = store.parts[1];
  CHECK_FALSE(keys.encrypted);
  CHECK(keys.shrouded_keys == 1);
  CHECK(keys.plain_keys == 0);
  CHECK_FALSE(keys.closed);
  const Artifact& key = closed.first(Kind::private_key);
  const Bag bag = bag_of(key);
  CHECK(bag.part == 1);
  CHECK(bag.csp == "Microsoft RSA SChannel Cryptographic Provider");
  CHECK(bag.machine_key_set);
  CHECK_FALSE(bag.trusted);
  REQUIRE(bag.encryption);
  CHECK(bag.encryption->iterations == 2100);
  CHECK(key.name == "x");
  CHECK(key.local_key_id.size() == 20);
}

TEST_CASE("names are BMPStrings", "[store]") {
  const std::string csp = tlv(0x30, tlv(0x06, "\x2B\x06\x01\x04\x01\x82\x37\x11\x01") +
                                        tlv(0x31, tlv(0x1E, std::string("\x5B\xC6\x78\x01\xD8\x3D\xDE\x00", 8))));
  const std::string key = p12::bag(2, tlv(0x30, p12::pbes2("salt", "\x01") + tlv(0x04, "x")), csp);
  const Opened file = pkcs12(p12::pfx(p12::data(tlv(0x30, key))), {});
  CHECK(bag_of(file.first(Kind::private_key)).csp == "密码😀");
}

TEST_CASE("with its password the parts are counted, and say which form opened them", "[store]") {
  const Opened open = pkcs12(exported("-certfile ca.crt"), {"wrong", "secret"});
  const Store store = store_of(open);
  CHECK(store.verdict == PasswordVerdict::fits);
  CHECK(store.form == PasswordForm::as_given);
  CHECK(store.password == 2);
  CHECK(store.parts[0].opened_by == PasswordForm::as_given);
  CHECK(store.parts[0].certificates == 2);
  CHECK_FALSE(store.parts[0].closed);
  CHECK(bag_of(open.first(Kind::private_key)).opened_by == PasswordForm::as_given);
  CHECK(bag_of(open.first(Kind::certificate)).part == 0);
}

TEST_CASE("the schemes of PKCS#12 are told apart", "[store]") {
  const Opened old = pkcs12(exported("-legacy"), {"secret"});
  const Store legacy = store_of(old);
  CHECK(legacy.verdict == PasswordVerdict::fits);
  CHECK(legacy.integrity.digest == "SHA1");
  CHECK(legacy.parts[0].encryption->scheme == "pbeWithSHA1And40BitRC2-CBC");
  CHECK(legacy.parts[0].encryption->cipher == "RC2-40-CBC");
  CHECK(legacy.parts[0].encryption->kdf == "PKCS12");
  CHECK(legacy.parts[0].encryption->prf == "SHA1");
  CHECK(bag_of(old.first(Kind::private_key)).encryption->cipher == "DES-EDE3-CBC");

  const Store sm4 = store_of(pkcs12(exported("-certpbe SM4-CBC -keypbe SM4-CBC -macalg SM3"), {"secret"}));
  CHECK(sm4.verdict == PasswordVerdict::fits);
  CHECK(sm4.integrity.digest == "SM3");
  CHECK(sm4.parts[0].encryption->cipher == "SM4-CBC");
  CHECK(store_of(pkcs12(exported("-macalg SHA384"), {"secret"})).verdict == PasswordVerdict::fits);
  CHECK(store_of(pkcs12(exported("-macalg SHA512-256"), {"secret"})).verdict == PasswordVerdict::fits);
}

TEST_CASE("a file that surely holds no key differs from one whose safes are all encrypted", "[store]") {
  const Workbench& m = pair_material();
  m.sh(
      "openssl pkcs12 -export -in ec.crt -nokeys -certpbe NONE -out none.p12 -passout pass:secret\n"
      "openssl pkcs12 -export -in ec.crt -nokeys -out closed.p12 -passout pass:secret");
  const Opened none = pkcs12(m.read("none.p12"), {});
  CHECK(store_of(none).parts.size() == 1);
  CHECK_FALSE(store_of(none).parts[0].encrypted);
  CHECK(store_of(none).parts[0].certificates == 1);
  CHECK(none.count(Kind::private_key) == 0);
  const Opened closed = pkcs12(m.read("closed.p12"), {});
  CHECK(store_of(closed).parts[0].encrypted);
  CHECK(store_of(closed).parts[0].closed);
}

TEST_CASE("without a MAC the parts decide on the password", "[store]") {
  const std::string bytes = exported("-nomac");
  const Store right = store_of(pkcs12(bytes, {"wrong", "secret"}));
  CHECK(right.integrity.kind == Integrity::Kind::none);
  CHECK(right.verdict == PasswordVerdict::fits);
  CHECK(right.password == 2);
  CHECK(store_of(pkcs12(bytes, {"wrong"})).verdict == PasswordVerdict::fits_none);
  CHECK(store_of(pkcs12(bytes, {})).verdict == PasswordVerdict::none_given);
  const Store clear = store_of(pkcs12(exported("-nomac -certpbe NONE -keypbe NONE"), {"any"}));
  CHECK(clear.verdict == PasswordVerdict::not_needed);
  CHECK(clear.parts.size() == 2);
  CHECK(clear.parts[1].plain_keys == 1);
}

TEST_CASE("parts under different passwords are neither right nor wrong without a MAC", "[store]") {
  const Store store = store_of(pkcs12(made_by({.mac = "", .certificates = "a", .key = "b"}), {"b"}));
  CHECK(store.verdict == PasswordVerdict::undecided);
  CHECK(store.undecided);
  CHECK(store.form == PasswordForm::as_given);
  CHECK(store.parts[0].closed);
  CHECK(store_of(pkcs12(made_by({.mac = "", .certificates = "a", .key = "b"}), {"b", "a"})).verdict ==
        PasswordVerdict::fits);
}

TEST_CASE("an absent password and an empty one are told apart", "[store]") {
  const Workbench& m = pair_material();
  const std::string common = "certtool --load-certificate ec.crt --load-privkey ec.key --to-p12 --p12-name x --outder ";
  m.sh(common + "--null-password --outfile null.p12\n" + common + "--empty-password --password '' --outfile empty.p12");
  const Store absent = store_of(pkcs12(m.read("null.p12"), {"wrong"}));
  CHECK(absent.verdict == PasswordVerdict::fits);
  CHECK(absent.form == PasswordForm::absent);
  CHECK(absent.password == 0);
  CHECK(store_of(pkcs12(m.read("empty.p12"), {})).form == PasswordForm::empty);
  const Store given = store_of(pkcs12(m.read("empty.p12"), {"wrong", ""}));
  CHECK(given.form == PasswordForm::empty);
  CHECK(given.password == 2);
}

TEST_CASE("NSS writes other lengths, and that is said", "[store]") {
  const Workbench& m = pair_material();
  m.sh(
      "rm -rf sdb; mkdir -p sdb; certutil -N -d sql:sdb --empty-password\n"
      "openssl pkcs12 -export -in ec.crt -inkey ec.key -name nick -out in.p12 -passout pass:secret\n"
      "pk12util -i in.p12 -d sql:sdb -W secret\n"
      "pk12util -o nss.p12 -n nick -d sql:sdb -W secret");
  const std::string bytes = m.read("nss.p12");
  const Opened nss = pkcs12(bytes, {"secret"});
  CHECK(store_of(nss).other_tags);
  CHECK(store_of(nss).verdict == PasswordVerdict::fits);
  CHECK(nss.pairs());
  const LoadedFile longer = load_bytes("t.p12", as_bytes(bytes + "more"), with({"secret"}));
  REQUIRE(longer.damages.size() == 1);
  CHECK(longer.damages[0].id == "trailing-bytes");
  CHECK(longer.artifacts.at(0).store);
  for (std::size_t size = 32; size < bytes.size(); size += 7) {
    CHECK_FALSE(pkcs12(bytes.substr(0, size), {"secret"}).inside);
  }
}

TEST_CASE("Java's trusted certificates are known", "[store]") {
  const Workbench& m = pair_material();
  m.sh(
      "rm -f trust.p12 trust.jks\n"
      "for type in pkcs12 jks; do keytool -importcert -noprompt -alias root -file ca.crt -keystore trust.$type "
      "-storetype $type -storepass changeit; done");
  const Opened p12 = pkcs12(m.read("trust.pkcs12"), {"changeit"});
  CHECK(bag_of(p12.first(Kind::certificate)).trusted);
  CHECK(store_of(p12).parts[0].certificates == 1);
  const Opened jks = opened(open_java_keystore, m.read("trust.jks"), with({"changeit"}));
  CHECK(bag_of(jks.first(Kind::certificate)).trusted);
  CHECK(store_of(jks).verdict == PasswordVerdict::fits);
  CHECK(store_of(jks).integrity.kind == Integrity::Kind::keystore);
}

TEST_CASE("a signature in place of the MAC is no damage", "[store]") {
  const std::string authsafe = tlv(0x30, p12::data(tlv(0x30, p12::bag(5, tlv(0x30, "")))));
  const std::string sha256 = tlv(0x30, tlv(0x06, "\x60\x86\x48\x01\x65\x03\x04\x02\x01"));
  const std::string signed_data =
      tlv(0x30, tlv(0x02, "\x01") + tlv(0x31, sha256) + p12::data(authsafe) + tlv(0x31, ""));
  const Opened file = pkcs12(tlv(0x30, tlv(0x02, "\x03") + p12::content_info(2, signed_data)), {"any"});
  const Store store = store_of(file);
  CHECK(store.integrity.kind == Integrity::Kind::signature);
  CHECK(store.integrity.digest == "SHA256");
  CHECK(store.verdict == PasswordVerdict::not_needed);
  REQUIRE(store.parts.size() == 1);
  CHECK(store.parts[0].secrets == 1);
}

TEST_CASE("a part for a recipient's key is no matter of passwords", "[store]") {
  const Opened file = pkcs12(p12::pfx(p12::content_info(3, tlv(0x30, ""))), {"any"});
  const Store store = store_of(file);
  REQUIRE(store.parts.size() == 1);
  CHECK(store.parts[0].for_recipient);
  CHECK(store.parts[0].closed->kind == ReasonKind::unsupported);
  CHECK(store.verdict == PasswordVerdict::not_needed);
  CHECK(file.closed(ReasonKind::unsupported));
}
