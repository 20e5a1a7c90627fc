#include "artifact/der.hpp"
#include "built.hpp"
#include "catch.hpp"
#include "check/rsa_key.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace certdoc::test::built;

namespace {

Bytes wrapped(std::uint8_t tag, const Bytes& content) {
  Bytes out{tag};
  if (content.size() >= 128) {
    out.push_back(0x82);
    out.push_back(static_cast<std::uint8_t>(content.size() >> 8U));
  }
  out.push_back(static_cast<std::uint8_t>(content.size() & 0xFFU));
  out.insert(out.end(), content.begin(), content.end());
  return out;
}

// A SubjectPublicKeyInfo with these two numbers; the algorithm is not looked at.
PublicKey rsa(Bytes modulus, Bytes exponent) {
  PublicKey made = key("RSA", static_cast<int>(bits_of(modulus)));
  modulus.insert(modulus.begin(), 0);
  exponent.insert(exponent.begin(), 0);
  Bytes numbers = wrapped(der::integer, modulus);
  const Bytes second = wrapped(der::integer, exponent);
  numbers.insert(numbers.end(), second.begin(), second.end());
  Bytes bits = wrapped(der::sequence, numbers);
  bits.insert(bits.begin(), 0);
  Bytes spki = wrapped(der::sequence, {});
  const Bytes key_bits = wrapped(der::bit_string, bits);
  spki.insert(spki.end(), key_bits.begin(), key_bits.end());
  made.spki = wrapped(der::sequence, spki);
  return made;
}

// A number of so many bits without small factors: what an RSA modulus looks like to those who cannot factor it.
Bytes modulus_of(std::size_t bits) {
  Bytes number((bits + 7) / 8, 0xC5);
  number.front() = static_cast<std::uint8_t>(1U << ((bits - 1) % 8));
  for (std::uint16_t odd = 1; small_factor(number) != 0; odd = static_cast<std::uint16_t>(odd + 2)) {
    number[number.size() - 2] = static_cast<std::uint8_t>(odd >> 8U);
    number.back() = static_cast<std::uint8_t>(odd & 0xFFU);
  }
  return number;
}

const Bytes& good_modulus() {
  static const Bytes modulus = modulus_of(2048);
  return modulus;
}

Finding weak(PublicKey made, std::string_view target = {}) {
  Artifact item = certificate();
  item.key = std::move(made);
  return only(run(kKeyWeak, file_named("a.crt", {item}), context(target)));
}

}  // namespace

TEST_CASE("RSA keys are judged by their length", "[check]") {
  CHECK(weak(key("RSA", 2048)).verdict == Verdict::ruled_out);
  CHECK(weak(key("RSA", 1024)).severity == Severity::error);
  CHECK(weak(key("RSA", 1024)).message == "the RSA key in a.crt has 1024 bits, which public CAs refuse");
  CHECK(weak(key("RSA", 512)).message == "the RSA key in a.crt has 512 bits and can be broken");
  CHECK(weak(key("RSA", 2048), "windows-code-signing").verdict == Verdict::confirmed);
  CHECK(weak(key("RSA", 3072), "windows-code-signing").verdict == Verdict::ruled_out);
}

TEST_CASE("a sound RSA key is ruled out with its numbers", "[check]") {
  CHECK(weak(rsa(good_modulus(), {1, 0, 1})).verdict == Verdict::ruled_out);
}

TEST_CASE("exponents that are impossible are errors, small ones are noted", "[check]") {
  CHECK(weak(rsa(good_modulus(), {1})).severity == Severity::error);
  CHECK(weak(rsa(good_modulus(), {1, 0, 0})).severity == Severity::error);
  const Finding three = weak(rsa(good_modulus(), {3}));
  CHECK(three.severity == Severity::note);
  CHECK(three.evidence.at(0).actual == "3");
}

TEST_CASE("moduli with a small factor are broken", "[check]") {
  Bytes even = good_modulus();
  even.back() &= 0xFEU;
  const Finding finding = weak(rsa(even, {1, 0, 1}));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message.ends_with("its modulus is divisible by 2"));
  CHECK(small_factor(Bytes{0x08, 0x9B, 0x21}) == 751);  // 751 squared: the largest prime that must not divide it
  CHECK(small_factor(Bytes{0x08, 0xBE, 0x79}) == 0);    // 757 squared
  CHECK(small_factor(good_modulus()) == 0);
}

TEST_CASE("a modulus of an odd length is a warning", "[check]") {
  const Finding finding = weak(rsa(modulus_of(2049), {1, 0, 1}));
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.evidence.at(0).actual == "2049 bits");
}

TEST_CASE("powers of 65537 are the mark of ROCA", "[check]") {
  CHECK_FALSE(is_roca(good_modulus()));
  CHECK(is_roca(Bytes{1, 0, 1}));
  CHECK(is_roca(Bytes{1, 0, 2, 0, 1}));  // 65537 squared
  CHECK_FALSE(is_roca(Bytes{2, 0, 3}));
}

TEST_CASE("a hostile SubjectPublicKeyInfo is left alone", "[check]") {
  PublicKey cut = rsa(good_modulus(), {1, 0, 1});
  for (std::size_t size = 0; size < cut.spki.size(); size += 7) {
    PublicKey part = cut;
    part.spki.resize(size);
    CHECK_FALSE(rsa_key(part).has_value());
  }
  CHECK_FALSE(rsa_key(rsa(Bytes(5000, 0xFF), {3})).has_value());
}

TEST_CASE("DSA and short curves are refused, unusual curves are noted", "[check]") {
  CHECK(weak(key("DSA", 1024)).severity == Severity::error);
  CHECK(weak(key("DSA", 2048)).severity == Severity::warning);
  CHECK(weak(key("EC", 192, "P-192")).severity == Severity::error);
  CHECK(weak(key("EC", 256, "secp256k1")).severity == Severity::note);
  CHECK(weak(key("EC", 256, "P-256")).verdict == Verdict::ruled_out);
  CHECK(weak(key("EC", 521, "P-521")).verdict == Verdict::ruled_out);
  CHECK(weak(key("Ed25519", 256)).verdict == Verdict::ruled_out);
  PublicKey written_out = key("EC", 256, "P-256");
  written_out.explicit_parameters = true;
  CHECK(weak(written_out).severity == Severity::note);
}

TEST_CASE("a passphrase is a note, a warning, or an error, as the target goes", "[check]") {
  Artifact locked = private_key(Encoding::pem, "pkcs8-encrypted");
  locked.encrypted = true;
  const auto judged = [&](std::string_view target) {
    return only(run(kKeyEncrypted, file_named("a.key", {locked}), context(target)));
  };
  CHECK(judged("").severity == Severity::note);
  CHECK(judged("nginx").severity == Severity::warning);
  CHECK(judged("haproxy").severity == Severity::error);
  CHECK(judged("haproxy").message == "the key in a.key asks for a passphrase, which HAProxy cannot be given");
  CHECK(command(judged("haproxy")) == "(umask 077; openssl pkey -in a.key -out a-new.key)");
  CHECK(judged("nginx").remedies == std::vector<std::string>{"give-passphrase-to-service", "remove-key-passphrase"});
}

TEST_CASE("a plain key is ruled out, and one in a PFX is not meant", "[check]") {
  CHECK(only(run(kKeyEncrypted, file_named("a.key", {private_key()}))).verdict == Verdict::ruled_out);
  Artifact inside = private_key();
  inside.encrypted = true;
  inside.parent = 0;
  CHECK(run(kKeyEncrypted, file_named("a.pfx", {artifact(Kind::pkcs12, Encoding::der), inside})).empty());
  CHECK(run(kKeyEncrypted, file_named("a.crt", {certificate()})).empty());
}
