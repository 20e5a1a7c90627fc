// DSA private keys, in PKCS#8 (x alone) and in OpenSSL's own form (all numbers).
#pragma once

#include "artifact/key_parts.hpp"
#include "artifact/key_verdict.hpp"

namespace certdoc::keys {

struct DsaNumbers {
  ByteView p, q, g, x;
  ByteView y;  // empty: not there
};

Result<DsaNumbers> dsa_numbers(const KeyParts& parts, ByteView whole);

// SubjectPublicKeyInfo as OpenSSL writes it; empty where the numbers are none of a key.
Bytes dsa_spki(const DsaNumbers& numbers);

// y = g^x mod p
Fit dsa_fit(const DsaNumbers& numbers);

}  // namespace certdoc::keys
