#include "check/match.hpp"

#include "check/match_scene.hpp"

namespace certdoc {
namespace {

using matching::Scene;

void count_objects(const Scene& scene, MatchResult::Counts& counts) {
  for (const LoadedFile& file : scene.material.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind == Kind::certificate) ++counts.certificates;
      if (artifact.kind == Kind::private_key) ++counts.keys;
      if (artifact.kind == Kind::csr) ++counts.csrs;
    }
  }
  counts.families = scene.families.size();
  counts.chain_members = scene.chain.size();
  for (const Family& family : scene.families) counts.duplicates += duplicates_in(scene.material, family);
}

std::vector<Finding> run(const Material& material, const Context& context) {
  return match(material, context).findings;
}

}  // namespace

MatchResult match(const Material& material, const Context& context, const Issuing& issuing) {
  Scene scene(material, context, issuing);
  MatchResult result;
  count_objects(scene, result.counts);
  for (const Ref key : scene.broken) {
    if (scene.named(key) || !scene.any_named) result.findings.push_back(broken_key(scene, key));
  }
  if (scene.any_named) {
    match_named(scene, result);
  } else {
    match_directory(scene, result);
  }
  result.families = std::move(scene.families);
  result.chain = std::move(scene.chain);
  return result;
}

MatchResult match(const Material& material, const Context& context) {
  return match(material, context, issued_by);
}

const Check match_check = {"match", kMatchDecides, run};

}  // namespace certdoc
