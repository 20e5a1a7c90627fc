// Base64 as people have it: with blanks, prefixes, entities and escapes between its characters.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace certdoc {

// What stood between or instead of the characters of the alphabet.
enum class Oddity { blanks, blank_lines, long_lines, line_prefix, entities, escapes, quoted_printable, url, padding };
constexpr std::size_t kOddities = 9;

struct Base64Options {
  std::string_view line_prefix = {};  // what stands before each line: `> `
  bool quotes = false;                // quotation marks and commas belong to the text around, as in JSON
  bool tolerant = true;               // else: the alphabet, blanks and line ends only
  bool stop_at_padding = false;       // what follows `=` is another text
  bool ignore_padding = false;        // take a `=` for a slip of the pen
  std::size_t max_bytes = SIZE_MAX;   // stop behind these
};

struct Base64 {
  SecretBytes bytes;
  std::size_t stop = 0;                      // where reading stopped
  std::size_t characters = 0;                // of the alphabet
  bool illegal = false;                      // stopped at a character that does not belong there
  bool padded = false;                       // `=` at the end
  std::array<std::size_t, kOddities> first;  // where each oddity stands first; npos: nowhere

  Base64() { first.fill(std::string_view::npos); }
  std::size_t at(Oddity oddity) const { return first[static_cast<std::size_t>(oddity)]; }
  bool has(Oddity oddity) const { return at(oddity) != std::string_view::npos; }
  bool whole() const { return characters % 4 != 1; }
};

// text[from, to), which must end before the END line. Linear.
Base64 decode_base64(std::string_view text, std::size_t from, std::size_t to, const Base64Options& options = {});

// On one line, padded.
std::string encode_base64(ByteView bytes);

bool is_base64(char c);  // A-Z a-z 0-9 + /

}  // namespace certdoc
