// The encrypted key in CFCA's .sm2 files.
#pragma once

#include <optional>

#include "base/bytes.hpp"

namespace certdoc {

// PKCS#8 DER of the key, if the password opens it to the private half of the key in `spki`.
std::optional<SecretBytes> open_sm2_key(ByteView encrypted, ByteView password, ByteView spki);

}  // namespace certdoc
