// One text in the language of the report.
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>

#include "certdoc/lang.hpp"

namespace certdoc {

// say(lang, "{} is encrypted", "{} 已加密", path): the format string of the language, filled in.
template <class... Args>
std::string say(Lang lang, std::string_view en, std::string_view zh, const Args&... args) {
  return fmt::format(fmt::runtime(lang == Lang::zh ? zh : en), args...);
}

}  // namespace certdoc
