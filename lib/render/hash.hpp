// Hashes as people compare them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace certdoc {

// `3b1f 92aa 07c4 e5d2 ...` for the 64 hexadecimal digits of a SHA-256; anything else as it is.
inline std::string short_hash(std::string_view value) {
  constexpr std::size_t kDigits = 64;
  constexpr std::size_t kShown = 16;
  const auto is_hex = [](char c) { return text::is_digit(c) || (c >= 'a' && c <= 'f'); };
  if (value.size() != kDigits || !std::all_of(value.begin(), value.end(), is_hex)) return std::string(value);
  std::string out;
  for (std::size_t at = 0; at < kShown; at += 4) out += std::string(value.substr(at, 4)) + " ";
  return out + "...";
}

}  // namespace certdoc
