// Values from outside in Markdown: nothing in them is markup.
#pragma once

#include <string>
#include <string_view>

namespace certdoc::markdown {

// Text between Markdown's own signs. Blanks in front would make a code block of it.
std::string plain(std::string_view s);

// A code span: its fence is longer than any run of backticks inside.
std::string code(std::string_view s);

// A link in angle brackets; what could end it is percent-encoded.
std::string link(std::string_view url);

}  // namespace certdoc::markdown
