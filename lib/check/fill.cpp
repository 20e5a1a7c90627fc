#include "check/fill.hpp"

#include <algorithm>

namespace certdoc {

std::string filled(std::string_view sentence, const std::function<std::string(std::string_view)>& word) {
  std::string out;
  for (std::size_t open = 0; (open = sentence.find('{')) != std::string_view::npos;) {
    const std::size_t close = std::min(sentence.find('}', open), sentence.size() - 1);
    out += sentence.substr(0, open);
    out += word(sentence.substr(open + 1, close - open - 1));
    sentence.remove_prefix(close + 1);
  }
  return out + std::string(sentence);
}

}  // namespace certdoc
