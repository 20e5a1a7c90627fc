// Our derivations against OpenSSL's, and the work that they may cost.
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pkcs12.h>

#include "artifact/pbe_kdf.hpp"
#include "artifact/pbe_work.hpp"
#include "stores.hpp"

using namespace certdoc;
using namespace certdoc::test;
using pbe::Kdf;

namespace {

SecretBytes by_openssl(const Kdf& kdf, ByteView password) {
  const EVP_MD* digest = EVP_get_digestbyname(kdf.hash.c_str());
  SecretBytes out(kdf.key + kdf.vector);
  const auto salt_size = static_cast<int>(kdf.salt.size()), rounds = static_cast<int>(kdf.iterations);
  if (kdf.kind == Kdf::Kind::pbkdf2) {
    PKCS5_PBKDF2_HMAC(as_text(password).data(), static_cast<int>(password.size()), kdf.salt.data(), salt_size, rounds,
                      digest, static_cast<int>(out.size()), out.data());
    return out;
  }
  Bytes salt = to_bytes(kdf.salt);
  SecretBytes typed = to_secret(password);
  const auto bytes = [&](int id, std::uint8_t* at, std::size_t size) {
    PKCS12_key_gen_uni(typed.data(), static_cast<int>(typed.size()), salt.data(), salt_size, id, rounds,
                       static_cast<int>(size), at, digest);
  };
  bytes(kdf.mac ? 3 : 1, out.data(), kdf.key);
  if (kdf.vector > 0) bytes(2, out.data() + kdf.key, kdf.vector);
  return out;
}

}  // namespace

TEST_CASE("keys are derived as OpenSSL derives them", "[store]") {
  const std::string password(150, 'p'), salt(131, 's');
  for (const std::string hash : {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "MD5", "SM3"}) {
    for (const auto kind : {Kdf::Kind::pkcs12, Kdf::Kind::pbkdf2}) {
      for (const std::size_t size : {0, 1, 8, 63, 64, 65, 128, 150}) {
        const bool pkcs12 = kind == Kdf::Kind::pkcs12;
        const Kdf kdf{.kind = kind,
                      .mac = size % 2 == 1,
                      .hash = hash,
                      .salt = as_bytes(salt).first(size % 131 + 1),
                      .iterations = size % 7 + 1,
                      .key = size % 5 * 20 + 16,
                      .vector = pkcs12 && size % 2 == 0 ? 16U : 0U};
        const ByteView typed = as_bytes(password).first(size);
        const auto key = pbe::derive(kdf, typed);
        INFO(hash << " " << size);
        REQUIRE(key);
        CHECK(*key == by_openssl(kdf, typed));
      }
    }
  }
}

TEST_CASE("an HMAC by every hash", "[store]") {
  for (const std::string hash : {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA512-256"}) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> expected{};
    unsigned size = 0;
    HMAC(EVP_get_digestbyname(hash.c_str()), "key", 3, as_bytes("text").data(), 4, expected.data(), &size);
    const auto got = pbe::hmac(hash, as_bytes("key"), as_bytes("text"));
    REQUIRE(got);
    CHECK(*got == SecretBytes(expected.begin(), expected.begin() + size));
  }
  CHECK_FALSE(pbe::hmac("SHA7", as_bytes("key"), as_bytes("text")));
  CHECK_FALSE(pbe::derive({.hash = "SHA7", .salt = as_bytes("salt"), .iterations = 1, .key = 16}, as_bytes("p")));
}

TEST_CASE("a derivation is computed and charged once, also where several run side by side", "[store]") {
  LoadOptions options;
  options.limits.kdf_iterations = 30'000;
  pbe::KeyWork work(options, true);
  std::vector<Kdf> kdfs;
  const std::vector<std::string> salts{"a", "b", "c", "d", "e", "f", "g", "h", "i"};
  for (const std::string& salt : salts) {
    kdfs.push_back({.hash = "SHA256", .salt = as_bytes(salt), .iterations = 29'000, .key = 32});
  }
  std::vector<pbe::KeyWork::Task> tasks;
  for (const Kdf& kdf : kdfs) tasks.push_back({&kdf, as_bytes("p")});
  work.ahead(tasks);  // eight of them are within the limits
  for (std::size_t n = 0; n < kdfs.size(); ++n) {
    const auto key = work.key(kdfs[n], as_bytes("p"));
    REQUIRE(key.has_value() == (n < 8));
    if (key) CHECK(**key == by_openssl(kdfs[n], as_bytes("p")));
  }
  CHECK_FALSE(work.key(kdfs[0], as_bytes("q")));
}

TEST_CASE("work for a password that turns out wrong is stopped, and not charged for", "[store]") {
  LoadOptions options;
  options.limits.kdf_iterations = 3'000'000;
  pbe::KeyWork work(options, true);
  const Kdf first{.hash = "SHA256", .salt = as_bytes("a"), .iterations = 30'000, .key = 32};
  std::vector<Kdf> others;
  const std::vector<std::string> salts{"b", "c", "d", "e", "f", "g"};
  for (const std::string& salt : salts) {
    others.push_back({.hash = "SHA256", .salt = as_bytes(salt), .iterations = 3'000'000, .key = 32});
  }
  std::vector<pbe::KeyWork::Task> tasks{{&first, as_bytes("p")}};
  for (const Kdf& kdf : others) tasks.push_back({&kdf, as_bytes("p")});
  work.ahead(tasks, [](const SecretBytes&) { return false; });
  std::size_t affordable = 0;
  for (int n = 0; n < 10; ++n) {
    if (!work.charge(3'000'000, 3'000'000)) ++affordable;
  }
  CHECK(affordable >= 6);
}
