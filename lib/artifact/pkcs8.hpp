// A private key in the one form that PKCS#12 knows for it.
#pragma once

#include "artifact/artifact.hpp"

namespace certdoc {

// PrivateKeyInfo of version 1 (RFC 5208), which everything reads, from the secret of a private key in any form. Nothing
// is lost: parameters, further primes and attributes stay. An EC key without its public half gets that too, since NSS
// and others do not compute it. An Error: there is no key here, or it cannot be written so.
Result<SecretBytes> pkcs8_of(const Artifact& key);

}  // namespace certdoc
