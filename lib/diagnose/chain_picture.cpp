#include "diagnose/chain_picture.hpp"

#include <algorithm>

#include "artifact/objects.hpp"

namespace certdoc {
namespace {

using chain::End;
using chain::Path;

constexpr std::size_t kMostLeaves = 50;  // pictures of more help nobody

std::string_view name_of(End end) {
  switch (end) {
    case End::anchor: return "anchor";
    case End::self_signed: return "self-signed";
    case End::issuer_missing: return "issuer-missing";
    case End::loop: return "loop";
    case End::bounds: return "bounds";
  }
  return "bounds";
}

// Notes are no fault of a certificate.
std::vector<std::string> causes_of(const Path& path, std::size_t n) {
  std::vector<std::string> out;
  for (const chain::Problem& problem : path.problems) {
    const std::string cause(problem.cause());
    const bool missing = problem.rule == chain::Rule::issuer_missing;  // the gap shows it
    if (problem.at != n || problem.severity == Severity::note || missing) continue;
    if (std::find(out.begin(), out.end(), cause) == out.end()) out.push_back(cause);
  }
  return out;
}

ChainLink link_of(const ChainScene& scene, const Path& path, std::size_t n) {
  const chain::Certificate& one = scene.at(path, n);
  ChainLink link;
  link.name = scene.name(path.certificates[n]);
  link.origin = one.fetched != nullptr ? "fetched" : one.places.empty() ? "trust" : "file";
  link.location = scene.place(path.certificates[n]);
  link.subject = name_text(one.subject);
  link.issuer = name_text(one.issuer);
  if (one.artifact->key) link.algorithm = key_name(*one.artifact->key);
  link.not_before = to_rfc3339(one.not_before);
  link.not_after = to_rfc3339(one.not_after);
  link.sha256 = hex(sha256(one.artifact->der));
  link.causes = causes_of(path, n);
  return link;
}

ChainLink gap_of(const chain::Missing& missing) {
  ChainLink link;
  link.name = link.subject = name_text(missing.issuer);
  link.origin = "missing";
  link.causes = {"chain-incomplete"};
  link.urls = missing.ca_issuers;
  return link;
}

ChainPath picture(const ChainScene& scene, const Path& path) {
  ChainPath out;
  out.valid = path.valid();
  out.end = name_of(path.end);
  for (std::size_t n = 0; n < path.certificates.size(); ++n) out.links.push_back(link_of(scene, path, n));
  if (path.missing) out.links.push_back(gap_of(*path.missing));
  return out;
}

// Beside the best path only what somebody gave files for.
bool is_telling(const ChainScene& scene, const Path& best, const Path& path) {
  return std::any_of(path.certificates.begin(), path.certificates.end(), [&](std::size_t one) {
    const bool on_best = std::find(best.certificates.begin(), best.certificates.end(), one) != best.certificates.end();
    return !on_best && !scene.at(one).places.empty();
  });
}

}  // namespace

std::vector<ChainPath> chain_pictures(const ChainScene& scene) {
  std::vector<ChainPath> out;
  const auto& leaves = scene.result.leaves;
  for (std::size_t leaf = 0; leaf < leaves.size() && leaf < kMostLeaves; ++leaf) {
    const auto& paths = leaves[leaf].paths;
    for (std::size_t n = 0; n < paths.size(); ++n) {
      ChainPath one = picture(scene, paths[n]);
      one.leaf = leaf;
      one.best = n == 0;
      one.told = one.best || (!one.valid && is_telling(scene, paths.front(), paths[n]));
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace certdoc
