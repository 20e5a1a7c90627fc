// What must hold in a knowledge base beyond its syntax.
#pragma once

#include <string>
#include <vector>

#include "kb/knowledge.hpp"
#include "kbfile/model.hpp"

namespace certdoc::kbfile {

// Every problem, one line each, with the id of the entry: duplicates, order, dangling links, missing sources,
// remedies without undo. `below` is what the document is added to: its ids may be linked to, but not taken again.
std::vector<std::string> problems(const Document& document, const Registry& registry, const kb::Knowledge* below);

}  // namespace certdoc::kbfile
