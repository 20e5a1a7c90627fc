// EC private keys on named curves, by our own walk; only d · G takes OpenSSL, and no provider of it for P-256.
#pragma once

#include "artifact/key_parts.hpp"
#include "artifact/key_verdict.hpp"

namespace certdoc::keys {

// ECPrivateKey (RFC 5915).
struct EcParts {
  ByteView d = {};
  ByteView curve = {};  // ECParameters, whole value: an OID, or the explicit numbers
  ByteView point = {};  // as it is written; empty: not there
  bool named() const { return !curve.empty() && curve.front() == der::oid; }
};

Result<EcParts> ec_parts(const KeyParts& parts, ByteView whole);

// SubjectPublicKeyInfo as OpenSSL writes it; the point is computed where it is not there. Empty where that cannot be:
// the curve is unknown, or d is a multiple of the order.
Bytes ec_spki(const EcParts& parts);
// The same with the point that belongs to d, whatever is written.
Bytes ec_spki_of_scalar(const EcParts& parts);

// 1 ≤ d < n, P is on the curve, P = d · G
Fit ec_fit(const EcParts& parts);

}  // namespace certdoc::keys
