// An HTML page where something else was due: what tells which one it is. Looks at the beginning only.
#pragma once

#include <string>
#include <string_view>

namespace certdoc {

// The beginning of a text, lower case, without CR and blanks in front.
std::string head_of(std::string_view text);

// `head` is that of the text.
bool is_html(std::string_view head);

// `Sign in` of <title>Sign in</title>, where it is short; as it was written, but without its line ends.
std::string html_title(std::string_view text);

// Where the page sends its reader by itself: <meta http-equiv="refresh" content="0; url=...">, or a script that sets
// location. Captive portals do. Empty: nowhere, or it is no plain address.
std::string html_refresh(std::string_view text);

}  // namespace certdoc
