// Verifying the signatures of certificates and CRLs. The issuer's key is parsed once; RSA and ECDSA with SHA go through
// libcrypto's arithmetic directly, without starting its providers; everything else through them.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

#include "chain/certificate.hpp"

namespace certdoc::chain {

enum class Signature {
  good,
  altered,      // made by this key over other content (RSA PKCS #1 v1.5 shows that)
  wrong,        // not by this key, or damaged
  unsupported,  // this OpenSSL cannot verify it, or cannot read the key
};

// What the signature is made over, in the end.
struct Hashed {
  std::string_view name;
  std::array<std::uint8_t, 64> bytes{};
  std::size_t size = 0;
  ByteView view() const { return {bytes.data(), size}; }
};

struct SignedPart {
  ByteView algorithm;  // AlgorithmIdentifier, whole
  ByteView content;
  ByteView signature;
  Hashed* hashed = nullptr;  // where the hash of a large content is kept, so that a second key costs no second pass
};

// The hash of a signature algorithm: sha256, md5, ...; empty: none of its own, or unknown. `algorithm` is whole.
std::string_view hash_of(ByteView algorithm);

class VerifyingKey {
 public:
  virtual ~VerifyingKey() = default;
  virtual Signature verify(const SignedPart& part) = 0;
};

std::unique_ptr<VerifyingKey> rsa_verifier(ByteView spki);  // null: not a usual RSA key
std::unique_ptr<VerifyingKey> ec_verifier(ByteView spki);   // null: not a usual key for ECDSA
std::unique_ptr<VerifyingKey> evp_verifier(ByteView spki);  // any key

class Verifier {
 public:
  Signature verify(const Certificate& issuer, const Certificate& subject);
  Signature verify(const Certificate& issuer, const SignedPart& part);
  std::size_t count() const { return count_; }

 private:
  struct Key {
    std::unique_ptr<VerifyingKey> fast, any;
  };
  static Signature through_evp(Key& key, ByteView spki, const SignedPart& part);

  std::unordered_map<std::string, Key> keys_;  // by SubjectPublicKeyInfo
  std::size_t count_ = 0;
};

}  // namespace certdoc::chain
