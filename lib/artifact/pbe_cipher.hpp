// One attempt to decrypt with one password.
#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "artifact/pbe_parameters.hpp"

namespace certdoc {

enum class Opening { wrong, impossible };  // the password; the scheme

// `password`: null where there is none, which PKCS#12's schemes tell from the empty one.
tl::expected<SecretBytes, Opening> decrypted(const PbeParameters& pbe, ByteView encrypted, std::string_view password);

}  // namespace certdoc
