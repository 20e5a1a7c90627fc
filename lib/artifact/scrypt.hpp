// PBES2 with scrypt. OpenSSL's own decryption stops at 32 MB of memory; keys that ask for more are not rare.
#pragma once

#include <tl/expected.hpp>

#include "artifact/pbe_parameters.hpp"

namespace certdoc::keys {

enum class Opening { wrong, impossible };  // the password; the scheme

// Memory up to 1 GiB, and rounds of SHA-256's price up to the limit of the other derivations.
bool scrypt_affordable(const ScryptParameters& scrypt, std::uint64_t max_iterations);

tl::expected<SecretBytes, Opening> opened_by_scrypt(const PbeParameters& pbe, ByteView data,
                                                    const SecretBytes* password);

}  // namespace certdoc::keys
