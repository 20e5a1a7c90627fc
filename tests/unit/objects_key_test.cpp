#include <openssl/ec.h>
#include <openssl/objects.h>

#include "artifact/curves.hpp"
#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/spki.hpp"
#include "catch.hpp"
#include "objects_material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

PublicKey key(const Bytes& spki) {
  const auto read = public_key_of_spki(spki, Lang::en);
  if (!read) FAIL(read.error().what);
  return *read;
}

Bytes spki_of(const std::string& command) {
  objects().sh(command + " -pubout -outform DER -out made.spki");
  return bytes_of("made.spki");
}

Bytes concat(std::initializer_list<ByteView> parts) {
  const Bytes whole = der::write(der::sequence, parts);
  return to_bytes(der::only(whole, der::sequence)->content);
}

// An SPKI with this algorithm and this key.
Bytes spki_with(std::initializer_list<ByteView> algorithm, ByteView key) {
  const Bytes no_unused{0};
  return der::write(der::sequence,
                    {der::write(der::sequence, algorithm), der::write(der::bit_string, {no_unused, key})});
}

Bytes oid(std::string_view content) {
  return der::write(der::oid, {as_bytes(content)});
}

}  // namespace

TEST_CASE("an EC key has one id, however it is written", "[objects]") {
  const PublicKey usual = key(bytes_of("ec.spki"));
  CHECK(usual.algorithm == "EC");
  CHECK(usual.curve == "P-256");
  CHECK(usual.bits == 256);
  CHECK(usual.id == usual.spki_sha256);
  CHECK_FALSE(usual.explicit_parameters);
  CHECK(usual_key(bytes_of("ec.spki")));

  const PublicKey compressed = key(spki_of("openssl ec -in ec.key -conv_form compressed"));
  CHECK(compressed.id == usual.id);
  CHECK(compressed.spki_sha256 != usual.spki_sha256);
  CHECK(compressed.compressed_point);
  CHECK(compressed.curve == "P-256");

  const PublicKey hybrid = key(spki_of("openssl ec -in ec.key -conv_form hybrid"));
  CHECK(hybrid.id == usual.id);
  CHECK_FALSE(hybrid.compressed_point);

  const PublicKey written_out = key(spki_of("openssl ec -in ec.key -param_enc explicit"));
  CHECK(written_out.id == usual.id);
  CHECK(written_out.explicit_parameters);
  CHECK(written_out.curve == "P-256");

  const PublicKey other =
      key(spki_of("openssl ecparam -name prime256v1 -genkey -noout -out o.key; openssl ec -in o.key"));
  CHECK(other.id != usual.id);
}

TEST_CASE("the fast path and OpenSSL agree on every kind of key", "[objects]") {
  for (const char* name : {"rsa.spki", "ec.spki", "ed.spki", "sm2.spki"}) {
    INFO(name);
    const auto fast = usual_key(bytes_of(name));
    const auto careful = careful_key(bytes_of(name));
    REQUIRE(fast);
    REQUIRE(careful);
    CHECK(fast->id == careful->id);
    CHECK(fast->algorithm == careful->algorithm);
    CHECK(fast->bits == careful->bits);
    CHECK(fast->curve == careful->curve);
  }
  CHECK(key(bytes_of("rsa.spki")).bits == 2048);
  CHECK(key(bytes_of("sm2.spki")).algorithm == "SM2");
  CHECK(key(bytes_of("ed.spki")).algorithm == "Ed25519");
}

TEST_CASE("an RSA key is one key with or without NULL, and under the name RSA-PSS", "[objects]") {
  const Bytes usual = bytes_of("rsa.spki");
  const auto parts = split_spki(usual);
  REQUIRE(parts);
  const Bytes rsa = oid(spki::kRsa), pss = oid(spki::kRsaPss), empty_sequence{0x30, 0};
  const PublicKey bare = key(spki_with({rsa}, parts->key));
  CHECK(bare.id == key(usual).id);
  CHECK(bare.spki_sha256 != key(usual).spki_sha256);
  CHECK(bare.algorithm == "RSA");
  const PublicKey restricted = key(spki_with({pss, empty_sequence}, parts->key));
  CHECK(restricted.id == key(usual).id);
  CHECK(restricted.algorithm == "RSA-PSS");
  CHECK(restricted.bits == 2048);
  // BER: the outer length is longer than it need be
  Bytes loose = concat({Bytes{0x30, 0x83, 0x00}, ByteView(usual).subspan(2)});
  CHECK_FALSE(usual_key(loose));
  CHECK(key(loose).id == key(usual).id);
}

TEST_CASE("the table of curves says what OpenSSL says", "[objects]") {
  std::vector<EC_builtin_curve> curves(EC_get_builtin_curves(nullptr, 0));
  EC_get_builtin_curves(curves.data(), curves.size());
  std::size_t known = 0;
  for (const EC_builtin_curve& one : curves) {
    const ASN1_OBJECT* object = OBJ_nid2obj(one.nid);
    const Curve* curve = usual_curve({OBJ_get0_data(object), OBJ_length(object)});
    if (curve == nullptr) continue;
    ++known;
    INFO(OBJ_nid2sn(one.nid));
    const EcGroupPtr group(EC_GROUP_new_by_curve_name(one.nid));
    CHECK(curve->bits == EC_GROUP_order_bits(group.get()));
    CHECK(curve->field == static_cast<std::size_t>(EC_GROUP_get_degree(group.get()) + 7) / 8);
    const char* nist = EC_curve_nid2nist(one.nid);
    const std::string name = one.nid == NID_sm2 ? "" : nist != nullptr ? nist : OBJ_nid2sn(one.nid);
    CHECK(curve->name == name);
  }
  CHECK(known == 13);
}

TEST_CASE("a rare curve is read through OpenSSL", "[objects]") {
  const Bytes made = spki_of("openssl ecparam -name sect233k1 -genkey -noout -out s.key; openssl ec -in s.key");
  CHECK_FALSE(usual_key(made));
  CHECK(key(made).curve == "K-233");
  CHECK(key(made).bits == 232);
}

TEST_CASE("a point that is not on its curve is said to be", "[objects]") {
  Bytes made = spki_of("openssl ec -in ec.key -conv_form hybrid");
  made.back() ^= 1U;
  const auto read = public_key_of_spki(made, Lang::en);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == Error::Kind::invalid);
  CHECK(read.error().what.find("not on its curve") != std::string::npos);
  CHECK(read.error().what_zh.find("曲线") != std::string::npos);
}

TEST_CASE("a key of an unknown algorithm has its OID for a name and its bytes for an id", "[objects]") {
  const Bytes bits(32, 7), ml_dsa = oid("\x60\x86\x48\x01\x65\x03\x04\x03\x12"), strange = oid("\x2A\x03\x04\x05");
  CHECK(key(spki_with({ml_dsa}, bits)).algorithm == "ML-DSA-65");
  const PublicKey unknown = key(spki_with({strange}, bits));
  CHECK(unknown.algorithm == "1.2.3.4.5");
  CHECK(unknown.id == unknown.spki_sha256);
}

TEST_CASE("a DSA key without its parameters is not compared", "[objects]") {
  const Bytes y{2, 1, 5}, dsa = oid(spki::kDsa);
  const auto read = public_key_of_spki(spki_with({dsa}, y), Lang::en);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == Error::Kind::unsupported);
}

TEST_CASE("a DSA key is one key in the fast path and through OpenSSL", "[objects]") {
  const Bytes made = spki_of("openssl dsaparam -genkey -noout -out d.key 1024; openssl pkey -in d.key");
  const auto fast = usual_key(made);
  const auto careful = careful_key(made);
  REQUIRE(fast);
  REQUIRE(careful);
  CHECK(fast->id == careful->id);
  CHECK(fast->bits == 1024);
  CHECK(careful->bits == 1024);
}

TEST_CASE("a damaged key is an error that says where", "[objects]") {
  const auto read = public_key_of_spki(Bytes{0x30, 0x03, 0x02, 0x01, 0x05}, Lang::en);
  REQUIRE_FALSE(read);
  CHECK(read.error().what.find("at byte 2 of the DER algorithm (SEQUENCE) was expected, 0x02 stands there") !=
        std::string::npos);
  Bytes wrong = bytes_of("ed.spki");
  wrong = spki_with({oid("\x2B\x65\x70")}, Bytes(31, 1));
  CHECK_FALSE(public_key_of_spki(wrong, Lang::en));
}

TEST_CASE("a PKCS#1 public key is the same key", "[objects]") {
  objects().sh("openssl rsa -in rsa.key -RSAPublicKey_out -outform DER -out rsa.pkcs1");
  Artifact bare = artifact(bytes_of("rsa.pkcs1"));
  REQUIRE(read_public_key(bare, Lang::en));
  CHECK(bare.key->id == key(bytes_of("rsa.spki")).id);
  CHECK(bare.format == "pkcs1");
  CHECK(kind_of_der(bare.der) == Kind::public_key);
}

TEST_CASE("the vendors' pipeline gives the same figure", "[objects]") {
  for (const char* name : {"rsa", "ec", "ed"}) {
    const std::string expected =
        output(objects(), std::string("openssl pkey -in ") + name + ".key -pubout | openssl sha256 | sed 's/.*= //'");
    CHECK(openssl_pipeline_hash(key(bytes_of(std::string(name) + ".spki"))) == expected);
  }
}

TEST_CASE("digests are those of the standards", "[objects]") {
  CHECK(hex(sha256(as_bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha1(as_bytes("abc"))) == "a9993e364706816aba3e25717850c26c9cd0d89d");
}
