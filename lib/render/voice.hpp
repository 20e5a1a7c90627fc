// Says the renderers' own words in one language.
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

#include "render/words.hpp"

namespace certdoc {

class Voice {
 public:
  explicit Voice(Lang lang) : lang_(lang) {}

  std::string_view say(Word w) const { return word(w, lang_); }

  template <class... Args>
  std::string say(Word w, const Args&... args) const {
    return fmt::format(fmt::runtime(word(w, lang_)), args...);
  }

  // `Source: ` and `来源：`
  std::string colon(Word w) const { return std::string(say(w)) + std::string(colon()); }
  std::string_view colon() const { return lang_ == Lang::zh ? "：" : ": "; }
  std::string comma() const { return lang_ == Lang::zh ? "，" : ", "; }

  // Words of ours in a row.
  std::string list(const std::vector<std::string>& words) const {
    return fmt::format("{}", fmt::join(words, lang_ == Lang::zh ? "、" : ", "));
  }

 private:
  Lang lang_;
};

// Ids in a row.
inline std::string joined(const std::vector<std::string>& ids) {
  return fmt::format("{}", fmt::join(ids, ", "));
}

}  // namespace certdoc
