#include "render/markdown_text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"

namespace certdoc::markdown {
namespace {

// Where a sign that begins a list or underlines a heading is to be escaped, at the start of a line; else npos.
std::size_t block_sign(std::string_view s) {
  const std::size_t digits = std::min(s.find_first_not_of("0123456789"), s.size());
  const std::string_view signs = digits > 0 ? ".)" : "-+=";
  if (digits >= s.size() || signs.find(s[digits]) == std::string_view::npos) return std::string_view::npos;
  const bool alone = digits + 1 == s.size() || s[digits + 1] == ' ' || s[digits + 1] == s[digits];
  return alone ? digits : std::string_view::npos;
}

}  // namespace

std::string plain(std::string_view s) {
  std::string safe = text::escaped(s);
  safe.erase(0, safe.find_first_not_of(' '));
  const std::size_t sign = block_sign(safe);
  std::string out;
  for (std::size_t at = 0; at < safe.size(); ++at) {
    const char c = safe[at];
    if (at == sign) out.push_back('\\');
    if (std::string_view("\\`*_{}[]<>#|!~&").find(c) != std::string_view::npos) out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

std::string code(std::string_view s) {
  const std::string safe = text::escaped(s);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : safe) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  if (longest == 0) return fmt::format("`{}`", safe);
  const std::string fence(longest + 1, '`');
  return fmt::format("{} {} {}", fence, safe, fence);
}

std::string link(std::string_view url) {
  std::string out = "<";
  for (const char c : url) {
    const bool plain = c > ' ' && c < 0x7F && c != '<' && c != '>';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out + ">";
}

}  // namespace certdoc::markdown
