// "Did you mean": known symbols and cause ids that differ little from what was typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kb/knowledge.hpp"

namespace certdoc {

std::vector<std::string> suggestions(std::string_view typed, const kb::Knowledge& knowledge);

}  // namespace certdoc
