#include "diagnose/merge_findings.hpp"

#include <map>
#include <string>
#include <utility>

namespace certdoc {
namespace {

int weight(const Finding& finding) {
  switch (finding.verdict) {
    case Verdict::confirmed: return 2 + static_cast<int>(finding.severity);
    case Verdict::ruled_out: return 1;
    case Verdict::unknown: break;
  }
  return 0;
}

}  // namespace

std::vector<Finding> merged(std::vector<Finding> findings) {
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  std::vector<Finding> out;
  out.reserve(findings.size());
  for (Finding& finding : findings) {
    const auto [place, fresh] = places.try_emplace({finding.cause, finding.subject}, out.size());
    if (fresh) {
      out.push_back(std::move(finding));
    } else if (weight(finding) > weight(out[place->second])) {
      out[place->second] = std::move(finding);
    }
  }
  return out;
}

}  // namespace certdoc
