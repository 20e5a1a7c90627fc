// A large CRL in PEM, decoded in the buffer that its text stands in.
#pragma once

#include "base/bytes.hpp"

namespace certdoc {

// Where the text is nothing but one X509 CRL block, as every program writes it, and large: the DER takes its place.
// False: nothing was changed; whoever reads any armor reads it.
bool decode_large_crl(SecretBytes& text);

}  // namespace certdoc
