// Every command that certdoc prints is run here on real material.
#include "built.hpp"
#include "catch.hpp"
#include "check/convert.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace certdoc::test::built;

namespace {

// With the passwords that the tools would ask for at the terminal.
std::string with_passwords(std::string command) {
  const auto put = [&](std::string_view after, std::string_view words) {
    for (std::size_t at = command.find(after); at != std::string::npos; at = command.find(after, at + words.size())) {
      at += after.size();
      command.insert(at, words);
    }
  };
  put("openssl pkcs12", " -passin pass:secret -passout pass:secret");
  put("openssl pkey", " -passin pass:secret");
  put("keytool -importkeystore", " -srcstorepass secret -deststorepass secret");
  put("keytool -J-Dkeystore.pkcs12.legacy -importkeystore", " -srcstorepass secret -deststorepass secret");
  return command;
}

const test::Workbench& made() {
  static const test::Workbench material;
  static const bool once = [] {
    material.sh(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -out c.pem -subj /CN=x\n"
        "cat c.pem k.pem > both.pem\n"
        "openssl x509 -in c.pem -outform DER -out c.der\n"
        "openssl x509 -in c.pem -outform DER | openssl base64 > bare.cer\n"
        "openssl x509 -in c.pem -trustout -out trusted.crt\n"
        "openssl pkey -in k.pem -outform DER -out key.der\n"
        "openssl pkcs8 -topk8 -in k.pem -passout pass:secret -out locked.pem\n"
        "openssl crl2pkcs7 -nocrl -certfile c.pem -out chain.p7b\n"
        "openssl crl2pkcs7 -nocrl -certfile c.pem -outform DER -out chain.p7c\n"
        "openssl pkcs12 -export -inkey k.pem -in c.pem -name server -passout pass:secret -out \"it's.pfx\"\n"
        "openssl pkcs12 -legacy -export -inkey k.pem -in c.pem -passout pass:secret -out old.pfx\n"
        "keytool -importkeystore -srckeystore \"it's.pfx\" -srcstoretype PKCS12 -srcstorepass secret -destkeystore "
        "s.jks "
        "-deststoretype JKS -deststorepass secret\n"
        "iconv -f UTF-8 -t UTF-16LE c.pem > wide.crt\n"
        "(printf '\\377\\376'; iconv -f UTF-8 -t UTF-16LE c.pem) > marked.crt\n"
        "(printf '\\357\\273\\277'; cat c.pem) > bom.crt\n"
        "tr '\\n' '\\r' < c.pem > mac.crt\n");
    return true;
  }();
  (void)once;
  return material;
}

std::string convert(std::string_view target, const std::string& name, std::vector<Artifact> artifacts) {
  if (artifacts.front().kind == Kind::pkcs12) artifacts.front().der = to_bytes(as_bytes(made().read(name)));
  const certdoc::Material material{{file_named(name, std::move(artifacts))}};
  const LoadedFile& loaded = material.files.front();
  return conversion(*kb::find_target(target), material, loaded, loaded.artifacts.back());
}

void run_it(const std::string& command) {
  INFO(command);
  REQUIRE_FALSE(command.empty());
  made().sh(with_passwords(command));
}

void check_certificate(const std::string& name) {
  made().sh("test \"$(openssl x509 -in " + name + " -outform DER | sha256sum)\" = \"$(sha256sum < c.der)\"");
}

void check_key(const std::string& name) {
  made().sh("test \"$(openssl pkey -in " + name + " -outform DER | sha256sum)\" = \"$(sha256sum < key.der)\"");
  made().sh("test \"$(stat -c %a " + name + ")\" = 600");
}

}  // namespace

TEST_CASE("certificates in other forms become the PEM file that nginx reads", "[check]") {
  run_it(convert("nginx", "c.der", {certificate(Encoding::der)}));
  SECTION("DER, without touching c.pem") {
    // c.der becomes c.pem, which is another file here; what it holds is the same.
    check_certificate("c.pem");
  }
  SECTION("bare base64") {
    run_it(convert("nginx", "bare.cer", {certificate(Encoding::base64)}));
    check_certificate("bare.pem");
  }
  SECTION("PKCS#7") {
    run_it(convert("nginx", "chain.p7b", {artifact(Kind::pkcs7, Encoding::pem)}));
    check_certificate("chain.pem");
    run_it(convert("nginx", "chain.p7c", {artifact(Kind::pkcs7, Encoding::der)}));
    check_certificate("chain.pem");
  }
}

TEST_CASE("keys in other forms become a PEM file that only its owner reads", "[check]") {
  run_it(convert("nginx", "key.der", {private_key(Encoding::der)}));
  check_key("key.key");
  const std::string command =
      without_passphrase(file_named("locked.pem"), private_key(Encoding::pem, "pkcs8-encrypted"));
  run_it(command);
  check_key("locked.key");
}

TEST_CASE("a PFX becomes PEM, also where its name needs quotes and where it is an old one", "[check]") {
  run_it(convert("haproxy", "it's.pfx", {artifact(Kind::pkcs12, Encoding::der)}));
  check_certificate("\"it's.pem\"");
  check_key("\"it's.pem\"");
  const std::string legacy = convert("nginx", "old.pfx", {artifact(Kind::pkcs12, Encoding::der)});
  CHECK(legacy.find(" -legacy ") != std::string::npos);
  run_it(legacy);
  check_key("old.pem");
}

TEST_CASE("a Java key store becomes PEM, and a PFX for Windows", "[check]") {
  run_it(convert("nginx", "s.jks", {artifact(Kind::java_keystore, Encoding::other, "jks")}));
  check_certificate("s.pem");
  check_key("s.pem");
  run_it(convert("windows-server-2012", "s.jks", {artifact(Kind::java_keystore, Encoding::other, "jks")}));
  made().sh("openssl pkcs12 -legacy -in s.pfx -passin pass:secret -info -noout 2>&1 | grep -i 'MAC: sha1'");
}

TEST_CASE("certificate and key become a PFX in the protection that the target knows", "[check]") {
  run_it(convert("windows-server-2022", "both.pem", {certificate(), private_key()}));
  made().sh("openssl pkcs12 -in both.pfx -passin pass:secret -info -noout 2>&1 | grep 'MAC: sha256'");
  run_it(convert("windows-server-2016", "both.pem", {certificate(), private_key()}));
  made().sh("openssl pkcs12 -in both.pfx -passin pass:secret -info -noout 2>&1 | grep 'MAC: sha1'");
  run_it(convert("windows-server-2016", "it's.pfx", {artifact(Kind::pkcs12, Encoding::der)}));
  made().sh("openssl pkcs12 -in \"it's-new.pfx\" -passin pass:secret -info -noout 2>&1 | grep 'MAC: sha1'");
  run_it(convert("java", "both.pem", {certificate(), private_key()}));
  made().sh("keytool -list -keystore both.p12 -storepass secret | grep PrivateKeyEntry");
}

TEST_CASE("damaged text is written anew", "[check]") {
  const auto repair = [](const std::string& name, const std::string& id) {
    LoadedFile loaded = file_named(name, {certificate()});
    loaded.damages.push_back({id, true, {}, {}});
    return text_repair(loaded);
  };
  run_it(repair("wide.crt", "utf16le"));
  check_certificate("wide.pem");
  run_it(repair("marked.crt", "utf16le"));
  check_certificate("marked.pem");
  made().sh("test \"$(head -c 5 marked.pem)\" = -----");
  run_it(repair("bom.crt", "utf8-bom"));
  made().sh("test \"$(head -c 5 bom.pem)\" = -----");
  run_it(repair("mac.crt", "cr-line-ends"));
  check_certificate("mac.pem");
  CHECK(repair("c.crt", "no-end-line").empty());
}

TEST_CASE("a command never writes over its input, nor is it made for names that it could not name", "[check]") {
  const auto to_pem = [](const std::string& path) {
    const certdoc::Material material{{file_named(path, {certificate(Encoding::der)})}};
    return conversion(*kb::find_target("nginx"), material, material.files[0], material.files[0].artifacts[0]);
  };
  CHECK(to_pem("a.pem") == "openssl x509 -inform DER -in a.pem -out a-new.pem");
  CHECK(to_pem("-x.der") == "openssl x509 -inform DER -in ./-x.der -out ./-x.pem");
  CHECK(to_pem("dir/.der") == "openssl x509 -inform DER -in dir/.der -out .der.pem");
  CHECK(to_pem("-").empty());
  CHECK(to_pem("a\nb.der").empty());
}
