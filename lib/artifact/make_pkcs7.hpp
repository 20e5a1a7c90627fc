// Certificates in PKCS #7, signed by nobody: what CAs send as .p7b.
#pragma once

#include <vector>

#include "base/bytes.hpp"

namespace certdoc {

// A degenerate SignedData (RFC 2315 9.1) with these certificates, in their order. Most readers keep it.
Bytes make_pkcs7(const std::vector<ByteView>& certificates);

}  // namespace certdoc
