#include "artifact/html_page.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kHead = 16384;
constexpr std::size_t kLongestTitle = 80;
constexpr std::size_t kLongestAddress = 512;
constexpr std::size_t kNone = std::string_view::npos;

// Letters are where they are in the original.
std::string lowered(std::string_view text) {
  return text::lower(text.substr(0, kHead));
}

bool is_quote(char c) {
  return c == '"' || c == '\'';
}

// What stands there up to a quotation mark, a blank or the end of the tag.
std::string address_at(std::string_view text, std::size_t at) {
  while (at < text.size() && (text::is_space(text[at]) || is_quote(text[at]))) ++at;
  const std::size_t end = std::min(text.find_first_of("\"'<>; \t\r\n", at), text.size());
  const std::string_view address = text.substr(at, end - at);
  const bool plain = address.size() <= kLongestAddress && address.find_first_of("(){}") == kNone;
  return plain ? std::string(address) : std::string();
}

std::string meta_refresh(std::string_view text, const std::string& low) {
  for (std::size_t at = low.find("<meta"); at != kNone; at = low.find("<meta", at + 1)) {
    const std::size_t end = std::min(low.find('>', at), low.size());
    const std::string_view tag = std::string_view(low).substr(at, end - at);
    const std::size_t url = tag.find("url=");
    if (tag.find("refresh") != kNone && url != kNone) return address_at(text, at + url + 4);
  }
  return {};
}

// location = "...", location.href='...', location.replace("...")
std::string script_location(std::string_view text, const std::string& low) {
  constexpr std::array<std::string_view, 3> kSetters{"location.href", "location.replace(", "location"};
  for (const std::string_view setter : kSetters) {
    for (std::size_t at = low.find(setter); at != kNone; at = low.find(setter, at + 1)) {
      const std::size_t value = low.find_first_not_of(" \t=", at + setter.size());
      if (value != kNone && is_quote(low[value])) return address_at(text, value);
    }
  }
  return {};
}

}  // namespace

std::string head_of(std::string_view s) {
  while (!s.empty() && text::is_space(s.front())) s.remove_prefix(1);
  std::string head = text::lower(s.substr(0, kHead));
  head.erase(std::remove(head.begin(), head.end(), '\r'), head.end());
  return head;
}

bool is_html(std::string_view head) {
  return head.starts_with("<!doctype html") || head.starts_with("<html") ||
         (head.starts_with('<') && head.find("<html") != kNone);
}

std::string html_title(std::string_view text) {
  const std::string low = lowered(text);
  const std::size_t tag = low.find("<title");
  const std::size_t from = tag == kNone ? kNone : low.find('>', tag);
  const std::size_t to = from == kNone ? kNone : low.find('<', from);
  if (to == kNone) return {};
  std::string title(text::trim(text.substr(from + 1, to - from - 1)));
  std::replace_if(title.begin(), title.end(), text::is_space, ' ');
  return title.size() <= kLongestTitle ? title : std::string();
}

std::string html_refresh(std::string_view text) {
  const std::string low = lowered(text);
  const std::string meta = meta_refresh(text, low);
  return meta.empty() ? script_location(text, low) : meta;
}

}  // namespace certdoc
