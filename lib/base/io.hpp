// Reading files within bounds.
#pragma once

#include <string>

#include "certdoc/error.hpp"
#include "certdoc/stream.hpp"

namespace certdoc {

// The whole file as bytes; `-` is standard input. Refuses directories and what is larger than `max` bytes.
Result<std::string> read_file(const std::string& path, std::size_t max);

// A reader over a file for LineReader; `-` is standard input. The file is closed with the last copy.
Result<ReadSome> open_for_reading(const std::string& path);

}  // namespace certdoc
