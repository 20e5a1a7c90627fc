#pragma once

#include "artifact/spki.hpp"

namespace certdoc {

// An EC key in any encoding: named or explicit parameters; uncompressed, compressed or hybrid point.
Result<PublicKey> careful_ec_key(ByteView spki, const SpkiParts& parts);

}  // namespace certdoc
