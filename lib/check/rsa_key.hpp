// What can be told of an RSA public key without factoring it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "artifact/artifact.hpp"

namespace certdoc {

struct RsaKey {
  Bytes modulus, exponent;  // big-endian, no leading zeros
};

// From PublicKey::spki; nothing where that is no RSA key, or a modulus of more than 32768 bits.
std::optional<RsaKey> rsa_key(const PublicKey& key);

std::size_t bits_of(ByteView number);
bool is_even(ByteView number);
std::uint32_t remainder(ByteView number, std::uint32_t divisor);
// The smallest prime below 752 that divides it (BR 6.1.6: a modulus should have none); 0: none.
std::uint32_t small_factor(ByteView modulus);
// Made by Infineon's broken key generator (ROCA, CVE-2017-15361): the private key can be computed.
bool is_roca(ByteView modulus);

}  // namespace certdoc
