// AES and triple DES in CBC mode with PKCS#7 padding, which nearly every PFX is encrypted with.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

namespace certdoc {

// AES-128-CBC, AES-192-CBC, AES-256-CBC, DES-EDE3-CBC.
bool is_plain_cbc(std::string_view cipher);

// One of them, and key and vector have its sizes.
bool cbc_fits(std::string_view cipher, std::size_t key, std::size_t vector);

// nullopt: the text is no whole number of blocks, or its padding is wrong. Only where cbc_fits().
std::optional<SecretBytes> cbc_decrypted(std::string_view cipher, ByteView key, ByteView vector, ByteView encrypted);

}  // namespace certdoc
