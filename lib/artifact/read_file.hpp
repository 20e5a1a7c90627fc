// A file as bytes that are wiped afterwards: it may hold a key.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "certdoc/error.hpp"

namespace certdoc {

// `-` is standard input. Refuses directories and what is larger than `max` bytes.
Result<SecretBytes> read_secret_file(const std::string& path, std::uint64_t max);

}  // namespace certdoc
