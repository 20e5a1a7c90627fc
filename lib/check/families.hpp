// Which of the objects given are on the same key.
#pragma once

#include <compare>
#include <cstddef>
#include <vector>

#include "check/check.hpp"

namespace certdoc {

// An artifact of a Material, by its numbers.
struct Ref {
  std::size_t file = 0;
  std::size_t artifact = 0;
  friend auto operator<=>(const Ref&, const Ref&) = default;
};

inline const Artifact& artifact_at(const Material& material, Ref ref) {
  return material.files[ref.file].artifacts[ref.artifact];
}

// Private keys, public keys, CSRs, then certificates by validity: what was renewed on its key stays in its family.
struct Family {
  std::vector<Ref> members;
};

// A certificate, CSR or key whose public key is known. A private key that does not fit its own public part is none of
// these: what it claims to be says nothing.
bool is_comparable(const Artifact& artifact);

// In the order in which they first appear. Compared by PublicKey::id, so by key and not by encoding.
std::vector<Family> families_of(const Material& material);

// How often an object stands there once more: the same certificate or CSR byte for byte, the same private key.
std::size_t duplicates_in(const Material& material, const Family& family);

}  // namespace certdoc
