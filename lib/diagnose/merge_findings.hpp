// What several checks say of one cause and one subject, as one finding.
#pragma once

#include <vector>

#include "certdoc/report.hpp"

namespace certdoc {

// Of findings on the same cause about the same subject one is left: confirmed beats ruled out beats unknown; among
// confirmed ones the graver; among equals the first. The order of what is left does not change.
std::vector<Finding> merged(std::vector<Finding> findings);

}  // namespace certdoc
