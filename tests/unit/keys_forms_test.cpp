// Every algorithm in every form that openssl and certtool write.
#include <sstream>

#include "keys_support.hpp"

using namespace certdoc;
using namespace certdoc::test;

TEST_CASE("RSA keys are read in PKCS#8, PKCS#1 and with PSS parameters", "[keys]") {
  const Workbench m;
  m.sh(
      "openssl genrsa 2048 > rsa.pem 2>/dev/null; openssl pkey -in rsa.pem -outform DER -out a.der -traditional;"
      "openssl pkcs8 -topk8 -nocrypt -in rsa.pem -outform DER -out b.der");
  check_against_openssl(m, "a", "pkcs1");
  check_against_openssl(m, "b", "pkcs8");
  CHECK(read_key(m.read("a.der")).key->algorithm == "RSA");
  m.sh(
      "openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_pss_keygen_md:sha256 "
      "-pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32 -outform DER -out c.der;"
      "openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -outform DER -out d.der");
  check_against_openssl(m, "c", "pkcs8");
  check_against_openssl(m, "d", "pkcs8");
  CHECK(read_key(m.read("c.der")).key->algorithm == "RSA-PSS");
  m.sh("openssl genrsa -primes 3 2048 2>/dev/null | openssl rsa -outform DER -out e.der -traditional 2>/dev/null");
  check_against_openssl(m, "e", "pkcs1");
}

TEST_CASE("EC keys are read on every curve of OpenSSL, with and without their public point", "[keys]") {
  const Workbench m;
  m.sh("openssl ecparam -list_curves | sed -n 's/^ *\\([A-Za-z0-9-]*\\) *:.*/\\1/p' | grep -v '^Oakley' > curves");
  std::istringstream curves(m.read("curves"));
  int count = 0;
  for (std::string curve; std::getline(curves, curve); ++count) {
    INFO(curve);
    m.sh("openssl ecparam -name " + curve +
         " -genkey -noout -outform DER -out a.der;"
         "openssl pkcs8 -topk8 -nocrypt -inform DER -in a.der -outform DER -out b.der;"
         "openssl ec -inform DER -in a.der -no_public -outform DER -out c.der");
    check_against_openssl(m, "a", curve == "SM2" ? "pkcs8" : "sec1");  // as openssl 3.0 writes it
    check_against_openssl(m, "b", "pkcs8");
    const auto spki = read_key(m.read("a.der")).key->spki;
    CHECK(hex(read_key(m.read("c.der")).key->spki) == hex(spki));
  }
  CHECK(count > 15);
}

TEST_CASE("EC keys are read with compressed points and explicit parameters", "[keys]") {
  const Workbench m;
  for (const std::string curve : {"prime256v1", "secp384r1", "sect283k1"}) {
    m.sh("openssl ecparam -name " + curve +
         " -genkey -noout -out key.pem;"
         "openssl ec -in key.pem -conv_form compressed -outform DER -out a.der;"
         "openssl ec -in key.pem -param_enc explicit -outform DER -out b.der;"
         "openssl pkey -in key.pem -ec_param_enc explicit -ec_conv_form compressed -outform DER -out c.der");
    check_against_openssl(m, "a", "sec1");
    check_against_openssl(m, "b", "sec1");
    CHECK(read_key(m.read("a.der")).key->compressed_point);
    CHECK(read_key(m.read("b.der")).key->explicit_parameters);
    REQUIRE(read_key(m.read("c.der")).key);
    CHECK(read_key(m.read("a.der")).key->id == read_key(m.read("b.der")).key->id);
  }
}

TEST_CASE("Keys of the other algorithms are read as OpenSSL reads them", "[keys]") {
  const Workbench m;
  for (const std::string algorithm : {"ED25519", "ED448", "X25519", "X448"}) {
    m.sh("openssl genpkey -algorithm " + algorithm + " -outform DER -out a.der");
    check_against_openssl(m, "a", "pkcs8");
  }
  m.sh(
      "openssl dsaparam -genkey 1024 -noout -out key.pem 2>/dev/null || openssl dsaparam -genkey -noout -out key.pem "
      "1024;"
      "openssl pkey -in key.pem -outform DER -out a.der; openssl dsa -in key.pem -outform DER -out b.der");
  m.sh(
      "openssl pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out a.der;"
      "openssl pkey -in key.pem -traditional -outform DER -out b.der");
  check_against_openssl(m, "a", "pkcs8");
  check_against_openssl(m, "b", "dsa");
  CHECK(read_key(m.read("b.der")).key->algorithm == "DSA");
  m.sh("openssl genpkey -algorithm DH -pkeyopt group:ffdhe2048 -outform DER -out a.der");
  check_against_openssl(m, "a", "pkcs8");
}

TEST_CASE("Keys that GnuTLS wrote are read", "[keys]") {
  const Workbench m;
  m.sh(
      "certtool --generate-privkey --key-type rsa --bits 2048 --outder --outfile a.der --no-text 2>/dev/null;"
      "certtool --generate-privkey --key-type ecdsa --curve secp384r1 --outder --outfile b.der --no-text 2>/dev/null;"
      "certtool --generate-privkey --key-type ed25519 --outder --outfile c.der --no-text 2>/dev/null;"
      "certtool --to-p8 --load-privkey b.der --inder --password= --outder --outfile d.der 2>/dev/null");
  for (const std::string name : {"a", "b", "c", "d"}) {
    INFO(name);
    const Artifact artifact = read_key(m.read(name + ".der"), with_passwords({""}));
    REQUIRE(artifact.key);
    CHECK(artifact.pair == Pair::fits);
  }
}

TEST_CASE("A key is told by its structure, and what follows it is ignored", "[keys]") {
  const Workbench m;
  m.sh("openssl ecparam -name prime256v1 -genkey -noout -outform DER -out a.der");
  const Artifact artifact = read_key(m.read("a.der") + "\n");
  CHECK(artifact.format == "sec1");
  CHECK(artifact.pair == Pair::fits);
}

TEST_CASE("An algorithm that nobody knows is unsupported, not damaged", "[keys]") {
  const Workbench m;
  m.sh("openssl genpkey -algorithm ED25519 -outform DER -out a.der");
  std::string der = m.read("a.der");
  der[der.find("\x2b\x65\x70") + 2] = '\x7A';
  Artifact artifact;
  REQUIRE(read_private_key(artifact, as_bytes(der), {}));
  REQUIRE(artifact.unread);
  CHECK(artifact.unread->kind == ReasonKind::unsupported);
  CHECK(artifact.unread->text.find("1.3.101.122") != std::string::npos);
}
