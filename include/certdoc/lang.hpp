// The two languages in which every text exists.
#pragma once

#include <string_view>

namespace certdoc {

enum class Lang { en, zh };

// The name as it is written in `--lang` and in the JSON report.
constexpr std::string_view name_of(Lang lang) {
  return lang == Lang::zh ? "zh" : "en";
}

// What a locale name such as `zh_CN.UTF-8` asks for; English unless it says Chinese.
constexpr Lang lang_of_locale(std::string_view locale) {
  return locale.substr(0, 2) == "zh" ? Lang::zh : Lang::en;
}

}  // namespace certdoc
