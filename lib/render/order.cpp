#include "render/order.hpp"

#include <algorithm>

namespace certdoc {

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
