// The key of a certificate or a request: where it cannot be read, the object still can.
#pragma once

#include "artifact/artifact.hpp"

namespace certdoc {

// Fills `key`, or `unread`. `careful`: through OpenSSL only.
void read_key(Artifact& artifact, ByteView spki, Lang lang, bool careful);

}  // namespace certdoc
