// How Java's own key stores (JKS, JCEKS) use passwords.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace certdoc {

// True where the store's digest was made with this password: SHA-1 over it, a phrase and all bytes before the digest.
// `store` is the whole file.
bool jks_digest_fits(ByteView store, ByteView java_password);

// The PKCS#8 DER in an entry of JKS; nullopt: another password, or damage.
std::optional<SecretBytes> open_jks_key(ByteView protected_key, ByteView java_password);

// The same for JCEKS. The password as it was given: Java takes only ASCII there. `parameters`: of the algorithm, DER.
struct JceksParameters {
  ByteView salt;
  std::uint64_t rounds = 0;
};
std::optional<JceksParameters> jceks_parameters(ByteView parameters);
std::optional<SecretBytes> open_jceks_key(ByteView encrypted, const JceksParameters& parameters, ByteView password);

}  // namespace certdoc
