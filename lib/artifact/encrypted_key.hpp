// Private keys behind a password.
#pragma once

#include <tl/expected.hpp>

#include "artifact/artifact.hpp"
#include "artifact/key_parts.hpp"

namespace certdoc::keys {

// The PrivateKeyInfo inside, or why it stays closed.
tl::expected<SecretBytes, Reason> decrypted_pkcs8(const Encrypted& encrypted, const LoadOptions& options);

// The same reason, for a key that stands alone: `it is encrypted; ...`.
Reason encrypted_and(Reason reason, Lang lang);

// Fills the artifact from a key in the clear; `format` stays as it is if it is set.
Result<void> read_decrypted(Artifact& artifact, ByteView der, const LoadOptions& options);

}  // namespace certdoc::keys
