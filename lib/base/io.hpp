// Reading files within bounds.
#pragma once

#include <cstdint>
#include <string>

#include "certdoc/error.hpp"
#include "certdoc/stream.hpp"

namespace certdoc {

// The whole file as bytes; `-` is standard input. Refuses directories and what is larger than `max` bytes.
Result<std::string> read_file(const std::string& path, std::size_t max);

// A reader over a file for LineReader; `-` is standard input. The file is closed with the last copy. `size`, where it
// is asked for: of a regular file, 0 of anything else. No more than a hint: a file may grow.
Result<ReadSome> open_for_reading(const std::string& path, std::uint64_t* size = nullptr);

}  // namespace certdoc
