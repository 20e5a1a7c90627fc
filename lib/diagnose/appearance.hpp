// The relation walked backwards: as which errors a cause shows up, platform by platform.
#pragma once

#include <string>
#include <vector>

#include "certdoc/report.hpp"
#include "kb/knowledge.hpp"

namespace certdoc {

std::vector<Appearance> appearances_of(const std::string& cause, const kb::Knowledge& knowledge);

}  // namespace certdoc
