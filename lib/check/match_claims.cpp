#include "check/match_claims.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace certdoc::matching {
namespace {

// A copy has no vote of its own, and a file has one for each of its keys, however much of it there is.
std::size_t votes_for(const Scene& scene, const std::vector<Ref>& refs) {
  std::set<std::size_t> files;
  std::set<std::pair<Kind, std::string_view>> objects;
  for (const Ref ref : refs) {
    files.insert(ref.file);
    objects.emplace(scene.kind(ref), as_text(scene.at(ref).der));  // a private key has none: all are one
  }
  return std::min(files.size(), objects.size());
}

// Who is right where the votes are equal: the certificate, since it cannot be made anew so easily. The server's before
// a CA's, and one that stands apart from its key before one in a PFX.
int rank_of(const Scene& scene, const std::vector<Ref>& refs) {
  std::set<std::size_t> with_key;
  int rank = 0;
  for (const Ref ref : refs) {
    const Artifact& artifact = scene.at(ref);
    if (artifact.kind == Kind::private_key) with_key.insert(ref.file);
    if (artifact.kind == Kind::csr) rank = std::max(rank, 1);
    if (artifact.kind == Kind::private_key) rank = std::max(rank, 2);
    if (artifact.kind != Kind::certificate) continue;
    const bool is_ca = artifact.certificate && artifact.certificate->is_ca;
    rank = std::max(rank, (is_ca ? 3 : 5) + (with_key.contains(ref.file) ? 0 : 1));
  }
  return rank;
}

}  // namespace

std::vector<Claim> claims_of(const Scene& scene) {
  std::vector<Claim> claims;
  for (std::size_t i = 0; i < scene.families.size(); ++i) {
    Claim claim{i, {}, 0, 0};
    for (const Ref ref : scene.families[i].members) {
      if (scene.named(ref) && scene.compared(ref)) claim.refs.push_back(ref);
    }
    if (claim.refs.empty()) continue;
    claim.votes = votes_for(scene, claim.refs);
    claim.rank = rank_of(scene, claim.refs);
    claims.push_back(std::move(claim));
  }
  return claims;
}

const Claim& strongest(const std::vector<Claim>& claims) {
  return *std::max_element(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return std::tie(a.votes, a.rank) < std::tie(b.votes, b.rank);
  });
}

Ref anchor_of(const Scene& scene, const std::vector<Ref>& refs) {
  if (scene.kind(refs.back()) == Kind::certificate) return refs.back();
  return first_of(scene, refs, Kind::private_key).value_or(refs.back());
}

bool is_store(const LoadedFile& file) {
  std::size_t keys = 0;
  for (const Artifact& artifact : file.artifacts) {
    if (artifact.kind == Kind::java_keystore) return true;
    if (artifact.kind == Kind::private_key && artifact.parent) ++keys;
  }
  return keys > 1;
}

}  // namespace certdoc::matching
