// Private keys in every form that OpenSSL reads, and whether their two halves belong together.
#pragma once

#include <vector>

#include "artifact/armor.hpp"
#include "artifact/artifact.hpp"

namespace certdoc {

// DER of a private key: PKCS#8 (plain or encrypted), PKCS#1, SEC1, DSA. Fills key, format, encrypted, secret, pair.
// Where the password is missing or wrong: `unread`, no Error. An Error: the bytes are damaged.
// RSA, EC, Ed25519... are read by our own walk where that is certain, else through OpenSSL.
Result<void> read_private_key(Artifact& artifact, ByteView der, const LoadOptions& options);

// A PEM block with `Proc-Type: 4,ENCRYPTED`.
Result<void> read_legacy_encrypted(Artifact& artifact, const Block& block, const LoadOptions& options);

// Arithmetic (n = p q, e d = 1, P = d G) or one sign-and-verify; `full` adds OpenSSL's EVP_PKEY_check.
void check_pair(Artifact& artifact, bool full);

}  // namespace certdoc
