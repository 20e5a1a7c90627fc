// What a password-based encryption asks for, read by our own walk before anything is computed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "artifact/der.hpp"

namespace certdoc {

struct ScryptParameters {
  ByteView salt;
  std::uint64_t n = 0, r = 0, p = 0;
};

struct PbeParameters {
  ByteView algorithm = {};       // AlgorithmIdentifier, whole
  std::string name = {};         // for people: PBES2 with aes-256-cbc, pbeWithMD5AndDES-CBC
  std::string cipher = {};       // as EVP_CIPHER_fetch takes it; empty: unknown
  bool pkcs12 = false;           // a scheme of PKCS#12: no password and the empty one differ
  std::uint64_t iterations = 0;  // saturated
  std::optional<ScryptParameters> scrypt = {};
  ByteView cipher_algorithm = {};  // PBES2: AlgorithmIdentifier, whole
};

// nullopt: damaged. `algorithm` is an AlgorithmIdentifier, whole.
std::optional<PbeParameters> pbe_parameters(ByteView algorithm);

}  // namespace certdoc
