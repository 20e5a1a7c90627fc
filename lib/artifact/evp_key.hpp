// Keys that only OpenSSL can read: Ed25519, explicit curve parameters, and whatever its providers know.
#pragma once

#include "artifact/key_parts.hpp"
#include "artifact/key_verdict.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc::keys {

// Null where OpenSSL does not read it, or where it would cost too much.
PkeyPtr evp_key(ByteView der);
// The same from parts that were read; a OneAsymmetricKey with its public key, which OpenSSL 3.0 does not read, too.
PkeyPtr evp_key(const KeyParts& parts, ByteView der);

// Empty where OpenSSL cannot write it.
Bytes evp_spki(EVP_PKEY* key);

// True where this OpenSSL has keys of this algorithm (content of its OID).
bool evp_knows(ByteView oid);

// Signs and verifies, where the key can; else OpenSSL's own comparison.
Fit evp_fit(EVP_PKEY* key);
// All that OpenSSL checks of a key, primes too. False: something is wrong with it.
bool evp_check(EVP_PKEY* key);

}  // namespace certdoc::keys
