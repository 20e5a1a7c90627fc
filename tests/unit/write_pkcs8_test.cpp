// Every form of private key goes into a PFX whole, and openssl takes the same key out again.
#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/objects.hpp"
#include "artifact/pkcs8.hpp"
#include "catch.hpp"
#include "writing.hpp"

using namespace certdoc;
namespace t = certdoc::test;

namespace {

const t::Workbench& keys() {
  static const t::Workbench m;
  static const bool made = [] {
    m.sh(R"(
      openssl genrsa -traditional -out pkcs1.pem 1024
      openssl genrsa -traditional -primes 3 -out primes.pem 1024
      openssl pkey -in pkcs1.pem -out pkcs8.pem
      openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_pss_keygen_md:sha256 -out pss.pem
      openssl ecparam -name secp384r1 -genkey -noout -out sec1.pem
      openssl ec -in sec1.pem -no_public -out bare.pem
      openssl ec -in sec1.pem -conv_form compressed -out compressed.pem
      openssl ecparam -name prime256v1 -param_enc explicit -genkey -out explicit.pem
      openssl pkcs8 -topk8 -nocrypt -in explicit.pem -out explicit8.pem
      openssl genpkey -algorithm SM2 -out sm2.pem
      openssl genpkey -algorithm ED25519 -out ed25519.pem
      openssl genpkey -algorithm ED448 -out ed448.pem
      openssl genpkey -algorithm X25519 -out x25519.pem
      openssl dsaparam -out dsa.params 1024
      openssl genpkey -paramfile dsa.params -out dsa8.pem
      openssl dsa -in dsa8.pem -out dsa.pem || openssl pkey -traditional -in dsa8.pem -out dsa.pem
    )");
    return true;
  }();
  static_cast<void>(made);
  return m;
}

Artifact key_in(const std::string& name) {
  return t::only_of(t::loaded(keys(), {name}).files.front(), Kind::private_key);
}

std::string pkcs8_text(const Artifact& key) {
  const auto pkcs8 = pkcs8_of(key);
  if (!pkcs8) FAIL(pkcs8.error().what);
  return std::string(as_text(*pkcs8));
}

// Octets of an element of DER, by the numbers of the elements on the way.
ByteView inside(ByteView der, std::initializer_list<std::size_t> way) {
  for (const std::size_t number : way) {
    der::Reader outer(der);
    der::Reader reader(outer.next()->content);
    for (std::size_t n = 0; n < number; ++n) reader.next();
    der = reader.next()->whole;
  }
  return der;
}

Artifact read_again(const std::string& der) {
  return t::only_of(load_bytes("key.der", as_bytes(der), {}), Kind::private_key);
}

}  // namespace

TEST_CASE("openssl takes the same key out of a PFX, whatever form it had", "[writer]") {
  const t::Workbench& m = keys();
  for (const std::string name : {"pkcs1", "primes", "pkcs8", "pss", "sec1", "bare", "compressed", "explicit",
                                 "explicit8", "sm2", "ed25519", "ed448", "x25519", "dsa8", "dsa"}) {
    INFO(name);
    const Artifact key = key_in(name + ".pem");
    REQUIRE(key.secret);
    const auto pfx =
        make_pfx({.key = &key, .certificates = {}, .friendly_name = {}, .csp = {}}, {}, *t::secret_of("x"));
    REQUIRE(pfx);
    m.write("key.pfx", as_text(*pfx));
    m.sh(
        "openssl pkcs12 -in key.pfx -passin pass:x -nodes -nocerts -out got.pem\n"
        "openssl pkey -in got.pem -noout -text -out got.txt\n"
        "openssl pkey -in " +
        name + ".pem -noout -text -out want.txt");
    CHECK(m.read("got.txt") == m.read("want.txt"));
    CHECK(read_again(pkcs8_text(key)).key->id == key.key->id);
    CHECK(read_again(pkcs8_text(key)).pair == key.pair);
  }
}

TEST_CASE("what is PKCS#8 already stays as it is, byte for byte", "[writer]") {
  for (const std::string name :
       {"pkcs8.pem", "pss.pem", "sm2.pem", "ed25519.pem", "ed448.pem", "dsa8.pem", "explicit8.pem"}) {
    INFO(name);
    const Artifact key = key_in(name);
    CHECK(pkcs8_text(key) == as_text(*key.secret));
  }
}

TEST_CASE("PKCS#1 and SEC1 become what openssl makes of them", "[writer]") {
  const t::Workbench& m = keys();
  for (const std::string name : {"pkcs1", "primes", "sec1", "dsa", "explicit"}) {
    INFO(name);
    m.sh("openssl pkcs8 -topk8 -nocrypt -in " + name + ".pem -outform DER -out want.der");
    CHECK(pkcs8_text(key_in(name + ".pem")) == m.read("want.der"));
  }
}

TEST_CASE("an EC key without its public half gets it", "[writer]") {
  const Artifact bare = key_in("bare.pem"), whole = key_in("sec1.pem");
  CHECK(*bare.secret != *whole.secret);
  CHECK(pkcs8_text(bare) == pkcs8_text(whole));
}

// RFC 5958, which OpenSSL 3.0 and Windows do not read.
TEST_CASE("a key of version 2 becomes one of version 1, with its attributes", "[writer]") {
  const Artifact key = key_in("ed25519.pem");
  const ByteView algorithm = inside(*key.secret, {1}), octets = inside(*key.secret, {2});
  constexpr std::string_view kVersion2 = "\x02\x01\x01";
  // keyUsage digitalSignature, as Windows writes it.
  constexpr std::string_view kAttributes("\xA0\x0D\x30\x0B\x06\x03\x55\x1D\x0F\x31\x04\x03\x02\x00\x80", 15);
  const ByteView public_bits = ByteView(key.key->spki).last(33);  // with the count of unused bits
  const Bytes version2 = der::write(der::sequence, {as_bytes(kVersion2), algorithm, octets, as_bytes(kAttributes),
                                                    der::write(der::context(1), {public_bits})});
  const Artifact read = read_again(std::string(as_text(version2)));
  REQUIRE(read.secret);
  CHECK(read.pair == Pair::fits);
  const std::string pkcs8 = pkcs8_text(read);
  CHECK(pkcs8.find(kAttributes) != std::string::npos);
  CHECK(read_again(pkcs8).key->id == key.key->id);
  const ByteView version = inside(as_bytes(pkcs8), {0});
  CHECK(version.back() == 0);
  CHECK(pkcs8.size() + public_bits.size() + 2 == version2.size());
}

TEST_CASE("where there is no key, none is written", "[writer]") {
  Artifact closed;
  closed.kind = Kind::private_key;
  CHECK_FALSE(pkcs8_of(closed));
  closed.secret = t::secret_of("no key at all");
  CHECK_FALSE(pkcs8_of(closed));
  CHECK_FALSE(make_pfx({.key = nullptr, .certificates = {}, .friendly_name = {}, .csp = {}}, {}, {}));
}

TEST_CASE("what cannot be made is an Error", "[writer]") {
  const Artifact key = key_in("sec1.pem");
  const PfxContent content{.key = &key, .certificates = {}, .friendly_name = {}, .csp = {}};
  PfxForm form;
  REQUIRE(make_pfx(content, form, *t::secret_of("x")));
  CHECK_FALSE(make_pfx(content, form, *t::secret_of("\xFF\xFE")));
  form.key_cipher = "RC2-40-CBC";
  CHECK_FALSE(make_pfx(content, form, *t::secret_of("x")));
  form = {};
  form.prf = "MD5";
  CHECK_FALSE(make_pfx(content, form, *t::secret_of("x")));
  form = {};
  form.mac = "NONE";
  CHECK_FALSE(make_pfx(content, form, *t::secret_of("x")));
  for (const std::uint64_t iterations : {std::uint64_t{0}, std::uint64_t{1} << 40U}) {
    form = {};
    form.iterations = iterations;
    CHECK_FALSE(make_pfx(content, form, *t::secret_of("x")));
  }
  PfxContent named = content;
  named.friendly_name = "\xFF";
  CHECK_FALSE(make_pfx(named, {}, *t::secret_of("x")));
}
