// What a new PKCS#12 file is protected with: encryption by password, and the MAC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace certdoc::pfx {

struct Encrypted {
  Bytes algorithm;  // AlgorithmIdentifier, whole
  Bytes octets;
};

// AES-*-CBC by PBES2 and PBKDF2 with this PRF (SHA1, SHA256, SHA384, SHA512); DES-EDE3-CBC by PKCS#12's own scheme.
// Empty: OpenSSL does not do it.
std::optional<Encrypted> encrypt(const std::string& cipher, const std::string& prf, std::uint64_t iterations,
                                 ByteView plain, const SecretBytes& password);

// MacData of RFC 7292 over these bytes, whole; empty: OpenSSL does not do it.
Bytes mac_data(const std::string& digest, std::uint64_t iterations, ByteView content, const SecretBytes& password);

}  // namespace certdoc::pfx
