// `--graph FILE.svg`: Graphviz draws what render_dot has written.
#pragma once

#include <string>

#include "certdoc/error.hpp"

namespace certdoc {

// An Error: Graphviz is not installed, fails, or the file cannot be written.
Result<void> draw_svg(const std::string& dot, const std::string& path, bool overwrite);

}  // namespace certdoc
