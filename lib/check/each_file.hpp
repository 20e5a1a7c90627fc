// The loop of the checks that judge each file by itself.
#pragma once

#include <utility>
#include <vector>

#include "check/check.hpp"

namespace certdoc {

// `examine(file, context)` gives at most one finding.
template <class Examine>
std::vector<Finding> each_file(const Material& material, const Context& context, Examine examine) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    if (auto finding = examine(file, context)) findings.push_back(std::move(*finding));
  }
  return findings;
}

}  // namespace certdoc
