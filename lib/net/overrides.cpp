#include "net/overrides.hpp"

#include <arpa/inet.h>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace certdoc::net {
namespace {

bool is_address(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

// `[::1]` -> `::1`
std::string_view without_brackets(std::string_view text) {
  const bool in_brackets = text.size() > 2 && text.front() == '[' && text.back() == ']';
  return in_brackets ? text.substr(1, text.size() - 2) : text;
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  unsigned port = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || rest != text.data() + text.size() || port == 0 || port > 65535) return {};
  return static_cast<std::uint16_t>(port);
}

bool add_addresses(std::string_view list, Override& out) {
  while (true) {
    const std::size_t comma = list.find(',');
    out.addresses.emplace_back(without_brackets(list.substr(0, comma)));
    if (!is_address(out.addresses.back())) return false;
    if (comma == std::string_view::npos) return true;
    list.remove_prefix(comma + 1);
  }
}

// Where the host ends: an IPv6 address stands in brackets.
std::size_t end_of_host(std::string_view text) {
  if (text.empty() || text.front() != '[') return text.find(':');
  const std::size_t bracket = text.find(']');
  return bracket == std::string_view::npos ? bracket : text.find(':', bracket);
}

}  // namespace

std::optional<Override> parse_override(std::string_view text) {
  const std::size_t colon = end_of_host(text);
  if (colon == std::string_view::npos || colon == 0) return {};
  const std::size_t second = text.find(':', colon + 1);
  if (second == std::string_view::npos) return {};
  Override out;
  out.host = text::lower(without_brackets(text.substr(0, colon)));
  const auto port = port_of(text.substr(colon + 1, second - colon - 1));
  if (!port || !add_addresses(text.substr(second + 1), out)) return {};
  out.port = *port;
  return out;
}

std::vector<std::string> overridden(const std::vector<std::string>& overrides, std::string_view host,
                                    std::uint16_t port) {
  std::vector<std::string> any;
  for (const std::string& text : overrides) {
    const auto one = parse_override(text);
    if (!one || one->port != port) continue;
    if (text::equal_ignoring_case(one->host, host)) return one->addresses;
    if (one->host == "*" && any.empty()) any = one->addresses;
  }
  return any;
}

}  // namespace certdoc::net
