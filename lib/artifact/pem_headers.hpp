// The headers of RFC 1421 between BEGIN and the base64 text: Proc-Type, DEK-Info.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certdoc {

using PemHeaders = std::vector<std::pair<std::string, std::string>>;

// Reads the headers at text[from, to), if there are any; returns where the base64 text starts.
std::size_t read_pem_headers(std::string_view text, std::size_t from, std::size_t to, std::string_view line_prefix,
                             PemHeaders& headers);

}  // namespace certdoc
