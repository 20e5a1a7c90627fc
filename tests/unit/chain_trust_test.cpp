// Trust sets: where they come from, that names are hashed as OpenSSL hashes them, and that little is loaded.
#include <filesystem>

#include "artifact/objects.hpp"
#include "catch.hpp"
#include "chain/canonical_name.hpp"
#include "forest_special.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;
using chain::TrustSet;

namespace {

std::string text(const Bytes& bytes) {
  return std::string(as_text(bytes));
}

Bytes little_endian(std::uint32_t number) {
  return {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8U),
          static_cast<std::uint8_t>(number >> 16U), static_cast<std::uint8_t>(number >> 24U)};
}

void append(Bytes& out, const Bytes& more) {
  out.insert(out.end(), more.begin(), more.end());
}

Bytes element(std::uint32_t id, const Bytes& value) {
  Bytes out = little_endian(id);
  append(out, little_endian(1));
  append(out, little_endian(static_cast<std::uint32_t>(value.size())));
  append(out, value);
  return out;
}

// As certutil writes it: a property (friendlyName, 11) before the first certificate.
Bytes serialized_store(const std::vector<Bytes>& certificates) {
  Bytes out{0, 0, 0, 0, 'C', 'E', 'R', 'T'};
  append(out, element(11, {'R', 0, 0, 0}));
  for (const Bytes& der : certificates) append(out, element(0x20, der));
  append(out, Bytes(12, 0));
  return out;
}

const CertSpec kRoot = ca_spec("Root", "rsa2048_1", "Root", "rsa2048_1");
const CertSpec kOther = ca_spec("Other", "rsa2048_2", "Other", "rsa2048_2");

const Workbench& roots() {
  static const Workbench material;
  static const bool made = [] {
    material.write("root.der", text(certificate_of(kRoot)));
    material.write("other.der", text(certificate_of(kOther)));
    material.write("store.sst", text(serialized_store({certificate_of(kRoot), certificate_of(kOther)})));
    material.sh(R"(
openssl x509 -inform DER -in root.der -out root.pem
openssl x509 -inform DER -in other.der -out other.pem
cat root.pem other.pem > bundle.pem
openssl crl2pkcs7 -nocrl -certfile bundle.pem -outform DER -out bundle.p7b
keytool -importcert -noprompt -alias root -file root.pem -keystore cacerts.jks -storetype JKS -storepass changeit
keytool -importcert -noprompt -alias root -file root.pem -keystore cacerts.p12 -storetype PKCS12 -storepass changeit
mkdir hashed plain empty
cp root.pem other.pem hashed
openssl rehash hashed
cp root.der other.pem plain
echo nothing > nothing.txt
)");
    return true;
  }();
  (void)made;
  return material;
}

std::size_t found(TrustSet& set, const CertSpec& spec) {
  Artifact artifact;
  artifact.der = certificate_of(spec);
  if (!read_certificate(artifact, Lang::en)) return 99;
  return set.by_subject(chain::canonical_name(artifact.certificate->subject)).size();
}

TrustSet opened(const std::string& name, const std::string& password = {}) {
  LoadOptions options;
  if (!password.empty()) options.passwords.push_back(std::make_shared<SecretBytes>(to_secret(as_bytes(password))));
  auto set = TrustSet::open(roots().path(name), options);
  if (!set) FAIL(set.error().what);
  return std::move(*set);
}

}  // namespace

TEST_CASE("a trust set is read from every kind of file", "[chain]") {
  for (const char* name : {"bundle.pem", "bundle.p7b", "store.sst", "hashed", "plain"}) {
    INFO(name);
    TrustSet set = opened(name);
    CHECK(found(set, kRoot) == 1);
    CHECK(found(set, kOther) == 1);
    CHECK(found(set, ca_spec("Nobody", "p256_1", "Nobody", "p256_1")) == 0);
    CHECK(set.all().size() == 2);
  }
  for (const char* name : {"cacerts.jks", "cacerts.p12"}) {
    INFO(name);
    TrustSet set = opened(name, "changeit");
    CHECK(found(set, kRoot) == 1);
  }
}

TEST_CASE("of a hashed directory only what is asked for is loaded", "[chain]") {
  TrustSet set = opened("hashed");
  CHECK(set.loaded() == 0);
  CHECK(found(set, kRoot) == 1);
  CHECK(set.loaded() == 1);
}

TEST_CASE("a trust set that holds nothing is an error, and none is none", "[chain]") {
  for (const char* name : {"nothing.txt", "empty", "not-there"}) {
    INFO(name);
    CHECK_FALSE(TrustSet::open(roots().path(name), {}));
  }
  auto none = TrustSet::open("none", {});
  REQUIRE(none);
  CHECK_FALSE(none->trusts());
  CHECK(none->all().empty());
}

TEST_CASE("a serialized store that breaks off is told so", "[chain]") {
  Bytes cut = serialized_store({certificate_of(kRoot)});
  cut.erase(cut.end() - 20, cut.end());
  const LoadedFile file = load_bytes("cut.sst", cut, {});
  CHECK(file.artifacts.empty());
  REQUIRE(file.damages.size() == 1);
  CHECK(file.damages[0].id == "corrupt");
  for (std::size_t size = 0; size < cut.size(); ++size) load_bytes("cut.sst", ByteView(cut).first(size), {});
}

TEST_CASE("names are hashed as openssl x509 -subject_hash does", "[chain]") {
  std::vector<CertSpec> specs{kRoot, kOther};
  for (const char* name : {"CN=utf8:ROOT  ca ,O=Forest", "CN=bmp:Root,O=t61:x y", "CN=a,emailAddress=A@B.example",
                           "C=DE,O=utf8:\xC3\x84pfel  GmbH,CN=x"}) {
    CertSpec spec = kRoot;
    spec.subject = name;
    specs.push_back(spec);
  }
  for (const CertSpec& spec : specs) {
    Artifact artifact;
    artifact.der = certificate_of(spec);
    REQUIRE(read_certificate(artifact, Lang::en));
    const unsigned char* at = artifact.der.data();
    const X509Ptr x509(d2i_X509(nullptr, &at, static_cast<long>(artifact.der.size())));
    INFO(spec.subject);
    CHECK(chain::name_hash(chain::canonical_name(artifact.certificate->subject)) ==
          X509_NAME_hash_ex(X509_get_subject_name(x509.get()), nullptr, nullptr, nullptr));
  }
}

TEST_CASE("every root of this system's bundle is found by its name and reads whole", "[chain]") {
  const std::string bundle = "/etc/ssl/certs/ca-certificates.crt";
  if (!std::filesystem::exists(bundle)) return;
  const LoadedFile file = load_file(bundle, {});
  auto set = TrustSet::open("system", {});
  REQUIRE(set);
  std::size_t count = 0;
  for (const Artifact& artifact : file.artifacts) {
    REQUIRE(artifact.certificate);
    const auto read = chain::read(artifact);
    REQUIRE(read);
    INFO(name_text(read->subject));
    CHECK_FALSE(set->by_subject(read->subject_key).empty());
    CHECK((read->is_ca() || read->version == 1));
    CHECK(read->malformed.empty());
    ++count;
  }
  CHECK(count > 50);
}
