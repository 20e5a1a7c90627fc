// HTML, XML, JSON or an e-mail: something in which PEM can be embedded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "artifact/foreign.hpp"

namespace certdoc {

// The beginning, lower case, without CR and blanks in front.
std::string head_of(std::string_view text);

// `head` is that of `original`, whose title is given out as it was written.
std::optional<Foreign> page_of(std::string_view original, std::string_view head, Lang lang);

bool is_page(std::string_view text);

}  // namespace certdoc
