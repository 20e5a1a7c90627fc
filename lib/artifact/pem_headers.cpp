#include "artifact/pem_headers.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxHeaders = 16;
constexpr std::size_t kMaxLine = 256;

struct HeaderLine {
  std::string_view text;
  std::size_t next = 0;  // where the next line starts
};

// A line end is also a literal \n or \r\n, as JSON and shells write it.
std::size_t line_end_width(std::string_view s) {
  if (s.starts_with("\r\n")) return 2;
  if (s.starts_with('\n') || s.starts_with('\r')) return 1;
  if (s.starts_with("\\r\\n")) return 4;
  return s.starts_with("\\n") ? 2 : 0;
}

HeaderLine line_at(std::string_view text, std::size_t from, std::size_t to, std::string_view prefix) {
  const std::size_t most = std::min(to, from + kMaxLine);
  std::size_t end = from;
  std::size_t width = 0;
  while (end < most && (width = line_end_width(text.substr(end, 4))) == 0) ++end;
  std::string_view line = text.substr(from, end - from);
  const std::string_view mark = text::trim(prefix);
  if (!mark.empty() && text::trim(line).starts_with(mark)) line = text::trim(line).substr(mark.size());
  return {.text = line, .next = end + width};
}

bool is_name(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return text::is_word(c) || c == '-'; });
}

}  // namespace

std::size_t read_pem_headers(std::string_view text, std::size_t from, std::size_t to, std::string_view line_prefix,
                             PemHeaders& headers) {
  std::size_t at = from;
  while (at < to && headers.size() < kMaxHeaders) {
    const HeaderLine line = line_at(text, at, to, line_prefix);
    const std::size_t colon = line.text.find(':');
    const bool continues = !headers.empty() && line.text.starts_with(' ') && !text::trim(line.text).empty();
    if (colon != std::string_view::npos && is_name(text::trim(line.text.substr(0, colon)))) {
      headers.emplace_back(text::trim(line.text.substr(0, colon)), text::trim(line.text.substr(colon + 1)));
    } else if (continues) {
      headers.back().second += text::trim(line.text);
    } else {
      const bool separator = !headers.empty() && text::trim(line.text).empty();
      return separator ? line.next : at;
    }
    at = line.next;
  }
  return at;
}

}  // namespace certdoc
