// What named files claim: that their keys are one. Not for others than `match`.
#pragma once

#include <vector>

#include "check/match_scene.hpp"

namespace certdoc::matching {

// What the named files say of one key.
struct Claim {
  std::size_t family = kNone;
  std::vector<Ref> refs;  // in the order of the family: keys first
  std::size_t votes = 0;
  int rank = 0;
};

std::vector<Claim> claims_of(const Scene& scene);

// The claim that most files make; where as many make another one, the certificate's.
const Claim& strongest(const std::vector<Claim>& claims);

// The newest certificate, else the key, else the CSR.
Ref anchor_of(const Scene& scene, const std::vector<Ref>& refs);

// Several private keys in one container, or a Java key store: each entry stands for itself.
bool is_store(const LoadedFile& file);

// --- match_named_unread.cpp
void tell_unread(const Scene& scene, const std::vector<Claim>& claims, MatchResult& result);

// --- match_alone.cpp: where there is nothing to compare
void tell_alone(const Scene& scene, Ref ref, MatchResult& result);
void tell_chain(const Scene& scene, MatchResult& result);
void tell_nothing(const Scene& scene, MatchResult& result);

}  // namespace certdoc::matching
