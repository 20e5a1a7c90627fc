// The words in front of a number that say whose code it is: `curl: (60)`, `alert number 48`, `Event ID 36887`.
#pragma once

#include <string_view>

namespace certdoc::kb {

// The family that the text before and after a decimal number names; empty where it names none.
std::string_view family_named_around(std::string_view before, std::string_view after);

}  // namespace certdoc::kb
