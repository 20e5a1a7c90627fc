// What a diagnosis leaves open, for whoever counts or lists what is unknown.
#pragma once

#include <vector>

#include "certdoc/report.hpp"

namespace certdoc {

// The causes of the codes that could not be decided and of which no finding says so already, as findings of their own:
// each cause once, with the code as its subject.
std::vector<Finding> open_causes(const Report& report);

}  // namespace certdoc
