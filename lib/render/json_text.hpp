// Texts for JSON.
#pragma once

#include <string>

#include "base/text.hpp"

namespace certdoc {

// JSON texts are UTF-8; what came from outside may not be.
inline std::string json_text(const std::string& s) {
  return text::is_utf8(s) ? s : text::normal(s);
}

}  // namespace certdoc
