#include "base/quote.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc {
namespace {

// What cannot be printed as it is (control characters, bidi overrides, bytes that are no UTF-8) would come out as
// another name than the one that is meant.
bool is_printable(std::string_view value) {
  return text::escaped(value) == value;
}

tl::unexpected<Error> refused(std::string_view value) {
  return fail(Error::Kind::invalid, "'" + text::escaped(value) + "' has control characters",
              "rename it before using it in a command");
}

// A path that looks like an option.
std::string as_path(std::string_view value) {
  return (value.starts_with('-') ? "./" : "") + std::string(value);
}

bool is_plain(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return text::is_word(c) || std::string_view("./:@%+=,-").find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<std::string> quoted_for_sh(std::string_view value) {
  if (!is_printable(value)) return refused(value);
  const std::string path = as_path(value);
  if (is_plain(path)) return path;
  std::string out = "'";
  for (const char c : path) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out.push_back(c);
    }
  }
  return out + "'";
}

Result<std::string> quoted_for_powershell(std::string_view value) {
  if (!is_printable(value)) return refused(value);
  const std::string path = as_path(value);
  std::string out = "'";
  for (std::size_t at = 0; at < path.size();) {
    // PowerShell takes U+2018 to U+201B for single quotes too.
    const bool typographic = path.compare(at, 2, "\xE2\x80") == 0 && at + 2 < path.size() &&
                             static_cast<unsigned char>(path[at + 2]) >= 0x98 &&
                             static_cast<unsigned char>(path[at + 2]) <= 0x9B;
    const std::string_view glyph = std::string_view(path).substr(at, typographic ? 3 : 1);
    out.append(glyph);
    if (typographic || glyph == "'") out.append(glyph);
    at += glyph.size();
  }
  return out + "'";
}

}  // namespace certdoc
