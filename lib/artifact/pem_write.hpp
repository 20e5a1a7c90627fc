// PEM blocks (RFC 7468), into memory that is wiped, since they may be keys.
#pragma once

#include <string_view>

#include "base/bytes.hpp"

namespace certdoc {

void write_pem(SecretBytes& out, std::string_view label, ByteView der);

}  // namespace certdoc
