// PBES2 with scrypt. OpenSSL's own decryption stops at 32 MB of memory; keys that ask for more are not rare.
#pragma once

#include <tl/expected.hpp>

#include "artifact/pbe_cipher.hpp"

namespace certdoc {

// Memory up to 1 GiB, and rounds of SHA-256's price up to the limit of the other derivations.
bool scrypt_affordable(const ScryptParameters& scrypt, std::uint64_t max_iterations);

// The rounds of another derivation that cost as much, for N, r and p below 2^24 with 1 GiB.
std::uint64_t scrypt_rounds(const ScryptParameters& scrypt);

// The same for any N, r and p, for display; the largest number where that is beyond it.
std::uint64_t scrypt_rounds_saturated(const ScryptParameters& scrypt);

tl::expected<SecretBytes, Opening> decrypted_by_scrypt(const PbeParameters& pbe, ByteView data,
                                                       std::string_view password);

}  // namespace certdoc
