// RSA private keys by our own walk and plain arithmetic: no provider of OpenSSL is started.
#pragma once

#include <array>
#include <vector>

#include "artifact/key_parts.hpp"
#include "artifact/key_verdict.hpp"

namespace certdoc::keys {

// Contents of the INTEGERs of an RSAPrivateKey (RFC 8017 A.1.2).
struct RsaNumbers {
  ByteView n, e, d, p, q, dp, dq, qinv;
  std::vector<std::array<ByteView, 3>> others;  // prime, exponent, coefficient
};

// `whole` is what byte numbers in errors count from.
Result<RsaNumbers> rsa_numbers(ByteView key, ByteView whole);

// SubjectPublicKeyInfo as OpenSSL writes it.
Bytes rsa_spki(const KeyParts& parts, const RsaNumbers& numbers);

// n = p q, e d = 1, and the numbers that only make it faster; `primes`: also that p and q are primes.
Fit rsa_fit(const RsaNumbers& numbers, bool primes);

}  // namespace certdoc::keys
