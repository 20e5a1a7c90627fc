#include "check/match_scene.hpp"

#include <algorithm>

namespace certdoc::matching {
namespace {

// Where files were named, the chain is that of the named ones: a CA certificate that is named is asked for, even if
// the directory beside it holds what it issued.
std::vector<Ref> certificates_of(const Material& material, bool named_only) {
  std::vector<Ref> found;
  for (Ref ref; ref.file < material.files.size(); ++ref.file) {
    const LoadedFile& file = material.files[ref.file];
    if (named_only && !file.named) continue;
    for (ref.artifact = 0; ref.artifact < file.artifacts.size(); ++ref.artifact) {
      const Artifact& artifact = file.artifacts[ref.artifact];
      if (artifact.kind == Kind::certificate && artifact.certificate && is_comparable(artifact)) found.push_back(ref);
    }
  }
  return found;
}

}  // namespace

Scene::Scene(const Material& given, const Context& context, const Issuing& issuing)
    : material(given), lang(context.lang), families(families_of(given)) {
  any_named = std::any_of(given.files.begin(), given.files.end(), [](const LoadedFile& file) { return file.named; });
  chain = chain_members(given, certificates_of(given, any_named), issuing);
  number();
}

void Scene::number() {
  family_of_.resize(material.files.size());
  compared_count_.resize(material.files.size());
  for (std::size_t i = 0; i < material.files.size(); ++i) {
    const auto& artifacts = material.files[i].artifacts;
    family_of_[i].resize(artifacts.size(), kNone);
    for (std::size_t j = 0; j < artifacts.size(); ++j) {
      if (artifacts[j].kind == Kind::private_key && artifacts[j].pair == Pair::does_not_fit) broken.push_back({i, j});
    }
  }
  for (std::size_t i = 0; i < families.size(); ++i) {
    for (const Ref ref : families[i].members) {
      family_of_[ref.file][ref.artifact] = i;
      if (!in_chain(ref)) ++compared_count_[ref.file];
    }
  }
}

std::vector<Ref> Scene::compared_in(std::size_t file) const {
  std::vector<Ref> found;
  for (Ref ref{file, 0}; ref.artifact < material.files[file].artifacts.size(); ++ref.artifact) {
    if (compared(ref)) found.push_back(ref);
  }
  return found;
}

std::string Scene::name(Ref ref) const {
  const bool alone = compared_count_[ref.file] == 1 && compared(ref);
  return alone ? file(ref).path : name_in(file(ref), at(ref).place);
}

std::string name_in(const LoadedFile& file, const Place& place) {
  return file.artifacts.size() == 1 ? file.path : location(file, place);
}

std::optional<Ref> first_of(const Scene& scene, const std::vector<Ref>& refs, Kind kind) {
  const auto at = std::find_if(refs.begin(), refs.end(), [&](Ref ref) { return scene.kind(ref) == kind; });
  return at == refs.end() ? std::nullopt : std::optional<Ref>(*at);
}

bool holds(const Scene& scene, const std::vector<Ref>& refs, Kind kind) {
  return first_of(scene, refs, kind).has_value();
}

}  // namespace certdoc::matching
