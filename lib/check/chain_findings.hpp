// What the chain engine found, as findings.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "certdoc/report.hpp"
#include "check/chain_scene.hpp"

namespace certdoc {

struct ChainFindings {
  std::vector<Finding> findings;
  std::size_t leaf_begin = 0;         // the first finding about the leaf at hand
  bool crls = false;                  // there are some among the files
  std::set<std::size_t> astray = {};  // certificates over which OpenSSL misses the valid path
};

// Everything about every leaf and every file; what could not be read, too.
ChainFindings chain_findings(const ChainScene& scene);

// The parts. Each appends.
void find_path_problems(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out);
void find_astray(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out);
void find_other_paths(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out);
void find_healthy(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out);
void find_file_problems(const ChainScene& scene, ChainFindings& out);
void find_for_target(const ChainScene& scene, ChainFindings& out);
void find_unread(const ChainScene& scene, ChainFindings& out);

// The error of a path that says most; null: it has none.
const chain::Problem* gravest(const chain::Path& path);

// What there is to know about an issuer that nobody gave: its name, key identifier, where it can be fetched, and which
// file here is the wrong one.
void tell_missing(const ChainScene& scene, const chain::Path& path, Finding& finding);

// What the target named does with that: appended to the evidence; the severity that it makes of `severity`.
Severity tell_target(const ChainScene& scene, kb::ChainDeviation deviation, Severity severity,
                     std::vector<Evidence>& evidence);

}  // namespace certdoc
