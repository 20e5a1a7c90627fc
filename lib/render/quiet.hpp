// The text report of -q: one line a result.
#pragma once

#include <string>

#include "certdoc/report.hpp"

namespace certdoc {

std::string render_quiet(const Report& report);

}  // namespace certdoc
