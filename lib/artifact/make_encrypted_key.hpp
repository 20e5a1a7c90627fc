// A private key behind a password, for PEM's `ENCRYPTED PRIVATE KEY`.
#pragma once

#include "artifact/artifact.hpp"

namespace certdoc {

// EncryptedPrivateKeyInfo (RFC 5958): PBES2 with PBKDF2 and AES-256. An Error: there is no key here, or OpenSSL
// refuses.
Result<SecretBytes> encrypted_pkcs8_of(const Artifact& key, const SecretBytes& password);

}  // namespace certdoc
