// BEGIN and END lines of PEM, also where somebody damaged their dashes.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace certdoc {

struct Marker {
  std::size_t start = 0;   // of the dashes
  std::size_t end = 0;     // behind the dashes
  std::string_view label;  // CERTIFICATE
  bool begin = false;
  bool exact = false;  // five dashes, one blank: as RFC 7468 has it
  bool glued = false;  // another BEGIN follows without a line end
};

// The next one at or behind `from`. `ascii` text has no dashes but `-`.
std::optional<Marker> next_marker(std::string_view text, std::size_t from, bool ascii);

// Where the line of this position starts, at most 64 bytes back; else the position itself.
std::size_t line_start(std::string_view text, std::size_t at);

}  // namespace certdoc
