// HTML, XML, JSON or an e-mail: something in which PEM can be embedded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "artifact/foreign.hpp"
#include "artifact/html_page.hpp"

namespace certdoc {

// `head` is that of `original`, whose title is given out as it was written.
std::optional<Foreign> page_of(std::string_view original, std::string_view head, Lang lang);

bool is_page(std::string_view text);

}  // namespace certdoc
