// PKCS#12 files that no tool writes: other passwords for MAC and content, damaged and hostile ones.
#pragma once

#include <openssl/asn1t.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <functional>
#include <string>
#include <vector>

#include "artifact/openssl_ptr.hpp"
#include "artifact/store.hpp"
#include "catch.hpp"
#include "containers.hpp"

namespace certdoc::test {

// What `openssl pkcs12 -export` makes of the pair with these options.
inline std::string exported(const std::string& options, const std::string& password = "secret") {
  const Workbench& m = pair_material();
  m.sh("openssl pkcs12 -export -in ec.crt -inkey ec.key -out s.p12 -passout 'pass:" + password + "' " + options);
  return m.read("s.p12");
}

inline Opened pkcs12(const std::string& bytes, const std::vector<std::string>& passwords) {
  return opened(open_pkcs12, bytes, with(passwords));
}

inline Store store_of(const Opened& opened) {
  REQUIRE(opened.inside);
  REQUIRE(opened.container.store);
  return *opened.container.store;
}

inline Bag bag_of(const Artifact& artifact) {
  REQUIRE(artifact.bag);
  return *artifact.bag;
}

inline std::string der_of(PKCS12* file) {
  std::string bytes(static_cast<std::size_t>(i2d_PKCS12(file, nullptr)), '\0');
  auto* at = reinterpret_cast<unsigned char*>(bytes.data());
  i2d_PKCS12(file, &at);
  return bytes;
}

// How one file is put together by OpenSSL; an empty `mac` leaves the MAC out, an empty `certificates` encrypts nothing.
struct Recipe {
  std::string mac = "secret";           // password, UTF-8
  std::string certificates = "secret";  // password, as bytes where the scheme is PBES2
  std::string key = "secret";
  int scheme = NID_aes_256_cbc;
  int iterations = 100;
};

inline std::string made_by(const Recipe& recipe) {
  const auto read = [](const std::string& name, auto parse) {
    const std::string pem = pair_material().read(name);
    BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    auto* object = parse(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    return object;
  };
  const X509Ptr certificate(read("ec.crt", PEM_read_bio_X509));
  const PkeyPtr pkey(read("ec.key", PEM_read_bio_PrivateKey));
  STACK_OF(PKCS7)* safes = nullptr;
  STACK_OF(PKCS12_SAFEBAG)* bags = nullptr;
  REQUIRE(PKCS12_add_cert(&bags, certificate.get()) != nullptr);
  // Here PBES2 is asked for by the cipher.
  PKCS7* safe =
      PKCS12_pack_p7encdata(recipe.scheme, recipe.certificates.data(), static_cast<int>(recipe.certificates.size()),
                            nullptr, 0, recipe.iterations, bags);
  REQUIRE(safe != nullptr);
  safes = sk_PKCS7_new_null();
  sk_PKCS7_push(safes, safe);
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  bags = sk_PKCS12_SAFEBAG_new_null();
  PKCS8_PRIV_KEY_INFO* plain = EVP_PKEY2PKCS8(pkey.get());
  sk_PKCS12_SAFEBAG_push(
      bags, PKCS12_SAFEBAG_create_pkcs8_encrypt(recipe.scheme, recipe.key.data(), static_cast<int>(recipe.key.size()),
                                                nullptr, 0, recipe.iterations, plain));
  PKCS8_PRIV_KEY_INFO_free(plain);
  sk_PKCS7_push(safes, PKCS12_pack_p7data(bags));
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  const Pkcs12Ptr file(PKCS12_add_safes(safes, 0));
  sk_PKCS7_pop_free(safes, PKCS7_free);
  REQUIRE(file);
  if (!recipe.mac.empty()) {
    REQUIRE(PKCS12_set_mac(file.get(), recipe.mac.data(), static_cast<int>(recipe.mac.size()), nullptr, 0,
                           recipe.iterations, EVP_sha256()) == 1);
  }
  return der_of(file.get());
}

// DER by hand.
inline std::string tlv(unsigned tag, const std::string& content) {
  std::string out(1, static_cast<char>(tag));
  if (content.size() < 0x80) return out + static_cast<char>(content.size()) + content;
  std::string length;
  for (std::size_t rest = content.size(); rest > 0; rest >>= 8U) length.insert(0, 1, static_cast<char>(rest & 0xFFU));
  return out + static_cast<char>(0x80U | length.size()) + length + content;
}

namespace p12 {

const std::string kPkcs7("\x2A\x86\x48\x86\xF7\x0D\x01\x07", 8);
const std::string kBag("\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x0A\x01", 10);

inline std::string content_info(char arc, const std::string& content) {
  return tlv(0x30, tlv(0x06, kPkcs7 + arc) + tlv(0xA0, content));
}
inline std::string data(const std::string& octets) {
  return content_info(1, tlv(0x04, octets));
}
inline std::string bag(char arc, const std::string& value, const std::string& attributes = {}) {
  return tlv(0x30, tlv(0x06, kBag + arc) + tlv(0xA0, value) + (attributes.empty() ? "" : tlv(0x31, attributes)));
}
inline std::string pfx(const std::string& parts, const std::string& mac = {}) {
  return tlv(0x30, tlv(0x02, "\x03") + data(tlv(0x30, parts)) + mac);
}
// AlgorithmIdentifier of PBES2 with PBKDF2 (HMAC with SHA-1) and AES-256-CBC; `rounds` is the content of the INTEGER.
inline std::string pbes2(const std::string& salt, const std::string& rounds) {
  const std::string pkcs5("\x2A\x86\x48\x86\xF7\x0D\x01\x05", 8);
  const std::string kdf = tlv(0x30, tlv(0x06, pkcs5 + '\x0C') + tlv(0x30, tlv(0x04, salt) + tlv(0x02, rounds)));
  const std::string aes =
      tlv(0x30, tlv(0x06, "\x60\x86\x48\x01\x65\x03\x04\x01\x2A") + tlv(0x04, std::string(16, 'v')));
  return tlv(0x30, tlv(0x06, pkcs5 + '\x0D') + tlv(0x30, kdf + aes));
}
inline std::string shrouded(const std::string& algorithm) {
  return bag(2, tlv(0x30, algorithm + tlv(0x04, std::string(48, 'x'))));
}

}  // namespace p12
}  // namespace certdoc::test
