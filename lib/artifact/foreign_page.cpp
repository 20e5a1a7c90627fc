#include "artifact/foreign_page.hpp"

#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

bool is_json(std::string_view head) {
  if (head.starts_with('{')) return head.find('"') != std::string_view::npos;
  if (!head.starts_with('[')) return false;
  const std::size_t next = head.find_first_not_of(" \t\n", 1);
  return next != std::string_view::npos && (head[next] == '{' || head[next] == '"');
}

// Starts with a header line and has two of the usual headers (RFC 5322).
bool is_mail(std::string_view head) {
  const std::size_t colon = head.substr(0, 64).find(':');
  if (colon == std::string_view::npos || head.substr(0, colon).find_first_of(" \n\t\"") != std::string_view::npos) {
    return false;
  }
  constexpr std::array<std::string_view, 8> kHeaders{
      "from:", "to:", "subject:", "mime-version:", "received:", "content-type:", "date:", "message-id:"};
  return std::count_if(kHeaders.begin(), kHeaders.end(), [&](std::string_view header) {
           return head.starts_with(header) || head.find("\n" + std::string(header)) != std::string_view::npos;
         }) >= 2;
}

}  // namespace

std::optional<Foreign> page_of(std::string_view original, std::string_view head, Lang lang) {
  if (is_html(head)) {
    const std::string title = html_title(original);
    if (title.empty()) return Foreign{"", say(lang, "HTML page", "HTML 网页")};
    return Foreign{"", say(lang, "HTML page \"{}\"", "HTML 网页“{}”", title)};
  }
  if (is_json(head)) {
    if (head.find("\"kty\"") != std::string_view::npos)
      return Foreign{"jwk", say(lang, "JSON Web Key", "JSON Web Key（JWK）")};
    return Foreign{"", say(lang, "JSON document", "JSON 文档")};
  }
  if (head.starts_with("<?xml") || (head.starts_with('<') && head.find('>') != std::string_view::npos)) {
    return Foreign{"", say(lang, "XML document", "XML 文档")};
  }
  if (is_mail(head)) return Foreign{"", say(lang, "e-mail", "电子邮件")};
  return std::nullopt;
}

bool is_page(std::string_view text) {
  return page_of(text, head_of(text), Lang::en).has_value();
}

}  // namespace certdoc
