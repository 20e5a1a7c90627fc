#include "base/text.hpp"

#include <utf8proc.h>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <memory>

namespace certdoc::text {
namespace {

const utf8proc_uint8_t* bytes_of(std::string_view s) {
  return reinterpret_cast<const utf8proc_uint8_t*>(s.data());
}

std::string mapped(std::string_view s, int options) {
  utf8proc_uint8_t* out = nullptr;
  const auto size =
      utf8proc_map(bytes_of(s), static_cast<utf8proc_ssize_t>(s.size()), &out, static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
  if (size < 0) return std::string(s);
  return std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
}

std::string repaired(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    utf8proc_int32_t point = 0;
    const auto n = utf8proc_iterate(bytes_of(s.substr(at)), static_cast<utf8proc_ssize_t>(s.size() - at), &point);
    if (n > 0) {
      out.append(s.substr(at, static_cast<std::size_t>(n)));
    } else {
      out.append("\xEF\xBF\xBD");
    }
    at += n > 0 ? static_cast<std::size_t>(n) : 1;
  }
  return out;
}

// How many marks a character brings (NFKD), and whether they stand on a letter of its own.
struct Marks {
  std::size_t count = 0;
  bool on_own_letter = false;
};

Marks marks_of(utf8proc_int32_t point) {
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  std::array<utf8proc_int32_t, 32> parts{};  // U+FDFA has 18, the most of all
  int last_class = 0;
  const auto found = utf8proc_decompose_char(point, parts.data(), std::ssize(parts), kOptions, &last_class);
  const auto size = std::clamp<std::ptrdiff_t>(found, 0, std::ssize(parts));
  Marks marks;
  for (std::ptrdiff_t n = 0; n < size; ++n) {
    const bool mark = utf8proc_get_property(parts[static_cast<std::size_t>(n)])->combining_class != 0;
    marks.count = mark ? marks.count + 1 : 0;
    marks.on_own_letter = marks.on_own_letter || !mark;
  }
  return marks;
}

// At most 30 marks in a row (the Stream-Safe Text Format of UAX #15, without its joiners): utf8proc sorts a run of
// them in quadratic time, and no writing system needs more. `s` must be UTF-8.
std::string stream_safe(std::string_view s) {
  constexpr std::size_t kMaxMarks = 30;
  std::string out;
  out.reserve(s.size());
  std::size_t run = 0;
  for (std::size_t at = 0; at < s.size();) {
    utf8proc_int32_t point = 0;
    const auto n = utf8proc_iterate(bytes_of(s.substr(at)), static_cast<utf8proc_ssize_t>(s.size() - at), &point);
    const std::string_view bytes = s.substr(at, n > 0 ? static_cast<std::size_t>(n) : 1);
    const Marks marks = point < 0x80 ? Marks{0, true} : marks_of(point);
    run = marks.on_own_letter ? marks.count : run + marks.count;
    if (run <= kMaxMarks) out.append(bytes);
    at += bytes.size();
  }
  return out;
}

// `s` in the form that `options` ask for, whatever bytes it has.
std::string in_form(std::string_view s, int options) {
  return mapped(stream_safe(is_utf8(s) ? std::string(s) : repaired(s)), options);
}

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// ASCII, CJK ideographs and full-width forms are nearly all that logs hold, and need no tables: handles these
// (full-width to plain) and returns false at the first character of any other kind.
bool narrowed(std::string_view s, std::string& out) {
  out.clear();
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const auto lead = static_cast<unsigned char>(s[at]);
    if (lead < 0x80) {
      out.push_back(s[at++]);
      continue;
    }
    if (lead < 0xE3 || lead > 0xEF || at + 2 >= s.size()) return false;
    const unsigned point = (lead & 0x0FU) << 12U | (static_cast<unsigned char>(s[at + 1]) & 0x3FU) << 6U |
                           (static_cast<unsigned char>(s[at + 2]) & 0x3FU);
    const bool tails = (s[at + 1] & 0xC0) == 0x80 && (s[at + 2] & 0xC0) == 0x80;
    const bool ideograph = (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3001 && point <= 0x3011);
    if (!tails) return false;
    if (point >= 0xFF01 && point <= 0xFF5E) {
      out.push_back(static_cast<char>(point - 0xFF01 + '!'));
    } else if (point == 0x3000) {
      out.push_back(' ');
    } else if (ideograph) {
      out.append(s.substr(at, 3));
    } else {
      return false;
    }
    at += 3;
  }
  return true;
}

// Lower case, runs of white space one blank.
std::string tidied(std::string_view s) {
  std::string out(s.size(), '\0');
  std::size_t size = 0;
  for (const char c : s) {
    const bool blank = is_space(c);
    if (blank && (size == 0 || out[size - 1] == ' ')) continue;
    out[size++] = blank ? ' ' : lower(c);
  }
  if (size > 0 && out[size - 1] == ' ') --size;
  out.resize(size);
  return out;
}

}  // namespace

bool is_utf8(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    if (static_cast<unsigned char>(s[at]) < 0x80) {
      ++at;
      continue;
    }
    utf8proc_int32_t point = 0;
    const auto n = utf8proc_iterate(bytes_of(s.substr(at)), static_cast<utf8proc_ssize_t>(s.size() - at), &point);
    if (n <= 0) return false;
    at += static_cast<std::size_t>(n);
  }
  return true;
}

std::string lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

std::string upper(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return upper(c); });
  return out;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool ends_with_ignoring_case(std::string_view s, std::string_view tail) {
  return s.size() >= tail.size() && equal_ignoring_case(s.substr(s.size() - tail.size()), tail);
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
  return s;
}

std::string normal(std::string_view s) {
  if (is_ascii(s)) return std::string(s);
  if (std::string out; narrowed(s, out)) return out;
  return in_form(s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
}

std::string without_ansi(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    if (s.substr(at, 2) != "\x1b[") {
      out.push_back(s[at++]);
      continue;
    }
    at += 2;
    while (at < s.size() && s[at] >= ' ' && s[at] < '@') ++at;  // parameters
    if (at < s.size() && s[at] >= '@' && s[at] <= '~') ++at;    // the final byte
  }
  return out;
}

std::string normal_without_ansi(std::string_view s) {
  return normal(s.find('\x1b') == std::string_view::npos ? std::string(s) : without_ansi(s));
}

std::string folded(std::string_view s) {
  if (is_ascii(s)) return tidied(s);
  if (std::string out; narrowed(s, out)) return tidied(out);
  return tidied(in_form(s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD));
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    std::size_t best = row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
  }
  return std::min(row[b.size()], limit + 1);
}

}  // namespace certdoc::text
