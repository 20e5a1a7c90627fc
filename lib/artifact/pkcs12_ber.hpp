// BER as NSS, Windows and Java write it: lengths that end with a mark, OCTET STRINGs in pieces.
#pragma once

#include <cstddef>
#include <optional>

#include "base/bytes.hpp"

namespace certdoc::ber {

// Bytes of the value at the start, its end marks too; nullopt: it is cut off, or nests too deep.
std::optional<std::size_t> size(ByteView bytes);

// True where these bytes are one value or several, all of them with DER's lengths and OCTET STRINGs in one piece.
bool is_definite(ByteView bytes);

// The value at the start as DER writes lengths and OCTET STRINGs; nullopt as above. Private keys may be in it.
std::optional<SecretBytes> definite(ByteView bytes);

}  // namespace certdoc::ber
