// Values that say nothing of anybody: words that the program's own sentences are made of, figures, dates, algorithms.
#pragma once

#include <string_view>

namespace certdoc {

// Every word of it is such a word: `none`, `RSA 2048`, `AES-256-CBC, 2,048 iterations`, `2026-11-28`. An address, a
// path or any word that is not known here makes it one that has to be hidden.
bool is_plain(std::string_view value);

// So much a part of the program's own sentences that it cannot be looked for in them: `is`, `none`, `12`. `Root CA`
// can, and so can a long number.
bool is_everyday(std::string_view value);

}  // namespace certdoc
