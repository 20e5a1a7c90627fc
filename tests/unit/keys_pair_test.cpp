// Keys that were broken on purpose.
#include <openssl/bn.h>

#include "artifact/der_write.hpp"
#include "artifact/rsa_key.hpp"
#include "keys_support.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

// `good` with the bytes `from`, which must stand in it once, replaced by as many others.
std::string patched(std::string der, std::string_view from, std::string_view to) {
  const std::size_t at = der.find(from);
  REQUIRE(at != std::string::npos);
  REQUIRE(from.size() == to.size());
  return der.replace(at, from.size(), to);
}

std::string changed(ByteView number, std::uint8_t by = 2) {
  std::string text(as_text(number));
  text.back() = static_cast<char>(static_cast<std::uint8_t>(text.back()) ^ by);
  return text;
}

std::string problem(std::string_view der, bool full = false) {
  LoadOptions options;
  options.full_key_check = full;
  const Artifact artifact = read_key(der, options);
  CHECK((artifact.pair == Pair::does_not_fit) == !artifact.pair_problem.empty());
  return artifact.pair_problem;
}

const std::string& rsa() {
  static const std::string der = [] {
    const Workbench m;
    m.sh("openssl genrsa -traditional 2048 2>/dev/null | openssl rsa -traditional -outform DER -out a.der 2>/dev/null");
    return m.read("a.der");
  }();
  return der;
}

}  // namespace

TEST_CASE("Each number of an RSA key is missed when it is changed", "[keys]") {
  const auto numbers = keys::rsa_numbers(as_bytes(rsa()), as_bytes(rsa()));
  REQUIRE(numbers);
  CHECK(problem(rsa()).empty());
  CHECK(problem(rsa(), true).empty());
  const auto broken = [&](ByteView number) { return problem(patched(rsa(), as_text(number), changed(number))); };
  CHECK(broken(numbers->n) == "n ≠ p · q");
  CHECK(broken(numbers->p) == "n ≠ p · q");
  CHECK(broken(numbers->q) == "n ≠ p · q");
  CHECK(broken(numbers->d) == "e · d ≢ 1 (mod p − 1)");
  CHECK(broken(numbers->dp) == "dp ≠ d mod (p − 1)");
  CHECK(broken(numbers->dq) == "dq ≠ d mod (q − 1)");
  CHECK(broken(numbers->qinv) == "q · qinv ≢ 1 (mod p)");
}

namespace {

// RSAPrivateKey of p = 15, q = 13 and e = 5: every relation holds (d = 17 by 14 and by 12), but 15 is no prime.
std::string with_composite() {
  using der::write_unsigned;
  const auto n = [](std::initializer_list<std::uint8_t> digits) { return write_unsigned(Bytes(digits)); };
  // e d = 5 * 17 = 85 = 1 mod 14 and mod 12; dp = 3, dq = 5; qinv = 13^-1 mod 15 = 7
  const Bytes out =
      der::write(der::sequence, {n({0}), n({195}), n({5}), n({17}), n({15}), n({13}), n({3}), n({5}), n({7})});
  return std::string(as_text(out));
}

// 2^e^d only: n = 33, e = 3, d = 7
std::string without_primes(std::uint8_t d) {
  using der::write_unsigned;
  const auto n = [](std::initializer_list<std::uint8_t> digits) { return write_unsigned(Bytes(digits)); };
  const Bytes out =
      der::write(der::sequence, {n({0}), n({33}), n({3}), n({d}), n({0}), n({0}), n({0}), n({0}), n({0})});
  return std::string(as_text(out));
}

}  // namespace

TEST_CASE("Only the full check asks whether p is a prime", "[keys]") {
  CHECK(problem(with_composite()).empty());
  CHECK(problem(with_composite(), true) == "p is not prime");
}

TEST_CASE("An RSA key without its primes is checked by one exponentiation", "[keys]") {
  CHECK(problem(without_primes(7)).empty());
  CHECK(problem(without_primes(9)) == "e · d ≢ 1");
}

TEST_CASE("An EC key with another key's point does not fit", "[keys]") {
  const Workbench m;
  for (const std::string curve : {"prime256v1", "secp384r1", "brainpoolP256r1", "sect283k1"}) {
    INFO(curve);
    m.sh("for k in a b; do openssl ecparam -name " + curve +
         " -genkey -noout -outform DER -out $k.der; "
         "openssl pkey -inform DER -in $k.der -pubout -outform DER -out $k.pub; done");
    const std::string a = m.read("a.der"), b = m.read("b.der");
    const std::string swapped = a.substr(0, a.size() - 40) + b.substr(b.size() - 40);
    CHECK(problem(a).empty());
    CHECK_FALSE(problem(swapped).empty());
    // the whole point: both have the same length
    const std::size_t point = m.read("a.pub").size() - m.read("a.pub").find(std::string("\x00\x04", 2)) - 1;
    CHECK(problem(a.substr(0, a.size() - point) + b.substr(b.size() - point)) == "P ≠ d · G");
  }
}

TEST_CASE("An EC key whose point is on no curve, or whose d is none, does not fit", "[keys]") {
  const Workbench m;
  m.sh("openssl ecparam -name prime256v1 -genkey -noout -outform DER -out a.der");
  std::string der = m.read("a.der");
  std::string off = der;
  off.back() = static_cast<char>(off.back() ^ 1);
  CHECK(problem(off) == "P is not on the curve");
  CHECK(problem(der.replace(7, 32, std::string(32, '\xFF'))) == "d ∉ [1, n − 1]");
  CHECK(problem(der.replace(7, 32, std::string(32, '\0'))) == "d ∉ [1, n − 1]");
}

TEST_CASE("The public key in a version 2 PKCS#8 must be that of the private key", "[keys]") {
  // RFC 8410, 10.3, without the attributes
  const std::string der(
      "\x30\x51\x02\x01\x01\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20\xd4\xee\x72\xdb\xf9\x13\x58\x4a\xd5\xb6\xd8\xf1"
      "\xf7\x69\xf8\xad\x3a\xfe\x7c\x28\xcb\xf1\xd4\xfb\xe0\x97\xa8\x8f\x44\x75\x58\x42\x81\x21\x00\x19\xbf\x44\x09\x69"
      "\x84\xcd\xfe\x85\x41\xba\xc1\x67\xdc\x3b\x96\xc8\x50\x86\xaa\x30\xb6\xb6\xcb\x0c\x5c\x38\xad\x70\x31\x66\xe1",
      83);
  const Artifact artifact = read_key(der);
  REQUIRE(artifact.key);
  CHECK(artifact.key->algorithm == "Ed25519");
  CHECK(artifact.pair == Pair::fits);
  CHECK(hex(artifact.key->spki).substr(24) == "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
  std::string other = der;
  other.back() = '\0';
  CHECK(problem(other) == "publicKey ≠ public(privateKey)");
}

TEST_CASE("A DSA key whose y is another does not fit", "[keys]") {
  const Workbench m;
  m.sh(
      "openssl dsaparam -genkey -noout -out key.pem 1024; openssl pkey -in key.pem -traditional -outform DER -out "
      "a.der");
  const std::string der = m.read("a.der");
  CHECK(problem(der).empty());
  std::string other = der;
  other.back() = static_cast<char>(other.back() ^ 2);  // x stands last
  CHECK(problem(other) == "y ≠ g^x mod p");
}

TEST_CASE("A key that is cut off or damaged is an error that names a byte", "[keys]") {
  const std::string& der = rsa();
  for (std::size_t size = 0; size < der.size(); size += 7) {
    Artifact artifact;
    const auto read = read_private_key(artifact, as_bytes(der).first(size), {});
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == Error::Kind::invalid);
    CHECK(read.error().what.find("byte") != std::string::npos);
    CHECK_FALSE(artifact.key);
  }
  std::string bad = der;
  bad[7] = '\x05';  // the tag of n
  Artifact artifact;
  const auto read = read_private_key(artifact, as_bytes(bad), {});
  REQUIRE_FALSE(read);
  CHECK(read.error().what == "the private key is damaged at byte 7");
}

TEST_CASE("Without check_pairs nothing is computed", "[keys]") {
  LoadOptions options;
  options.check_pairs = false;
  CHECK(read_key(rsa(), options).pair == Pair::not_checked);
}
