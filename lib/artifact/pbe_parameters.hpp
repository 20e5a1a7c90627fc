// What a password-based encryption asks for, read by our own walk before anything is computed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "artifact/der.hpp"
#include "artifact/pbe_kdf.hpp"
#include "artifact/store.hpp"

namespace certdoc {

struct ScryptParameters {
  ByteView salt;
  std::uint64_t n = 0, r = 0, p = 0;
};

struct PbeParameters {
  ByteView algorithm = {};       // AlgorithmIdentifier, whole
  std::string name = {};         // for people: PBES2 with aes-256-cbc, pbeWithMD5AndDES-CBC
  std::string scheme = {};       // PBES2, pbeWithMD5AndDES-CBC, or a dotted OID
  std::string cipher = {};       // as EVP_CIPHER_fetch takes it; empty: unknown
  std::string kdf = {};          // PBKDF2, scrypt, PKCS12, PBKDF1, or a dotted OID
  std::string prf = {};          // SHA256, or a dotted OID
  bool pkcs12 = false;           // a scheme of PKCS#12: no password and the empty one differ
  std::uint64_t iterations = 0;  // saturated
  ByteView salt = {};
  std::optional<ScryptParameters> scrypt = {};
  ByteView cipher_algorithm = {};  // PBES2: AlgorithmIdentifier, whole
  ByteView vector = {};            // PBES2 in CBC mode
  // Where pbe_kdf.hpp and a plain cipher do; everything else goes through OpenSSL in one piece.
  std::optional<pbe::Kdf> derivation = {};
};

// nullopt: damaged. `algorithm` is an AlgorithmIdentifier, whole.
std::optional<PbeParameters> pbe_parameters(ByteView algorithm);

namespace pbe {

// PBKDF2-params (RFC 8018, A.2); the key's size only where it is said. nullopt: damaged.
std::optional<Kdf> pbkdf2_parameters(ByteView parameters);

// As the report tells it.
Encryption described(const PbeParameters& parameters);

}  // namespace pbe
}  // namespace certdoc
