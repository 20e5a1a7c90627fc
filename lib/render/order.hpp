// The order in which findings are shown and remedies are offered.
#pragma once

#include <string>
#include <vector>

#include "certdoc/report.hpp"

namespace certdoc {

// What fits the platform first, in the order of the knowledge base; then the rest.
std::vector<const RemedyText*> remedies_of(const Report& report, const CauseText& cause, const std::string& platform);

// Confirmed ones by severity, then what is unknown, then what was ruled out.
std::vector<const Finding*> in_order(const std::vector<Finding>& findings);

}  // namespace certdoc
