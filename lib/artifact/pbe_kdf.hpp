// Keys from passwords: PKCS#12's own derivation (RFC 7292, B) and PBKDF2 (RFC 8018, 5.2).
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "base/bytes.hpp"

namespace certdoc::pbe {

struct Kdf {
  enum class Kind { pkcs12, pbkdf2 };
  Kind kind = Kind::pbkdf2;
  bool mac = false;  // pkcs12: the key of the MAC, else that of a cipher and its initial vector
  std::string hash;  // SHA256; OpenSSL's name
  ByteView salt;
  std::uint64_t iterations = 0;
  std::size_t key = 0;     // bytes
  std::size_t vector = 0;  // pkcs12: bytes of the initial vector, which follow the key

  friend bool operator==(const Kdf& a, const Kdf& b);
};

// In rounds; every block of the result takes all rounds. Saturated.
std::uint64_t cost(const Kdf& kdf);

// Bytes that the hash gives; 0: OpenSSL has no such hash.
std::size_t hash_size(const std::string& name);

// `password`: for pkcs12 a BMPString with its end, or nothing. nullopt: not computable here, or stopped.
std::optional<SecretBytes> derive(const Kdf& kdf, ByteView password, const std::stop_token& stop = {});

std::optional<SecretBytes> hmac(const std::string& hash, ByteView key, ByteView text);

}  // namespace certdoc::pbe
