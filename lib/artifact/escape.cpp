#include "artifact/escape.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace certdoc {
namespace {

struct Named {
  std::string_view name;
  char character;
};

// Only what can stand in armor (https://html.spec.whatwg.org/multipage/named-characters.html).
constexpr std::array<Named, 9> kEntities{{{"nbsp;", ' '},
                                          {"plus;", '+'},
                                          {"sol;", '/'},
                                          {"equals;", '='},
                                          {"NewLine;", ' '},
                                          {"Tab;", ' '},
                                          {"quot;", ' '},
                                          {"gt;", ' '},
                                          {"lt;", ' '}}};

// A code point as one of the characters of base64, or a blank where it is white space; 0: something else.
char character_of(unsigned point) {
  if (point < 0x21 || point == 0xA0) return ' ';
  return point < 0x7F ? static_cast<char>(point) : '\0';
}

std::optional<Escape> number(std::string_view digits, int base, std::size_t head, std::size_t tail) {
  unsigned point = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), point, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  const char c = character_of(point);
  if (c == '\0') return std::nullopt;
  return Escape{.character = c, .width = head + digits.size() + tail};
}

// Behind the `&`; pages that were escaped twice have `&amp;#43;`.
std::optional<Escape> entity(std::string_view s) {
  const std::size_t amp = s.starts_with("amp;") ? 4 : 0;
  s.remove_prefix(amp);
  for (const Named& named : kEntities) {
    if (s.starts_with(named.name)) return Escape{named.character, 1 + amp + named.name.size()};
  }
  const std::size_t end = s.substr(0, 12).find(';');
  if (!s.starts_with('#') || end == std::string_view::npos) return std::nullopt;
  const bool hex = s.size() > 1 && (s[1] == 'x' || s[1] == 'X');
  const std::size_t head = hex ? 2 : 1;
  if (end <= head) return std::nullopt;
  return number(s.substr(head, end - head), hex ? 16 : 10, 1 + amp + head, 1);
}

std::optional<Escape> tag(std::string_view s) {
  const bool named = s.size() > 2 && (s[1] == '/' || s[1] == '!' || text::is_word(s[1]));
  const std::size_t end = s.find('>');
  if (!named || end == std::string_view::npos) return std::nullopt;
  return Escape{' ', end + 1};
}

std::optional<Escape> backslash(std::string_view s) {
  const std::size_t slashes = std::min(s.find_first_not_of('\\'), s.size());
  if (slashes == s.size()) return std::nullopt;
  const char c = s[slashes];
  if (c == 'u' && s.size() >= slashes + 5) return number(s.substr(slashes + 1, 4), 16, slashes + 1, 0);
  if (c == '/') return Escape{'/', slashes + 1};
  if (std::string_view("nrt\n\r\"'").find(c) != std::string_view::npos) return Escape{' ', slashes + 1};
  return std::nullopt;
}

}  // namespace

std::optional<Escape> escape_at(std::string_view s) {
  if (s.starts_with('\\')) return backslash(s);
  std::optional<Escape> found;
  if (s.starts_with('&')) found = entity(s.substr(1));
  if (s.starts_with('<')) found = tag(s);
  if (found) found->html = true;
  return found;
}

std::size_t invisible_width(std::string_view s) {
  if (s.starts_with("\xC2\xA0") || s.starts_with("\xC2\xAD")) return 2;          // no-break space, soft hyphen
  if (s.starts_with("\xEF\xBB\xBF") || s.starts_with("\xE3\x80\x80")) return 3;  // byte order mark, CJK blank
  if (s.size() < 3 || !s.starts_with("\xE2\x80")) return s.starts_with("\xE2\x81\xA0") ? 3 : 0;  // word joiner
  const auto c = static_cast<unsigned char>(s[2]);
  // U+2000 to U+200F, U+2028 to U+202F: blanks, zero-width characters, directions, line and paragraph separators.
  return c <= 0x8F || (c >= 0xA8 && c <= 0xAF) ? 3 : 0;
}

}  // namespace certdoc
