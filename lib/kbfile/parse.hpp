// errcodes.json -> Document. Strict: an unknown key, a wrong type or a missing text is an Error that names the
// entry.
#pragma once

#include <string>
#include <string_view>

#include "certdoc/error.hpp"
#include "kbfile/model.hpp"

namespace certdoc::kbfile {

inline constexpr std::size_t kMaxFile = 16 * 1024 * 1024;

Result<Document> parse_document(std::string_view json, const std::string& name);

}  // namespace certdoc::kbfile
