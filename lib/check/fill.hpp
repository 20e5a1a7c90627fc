// Sentences with words in braces.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace certdoc {

// `{who} expired`: each word in braces replaced by what `word` says of it.
std::string filled(std::string_view sentence, const std::function<std::string(std::string_view)>& word);

}  // namespace certdoc
