// What is said where pasted text holds a private key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/answer.hpp"

namespace certdoc {

// Adds the finding, with what to do. `lines` are those at which a key begins; none: the text has no lines.
void warn_of_key(const std::string& subject, std::string_view form, const std::vector<std::uint64_t>& lines,
                 Answer& answer);

}  // namespace certdoc
