// Private keys behind passwords.
#include "artifact/der_write.hpp"
#include "keys_support.hpp"
#include "scrypt.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

// One EC key and its public half for the whole file.
const Workbench& material() {
  static const Workbench& made = *[] {
    static const Workbench m;
    m.sh(
        "openssl ecparam -name prime256v1 -genkey -noout -out key.pem; openssl pkey -in key.pem -pubout -outform DER "
        "-out pub");
    return &m;
  }();
  return made;
}

std::string encrypted(const std::string& how) {
  material().sh("openssl pkcs8 -topk8 -in key.pem -passout pass:right -outform DER -out e.der -iter 1000 " + how);
  return material().read("e.der");
}

void opens(const std::string& der) {
  const Artifact artifact = read_key(der, with_passwords({"wrong", "right"}));
  CHECK(artifact.format == "pkcs8-encrypted");
  CHECK(artifact.encrypted);
  INFO((artifact.unread ? artifact.unread->text : std::string()));
  REQUIRE(artifact.key);
  CHECK_FALSE(artifact.unread);
  CHECK(as_text(artifact.key->spki) == material().read("pub"));
  CHECK(artifact.pair == Pair::fits);
  const Artifact closed = read_key(der, with_passwords({"wrong", "wrong too"}));
  CHECK_FALSE(closed.key);
  CHECK(closed.encrypted);
  REQUIRE(closed.unread);
  CHECK(closed.unread->kind == ReasonKind::no_password);
  CHECK(closed.unread->text == "it is encrypted; none of the 2 passwords given opens it");
}

}  // namespace

TEST_CASE("PBES2 is opened with every cipher and hash", "[keys]") {
  for (const std::string how : {"-v2 aes-256-cbc", "-v2 aes-128-cbc -v2prf hmacWithSHA1", "-v2 des3",
                                "-v2 aes-192-cbc -v2prf hmacWithSHA512", "-v2 camellia-256-cbc"}) {
    INFO(how);
    opens(encrypted(how));
  }
}

TEST_CASE("PBES1 and PKCS#12's schemes are opened, the old ones through the legacy provider", "[keys]") {
  for (const std::string how :
       {"PBE-SHA1-3DES", "PBE-SHA1-2DES", "PBE-MD5-DES", "PBE-SHA1-RC2-40", "PBE-SHA1-RC4-128"}) {
    INFO(how);
    opens(encrypted("-provider default -provider legacy -v1 " + how));
  }
}

TEST_CASE("scrypt is opened, with more memory than OpenSSL's own 32 MB too", "[keys]") {
  material().sh("openssl pkcs8 -topk8 -in key.pem -passout pass:right -outform DER -out e.der -scrypt -scrypt_N 16384");
  opens(material().read("e.der"));
  material().sh("openssl pkcs8 -topk8 -in key.pem -nocrypt -outform DER -out plain.der");
  opens(with_64_mb(material().read("e.der"), material().read("plain.der"), "right"));
}

TEST_CASE("scrypt that asks for too much is refused before it is computed", "[keys]") {
  material().sh("openssl pkcs8 -topk8 -in key.pem -passout pass:right -outform DER -out e.der -scrypt -scrypt_N 1024");
  std::string der = material().read("e.der");
  const std::size_t n = der.find(std::string("\x02\x02\x04\x00", 4));
  REQUIRE(n != std::string::npos);
  der[n + 2] = '\x7f';  // N = 32512, no power of two
  const Artifact odd = read_key(der, with_passwords({"right"}));
  REQUIRE(odd.unread);
  CHECK(odd.unread->kind == ReasonKind::unsupported);
  LoadOptions options = with_passwords({"right"});
  options.limits.kdf_iterations = 100;
  const Artifact refused = read_key(der, options);
  REQUIRE(refused.unread);
  CHECK(refused.unread->text.find("N = 32512") != std::string::npos);
}

TEST_CASE("Without a password a key is only known to be encrypted", "[keys]") {
  const Artifact artifact = read_key(encrypted("-v2 aes-256-cbc"));
  CHECK(artifact.encrypted);
  CHECK_FALSE(artifact.secret);
  REQUIRE(artifact.unread);
  CHECK(artifact.unread->kind == ReasonKind::no_password);
  CHECK(artifact.unread->text == "it is encrypted; no password given");
}

TEST_CASE("The empty password is a password", "[keys]") {
  material().sh("openssl pkcs8 -topk8 -in key.pem -passout pass: -outform DER -out empty.der -iter 1000");
  CHECK(read_key(material().read("empty.der"), with_passwords({""})).key);
}

TEST_CASE("More iterations than the limit are refused with their number", "[keys]") {
  LoadOptions options = with_passwords({"right"});
  options.limits.kdf_iterations = 999;
  const Artifact artifact = read_key(encrypted("-v2 aes-256-cbc"), options);
  REQUIRE(artifact.unread);
  CHECK(artifact.unread->kind == ReasonKind::unsupported);
  CHECK(artifact.unread->text.find("1000") != std::string::npos);
}

TEST_CASE("A wrong password is never taken for the right one, although the padding fits once in 256 times", "[keys]") {
  const std::string der = encrypted("-v2 aes-128-cbc");
  LoadOptions options;
  for (int i = 0; i < 600; ++i) options.passwords.push_back(password("wrong " + std::to_string(i)));
  CHECK_FALSE(read_key(der, options).key);
}

TEST_CASE("An unknown cipher or hash is unsupported, never a wrong password", "[keys]") {
  for (const std::string_view what : {"\x60\x86\x48\x01\x65\x03\x04\x01\x2A", "\x2A\x86\x48\x86\xF7\x0D\x02\x09"}) {
    std::string der = encrypted("-v2 aes-256-cbc");
    const std::size_t at = der.find(what);
    REQUIRE(at != std::string::npos);
    der[at + what.size() - 1] = '\x7E';
    const Artifact artifact = read_key(der, with_passwords({"right"}));
    REQUIRE(artifact.unread);
    CHECK(artifact.unread->kind == ReasonKind::unsupported);
  }
}

TEST_CASE("Keys that GnuTLS encrypted are opened", "[keys]") {
  for (const std::string cipher : {"aes-256", "3des-pkcs12", "rc2-40", "arcfour"}) {
    INFO(cipher);
    material().sh("certtool --to-p8 --load-privkey key.pem --password=right --pkcs-cipher=" + cipher +
                  " --outder --outfile e.der 2>/dev/null");
    // GnuTLS asks for 600,000 rounds; what a wrong password does is shown above, with fewer.
    const Artifact artifact = read_key(material().read("e.der"), with_passwords({"right"}));
    REQUIRE(artifact.key);
    CHECK(as_text(artifact.key->spki) == material().read("pub"));
  }
}

namespace {

Block legacy_block(const std::string& pem) {
  Block block;
  const std::size_t dek = pem.find("DEK-Info: ") + 10, end = pem.find('\n', dek);
  block.headers = {{"Proc-Type", "4,ENCRYPTED"}, {"DEK-Info", pem.substr(dek, end - dek)}};
  material().write("body", pem.substr(end + 2, pem.find("-----END") - end - 2));
  material().sh("openssl base64 -d -in body -out body.der");
  block.der = to_secret(as_bytes(material().read("body.der")));
  return block;
}

}  // namespace

TEST_CASE("Keys in the old encrypted PEM form are opened", "[keys]") {
  for (const std::string cipher :
       {"-aes128", "-aes256", "-des3", "-camellia192", "-des -provider legacy -provider default"}) {
    INFO(cipher);
    material().sh("openssl ec -in key.pem -passout pass:right -out legacy.pem " + cipher + " 2>/dev/null");
    const Block block = legacy_block(material().read("legacy.pem"));
    Artifact artifact;
    REQUIRE(read_legacy_encrypted(artifact, block, with_passwords({"wrong", "right"})));
    INFO((artifact.unread ? artifact.unread->text : std::string()));
    CHECK(artifact.format == "legacy-pem-encrypted");
    CHECK(artifact.encrypted);
    REQUIRE(artifact.key);
    CHECK(as_text(artifact.key->spki) == material().read("pub"));
    CHECK(artifact.pair == Pair::fits);
    Artifact closed;
    REQUIRE(read_legacy_encrypted(closed, block, with_passwords({"wrong"})));
    REQUIRE(closed.unread);
    CHECK(closed.unread->kind == ReasonKind::no_password);
  }
}

TEST_CASE("A damaged DEK-Info is an error, an unknown cipher unsupported", "[keys]") {
  material().sh("openssl ec -in key.pem -passout pass:right -out legacy.pem -aes128 2>/dev/null");
  Block block = legacy_block(material().read("legacy.pem"));
  const std::string good = block.headers[1].second;
  Artifact artifact;
  block.headers[1].second = "AES-128-CBC,00ZZ";
  CHECK_FALSE(read_legacy_encrypted(artifact, block, with_passwords({"right"})));
  block.headers[1].second = "FOO-128-CBC" + good.substr(good.find(','));
  REQUIRE(read_legacy_encrypted(artifact, block, with_passwords({"right"})));
  REQUIRE(artifact.unread);
  CHECK(artifact.unread->kind == ReasonKind::unsupported);
}
