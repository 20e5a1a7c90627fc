// Public keys in the usual encodings, read without OpenSSL; and in all others, through it.
#pragma once

#include <optional>

#include "artifact/artifact.hpp"

namespace certdoc {

// A SubjectPublicKeyInfo taken apart; views into it.
struct SpkiParts {
  ByteView algorithm;   // content of the OBJECT IDENTIFIER
  ByteView parameters;  // whole value; empty: absent
  ByteView key;         // content of the BIT STRING, without the count of unused bits
};

// Strict DER; nullopt for anything else.
std::optional<SpkiParts> split_spki(ByteView spki);

// The key, if it is written in a usual way that needs no OpenSSL. That an EC point is on its curve is not checked.
// Keys of algorithms that we do not know are none of these.
std::optional<PublicKey> usual_key(ByteView spki);

// The same through OpenSSL, whatever the encoding; an Error where this is no valid key.
Result<PublicKey> careful_key(ByteView spki);

namespace spki {

// DER content of the OIDs of key algorithms.
constexpr std::string_view kRsa = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01";
constexpr std::string_view kRsaPss = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0A";
constexpr std::string_view kDsa = "\x2A\x86\x48\xCE\x38\x04\x01";
constexpr std::string_view kEc = "\x2A\x86\x48\xCE\x3D\x02\x01";

// X25519, X448, Ed25519, Ed448 (RFC 8410).
struct RawKey {
  std::string_view oid;
  std::string_view name;
  std::size_t size;
  int bits;
};
const RawKey* raw_key(ByteView oid);

// The forms that `id` is the hash of.
Bytes canonical_rsa(ByteView rsa_public_key);
Bytes canonical_ec(ByteView curve_oid, ByteView uncompressed_point);
// PublicKey with everything but `bits` and the curve. `canonical` may be the SPKI itself.
PublicKey key_of(ByteView spki, ByteView canonical, std::string_view algorithm);
// Of a positive INTEGER's content.
int bit_length(ByteView content);
// `RSA`, `EC`, `ML-DSA-65`, ..., from an OID's content; the dotted OID where it has no name.
std::string key_algorithm_name(ByteView oid);

}  // namespace spki
}  // namespace certdoc
