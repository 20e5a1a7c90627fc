// The outer structure of a private key: what it is, and where its parts stand. Views into the DER; nothing is copied.
#pragma once

#include <optional>
#include <string_view>

#include "artifact/der.hpp"
#include "certdoc/error.hpp"

namespace certdoc::keys {

enum class Family { rsa, rsa_pss, dsa, ec, other };

struct KeyParts {
  std::string_view format = {};  // pkcs8, pkcs1, sec1, dsa
  Family family = Family::other;
  ByteView algorithm = {};                   // pkcs8: the AlgorithmIdentifier, whole
  ByteView oid = {};                         // pkcs8: of the algorithm, content
  ByteView parameters = {};                  // pkcs8: of the algorithm, whole value; empty: absent
  ByteView key = {};                         // RSAPrivateKey, ECPrivateKey, x of DSA, ...; DSA alone: its SEQUENCE
  std::optional<ByteView> public_part = {};  // of a OneAsymmetricKey (RFC 5958): the octets of its BIT STRING
};

// An Error where the bytes are none of these, with the byte at which they go wrong. What follows the key is ignored,
// as OpenSSL does.
Result<KeyParts> parts_of(ByteView der);

// EncryptedPrivateKeyInfo, by its structure.
struct Encrypted {
  ByteView algorithm;  // AlgorithmIdentifier, whole
  ByteView data;
};
std::optional<Encrypted> encrypted_parts_of(ByteView der);

// The bytes are not what they must be at `at`, a view into `whole`.
tl::unexpected<Error> damaged_at(ByteView whole, ByteView at);

}  // namespace certdoc::keys
