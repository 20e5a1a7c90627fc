// How text looks on a terminal: escaping, width, wrapping.
#include <fmt/format.h>
#include <utf8proc.h>
#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace certdoc::text {
namespace {

struct Glyph {
  std::string_view bytes;
  utf8proc_int32_t point = -1;  // -1: a byte that is no UTF-8
};

Glyph next_glyph(std::string_view s) {
  if (static_cast<unsigned char>(s.front()) < 0x80) return {s.substr(0, 1), s.front()};
  utf8proc_int32_t point = 0;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(s.data()),
                                  static_cast<utf8proc_ssize_t>(s.size()), &point);
  if (n <= 0) return {s.substr(0, 1), -1};
  return {s.substr(0, static_cast<std::size_t>(n)), point};
}

// Control, format (bidi, zero width), surrogate, private use, unassigned; and the two line separators.
bool is_invisible(utf8proc_int32_t point) {
  if (point < 0x80) return point < 0x20 || point == 0x7F;
  const auto category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CS ||
         category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

std::size_t columns_of(const Glyph& glyph) {
  if (glyph.point < 0x7F) return glyph.point < 0x20 && glyph.point >= 0 ? 0 : 1;
  return glyph.point < 0 ? 1 : static_cast<std::size_t>(std::max(0, utf8proc_charwidth(glyph.point)));
}

// A line may be broken on either side of these; Western text breaks at blanks only.
bool is_wide(const Glyph& glyph) {
  return columns_of(glyph) == 2;
}

// Chinese typesetting: these never begin a line.
bool closes(std::string_view glyph) {
  static constexpr std::string_view kClosing = "，。、；：！？）》」』】”’％";
  return glyph.size() > 1 && kClosing.find(glyph) != std::string_view::npos;
}

// And these never end one.
bool opens(std::string_view glyph) {
  static constexpr std::string_view kOpening = "（《「『【“‘";
  return glyph.size() > 1 && kOpening.find(glyph) != std::string_view::npos;
}

// The longest prefix that must not be broken: a word with its closing punctuation, or one wide character.
std::string_view next_unit(std::string_view s) {
  std::size_t end = 0;
  bool glue = true;
  while (end < s.size() && s[end] != ' ') {
    if (static_cast<unsigned char>(s[end]) < 0x80) {  // never wide, never opens or closes
      ++end;
      glue = false;
      continue;
    }
    const Glyph glyph = next_glyph(s.substr(end));
    const bool breakable = is_wide(glyph) && !closes(glyph.bytes);
    if (end > 0 && breakable && !glue) break;
    end += glyph.bytes.size();
    glue = opens(glyph.bytes);
    if (glue || end >= s.size()) continue;
    const Glyph after = next_glyph(s.substr(end));
    if (is_wide(glyph) && !closes(after.bytes)) break;
  }
  return s.substr(0, end);
}

// Nearly every text: one byte a column, nothing to escape.
bool is_plain_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

}  // namespace

std::string escaped(std::string_view s) {
  if (is_plain_ascii(s)) return std::string(s);
  std::string out;
  out.reserve(s.size());
  while (!s.empty()) {
    const Glyph glyph = next_glyph(s);
    if (glyph.point < 0 || (glyph.point < 0x80 && is_invisible(glyph.point))) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(s.front()));
    } else if (is_invisible(glyph.point)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(glyph.point));
    } else {
      out.append(glyph.bytes);
    }
    s.remove_prefix(glyph.bytes.size());
  }
  return out;
}

std::string json_escaped(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  const auto unit = [&](unsigned u) { fmt::format_to(std::back_inserter(out), "\\u{:04x}", u); };
  while (!json.empty()) {
    const Glyph glyph = next_glyph(json);
    const auto point = static_cast<unsigned>(glyph.point);
    if (point < 0x7F || !is_invisible(glyph.point)) {
      out.append(glyph.bytes);
    } else if (point > 0xFFFF) {
      unit(0xD800 + ((point - 0x10000) >> 10U));
      unit(0xDC00 + ((point - 0x10000) & 0x3FFU));
    } else {
      unit(point);
    }
    json.remove_prefix(glyph.bytes.size());
  }
  return out;
}

std::size_t width(std::string_view s) {
  if (is_plain_ascii(s)) return s.size();
  std::size_t columns = 0;
  while (!s.empty()) {
    const Glyph glyph = next_glyph(s);
    columns += columns_of(glyph);
    s.remove_prefix(glyph.bytes.size());
  }
  return columns;
}

std::string shortened(std::string_view s, std::size_t columns) {
  if (s.size() <= columns) return std::string(s);
  std::size_t size = 0;  // of what is kept where something is cut
  std::size_t used = 0;
  for (std::string_view rest = s; used <= columns;) {
    if (rest.empty()) return std::string(s);
    const Glyph glyph = next_glyph(rest);
    used += std::max<std::size_t>(1, columns_of(glyph));
    rest.remove_prefix(glyph.bytes.size());
    if (used < columns) size = s.size() - rest.size();
  }
  std::string out(s.substr(0, size));
  // Rather between words, where one begins near.
  const std::size_t blank = out.rfind(' ');
  if (blank != std::string::npos && blank + 16 > out.size()) out.resize(blank);
  return out + "…";
}

std::vector<std::string> wrapped(std::string_view s, std::size_t columns) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  bool blank = false;
  while (!s.empty()) {
    if (s.front() == ' ') {
      blank = true;
      s.remove_prefix(1);
      continue;
    }
    const std::string_view unit = next_unit(s);
    const std::size_t gap = blank && used > 0 ? 1 : 0;
    const std::size_t need = width(unit);
    if (used > 0 && used + gap + need > columns) {
      lines.emplace_back();
      used = 0;
    } else if (gap == 1) {
      lines.back().push_back(' ');
      ++used;
    }
    lines.back().append(unit);
    used += need;
    blank = false;
    s.remove_prefix(unit.size());
  }
  return lines;
}

}  // namespace certdoc::text
