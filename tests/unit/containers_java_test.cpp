// Key stores as keytool writes them.
#include "catch.hpp"
#include "containers.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

// store.jks and store.jceks: alias `tomcat` with a key under a password of its own, alias `root` with a certificate.
const Workbench& stores() {
  const Workbench& m = pair_material();
  static const bool made = [&] {
    m.sh(
        "openssl pkcs12 -export -in ec.crt -inkey ec.key -name tomcat -out k.p12 -passout pass:secret\n"
        "for type in jks jceks; do\n"
        "  keytool -importkeystore -srckeystore k.p12 -srcstorepass secret -destkeystore store.$type -deststoretype "
        "$type -deststorepass storepass -destkeypass keypass -srcalias tomcat -noprompt\n"
        "  keytool -importcert -noprompt -alias root -file ca.crt -keystore store.$type -storepass storepass\n"
        "done");
    return true;
  }();
  static_cast<void>(made);
  return m;
}

Opened store(const std::string& name, const std::vector<std::string>& passwords) {
  return opened(open_java_keystore, stores().read(name), with(passwords));
}

}  // namespace

TEST_CASE("Java key stores are known by their first bytes", "[containers]") {
  CHECK(is_java_keystore(as_bytes(stores().read("store.jks"))));
  CHECK(is_java_keystore(as_bytes(stores().read("store.jceks"))));
  CHECK_FALSE(is_java_keystore(as_bytes("\xFE\xED")));
  CHECK_FALSE(is_java_keystore(as_bytes(stores().read("k.p12"))));
}

TEST_CASE("Java key stores list their certificates without a password", "[containers]") {
  for (const std::string type : {"jks", "jceks"}) {
    const Opened closed = store("store." + type, {});
    REQUIRE(closed.inside);
    CHECK(closed.container.format == type);
    CHECK(closed.count(Kind::certificate) == 2);
    CHECK(closed.first(Kind::certificate).key);
    const Artifact& key = closed.first(Kind::private_key);
    CHECK(key.place.inside == "alias tomcat");
    CHECK(key.name == "tomcat");
    CHECK(key.encrypted);
    REQUIRE(key.unread);
    CHECK(key.unread->kind == ReasonKind::no_password);
    CHECK(closed.closed(ReasonKind::no_password));
  }
}

TEST_CASE("keys of Java key stores open with the key's password", "[containers]") {
  for (const std::string file : {"store.jks", "store.jceks"}) {
    const Opened both = store(file, {"storepass", "keypass"});
    CHECK(both.pairs());
    CHECK_FALSE(both.container.unread);
    const Opened only_key = store(file, {"keypass"});
    CHECK(only_key.pairs());
    CHECK(only_key.closed(ReasonKind::no_password));  // the store's own digest was not checked
    const Opened only_store = store(file, {"storepass"});
    CHECK_FALSE(only_store.pairs());
    CHECK(only_store.first(Kind::private_key).unread->text == "the password given does not open it");
  }
}

TEST_CASE("JKS passwords beyond ASCII are Java's characters", "[containers]") {
  const Workbench& m = stores();
  m.sh(
      "cp store.jks zh.jks\n"
      "LC_ALL=C.UTF-8 keytool -storepasswd -keystore zh.jks -storepass storepass -new '密码ü-long'\n"
      "LC_ALL=C.UTF-8 keytool -keypasswd -alias tomcat -keystore zh.jks -storepass '密码ü-long' -keypass keypass -new "
      "'密码ü-long'");
  const Opened chinese = store("zh.jks", {"密码ü-long"});
  CHECK(chinese.pairs());
  CHECK_FALSE(chinese.container.unread);
}

TEST_CASE("a changed Java key store does not fit its digest", "[containers]") {
  std::string bytes = stores().read("store.jks");
  bytes[bytes.size() - 1] = static_cast<char>(bytes[bytes.size() - 1] ^ 1);
  const Opened changed = opened(open_java_keystore, bytes, with({"storepass", "keypass"}));
  CHECK(changed.pairs());
  CHECK(changed.closed(ReasonKind::no_password));
}

TEST_CASE("reading of a JCEKS store stops honestly at a secret key", "[containers]") {
  const Workbench& m = stores();
  m.sh(
      "cp store.jceks sym.jceks\n"
      "keytool -genseckey -keyalg AES -keysize 128 -alias asym -keystore sym.jceks -storetype jceks -storepass "
      "storepass -keypass storepass");
  const Opened opened_store = store("sym.jceks", {"storepass", "keypass"});
  REQUIRE(opened_store.inside);
  REQUIRE(opened_store.closed(ReasonKind::unsupported));
  CHECK(opened_store.container.unread->text.find("asym") != std::string::npos);
}

TEST_CASE("hostile Java key stores stay within bounds", "[containers]") {
  const std::string bytes = stores().read("store.jceks");
  LoadOptions options = with({"storepass", "keypass"});
  options.limits.objects = 1;
  const Opened cut = opened(open_java_keystore, bytes, options);
  CHECK(cut.inside->size() == 1);
  CHECK(cut.closed(ReasonKind::unsupported));
  options = with({"storepass", "keypass"});
  options.limits.kdf_iterations = 10;
  const Opened costly = opened(open_java_keystore, bytes, options);
  REQUIRE(costly.first(Kind::private_key).unread);
  CHECK(costly.first(Kind::private_key).unread->kind == ReasonKind::unsupported);

  const std::string many("\xFE\xED\xFE\xED\0\0\0\2\xFF\xFF\xFF\xFF", 12);  // as many entries as there can be
  CHECK_FALSE(opened(open_java_keystore, many + std::string(20, '\0'), {}).inside);
  const std::string long_block("\0\0\0\1\0\1a\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF", 19);
  CHECK_FALSE(opened(open_java_keystore, many + long_block + std::string(20, '\0'), {}).inside);
  options.limits.kdf_iterations = 1000;
  torture(open_java_keystore, bytes, options);
  torture(open_java_keystore, stores().read("store.jks"), options);
}
