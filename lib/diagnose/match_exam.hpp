// `match` over material that is loaded already.
#pragma once

#include <string>
#include <vector>

#include "certdoc/examine.hpp"
#include "check/match.hpp"

namespace certdoc {

// Where the named files do not fit: whether anything beside the odd one does. Where one stays closed: with a password.
// `paths` are the arguments as they were given.
void add_next_commands(const std::vector<std::string>& paths, const ExamineOptions& options,
                       std::vector<Finding>& findings);

}  // namespace certdoc
