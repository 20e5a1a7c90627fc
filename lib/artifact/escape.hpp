// What HTML, JSON and shells make of a character or a line end.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace certdoc {

constexpr std::size_t kMaxEscape = 256;

struct Escape {
  char character = ' ';   // what it stands for; a blank for line ends, tags and the like
  std::size_t width = 0;  // in bytes
  bool html = false;      // else: backslash
};

// The entity, tag or backslash sequence at the start.
std::optional<Escape> escape_at(std::string_view s);

// Bytes of a no-break space, zero-width character or byte order mark at the start; 0: there is none.
std::size_t invisible_width(std::string_view s);

}  // namespace certdoc
