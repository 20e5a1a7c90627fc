// One attempt to decrypt with one password.
#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "artifact/pbe_parameters.hpp"

namespace certdoc {

enum class Opening { wrong, impossible };  // the password; the scheme

// `key`: what `pbe.derivation` gives.
tl::expected<SecretBytes, Opening> decrypted_by_key(const PbeParameters& pbe, ByteView encrypted, ByteView key);

// Everything else: key derivation and cipher in one. `password`: the bytes that the scheme takes.
tl::expected<SecretBytes, Opening> decrypted(const PbeParameters& pbe, ByteView encrypted, std::string_view password);

}  // namespace certdoc
