#include "base/quote.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc {
namespace {

bool has_control_characters(std::string_view value) {
  return !text::is_utf8(value) || std::any_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

tl::unexpected<Error> refused(std::string_view value) {
  return fail(Error::Kind::invalid, "'" + text::escaped(value) + "' has control characters",
              "rename it before using it in a command");
}

bool is_plain(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return text::is_word(c) || std::string_view("./:@%+=,-").find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<std::string> quoted_for_sh(std::string_view value) {
  if (has_control_characters(value)) return refused(value);
  const std::string path = (value.starts_with('-') ? "./" : "") + std::string(value);
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
  if (has_control_characters(value)) return refused(value);
  std::string out = "'";
  for (std::size_t at = 0; at < value.size();) {
    // PowerShell takes U+2018 to U+201B for single quotes too.
    const bool typographic = value.substr(at, 2) == "\xE2\x80" && at + 2 < value.size() &&
                             static_cast<unsigned char>(value[at + 2]) >= 0x98 &&
                             static_cast<unsigned char>(value[at + 2]) <= 0x9B;
    const std::string_view glyph = value.substr(at, typographic ? 3 : 1);
    out.append(glyph);
    if (typographic || glyph == "'") out.append(glyph);
    at += glyph.size();
  }
  return out + "'";
}

}  // namespace certdoc
