#include "render/order.hpp"

#include <algorithm>

namespace certdoc {

namespace {

int rank(const Finding& finding) {
  if (finding.verdict == Verdict::confirmed) return 2 - static_cast<int>(finding.severity);
  return finding.verdict == Verdict::unknown ? 3 : 4;
}

}  // namespace

std::vector<const Finding*> in_order(const std::vector<Finding>& findings) {
  std::vector<const Finding*> sorted;
  sorted.reserve(findings.size());
  for (const Finding& finding : findings) sorted.push_back(&finding);
  std::stable_sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return rank(*a) < rank(*b); });
  return sorted;
}

std::vector<const RemedyText*> remedies_of(const Report& report, const CauseText& cause, const std::string& platform) {
  std::vector<const RemedyText*> all;
  for (const std::string& id : cause.remedies) {
    if (const RemedyText* remedy = report.remedy(id)) all.push_back(remedy);
  }
  const auto fits = [&](const RemedyText* r) {
    return platform == "any" || r->platform == "any" || r->platform == platform;
  };
  std::stable_partition(all.begin(), all.end(), fits);
  return all;
}

}  // namespace certdoc
