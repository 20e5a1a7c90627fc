// Binary files of other programs, by their first bytes.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "certdoc/lang.hpp"

namespace certdoc {

// `ZIP archive`; empty where the bytes say nothing.
std::string name_of_binary(ByteView bytes, Lang lang);
// Whether they begin like a format of another program.
bool is_known_binary(ByteView bytes);

}  // namespace certdoc
