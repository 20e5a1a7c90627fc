#include "check/families.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace certdoc {
namespace {

int rank(Kind kind) {
  switch (kind) {
    case Kind::private_key: return 0;
    case Kind::public_key: return 1;
    case Kind::csr: return 2;
    default: return 3;
  }
}

// Certificates by validity; everything else as it was given.
bool before(const Material& material, Ref a, Ref b) {
  const Artifact& x = artifact_at(material, a);
  const Artifact& y = artifact_at(material, b);
  if (rank(x.kind) != rank(y.kind)) return rank(x.kind) < rank(y.kind);
  if (x.certificate && y.certificate) {
    const auto validity = [](const Artifact& c) {
      return std::tie(c.certificate->not_before, c.certificate->not_after);
    };
    if (validity(x) != validity(y)) return validity(x) < validity(y);
    if (x.der != y.der) return x.der < y.der;  // so that duplicates stand side by side
  }
  return a < b;
}

std::string_view id_of(const Artifact& artifact) {
  return as_text(artifact.key->id);
}

}  // namespace

bool is_comparable(const Artifact& artifact) {
  const bool keyed = artifact.kind == Kind::certificate || artifact.kind == Kind::csr ||
                     artifact.kind == Kind::private_key || artifact.kind == Kind::public_key;
  return keyed && artifact.key && !artifact.unread && artifact.pair != Pair::does_not_fit;
}

std::vector<Family> families_of(const Material& material) {
  std::vector<Family> families;
  std::unordered_map<std::string_view, std::size_t> by_id;
  for (Ref ref; ref.file < material.files.size(); ++ref.file) {
    const auto& artifacts = material.files[ref.file].artifacts;
    for (ref.artifact = 0; ref.artifact < artifacts.size(); ++ref.artifact) {
      if (!is_comparable(artifacts[ref.artifact])) continue;
      const auto [at, fresh] = by_id.try_emplace(id_of(artifacts[ref.artifact]), families.size());
      if (fresh) families.emplace_back();
      families[at->second].members.push_back(ref);
    }
  }
  const auto order = [&](Ref a, Ref b) { return before(material, a, b); };
  for (Family& family : families) std::sort(family.members.begin(), family.members.end(), order);
  return families;
}

std::size_t duplicates_in(const Material& material, const Family& family) {
  std::size_t count = 0;
  for (std::size_t i = 1; i < family.members.size(); ++i) {
    const Artifact& here = artifact_at(material, family.members[i]);
    const Artifact& last = artifact_at(material, family.members[i - 1]);
    const bool is_key = here.kind == Kind::private_key || here.kind == Kind::public_key;
    if (here.kind == last.kind && (is_key || here.der == last.der)) ++count;
  }
  return count;
}

}  // namespace certdoc
