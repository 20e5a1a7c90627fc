// UTF-8 text: validity, folding for comparison, escaping and layout for a terminal. Built on utf8proc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certdoc::text {

bool is_utf8(std::string_view bytes);

// True for A-Z, a-z, 0-9 and underscore, whatever the locale.
constexpr bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

std::string lower(std::string_view ascii);
std::string upper(std::string_view ascii);
// `tail` must be lower case.
bool ends_with_ignoring_case(std::string_view s, std::string_view tail);
bool equal_ignoring_case(std::string_view a, std::string_view b);
std::string_view trim(std::string_view s);

// Full-width and other compatibility forms become the plain ones (NFKC); bytes that are no UTF-8 become U+FFFD;
// of a run of combining marks 30 are kept.
std::string normal(std::string_view s);

// Without the colours and cursor movements of a terminal (CSI sequences, ECMA-48 5.4).
std::string without_ansi(std::string_view s);

// What codes are looked for in: `normal`, and without what a terminal would have swallowed.
std::string normal_without_ansi(std::string_view s);

// `normal`, case folded, runs of white space one blank, no blank at either end. For comparing message texts.
std::string folded(std::string_view s);

// Safe to print: control characters, bidi overrides, invisible format characters and bytes that are no UTF-8
// become visible escapes (\x1b, \u202e). Line ends too, so that one value stays on one line.
std::string escaped(std::string_view s);

// JSON text with what nobody can see (DEL, C1, bidi, zero width) as \uXXXX: the same value, printed safely.
std::string json_escaped(std::string_view json);

// Columns that the text takes on a terminal; East Asian wide characters take two.
std::size_t width(std::string_view s);

// Cut to at most `columns`, with an ellipsis where something was cut. A glyph that takes no column counts as one
// here, so that the bytes are bounded too.
std::string shortened(std::string_view s, std::size_t columns);

// Lines of at most `columns`; broken at blanks and between CJK characters, never inside a word. A word that is
// longer than a line gets a line of its own.
std::vector<std::string> wrapped(std::string_view s, std::size_t columns);

// The number of single-character edits between two short texts, or `limit` + 1 if there are more than `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace certdoc::text
