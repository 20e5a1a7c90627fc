// The report in one sentence.
#pragma once

#include <string>

#include "certdoc/report.hpp"

namespace certdoc {

// What is worst of what was found: not escaped yet.
std::string conclusion_of(const Report& report);

}  // namespace certdoc
