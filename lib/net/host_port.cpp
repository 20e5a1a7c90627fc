#include "net/host_port.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kLongest = 253;

bool is_name(std::string_view text) {
  const auto fits = [](char c) { return text::is_word(c) || c == '.' || c == '-'; };
  return !text.empty() && text.size() <= kLongest && text.front() != '-' && text.front() != '.' &&
         std::all_of(text.begin(), text.end(), fits);
}

// With its zone: `fe80::1%eth0`.
bool is_ipv6(std::string_view text) {
  const auto fits = [](char c) { return text::is_word(c) || c == ':' || c == '.' || c == '%' || c == '-'; };
  return std::count(text.begin(), text.end(), ':') >= 2 && text.size() <= kLongest &&
         std::all_of(text.begin(), text.end(), fits);
}

std::optional<HostPort> with_port(std::string_view host, std::string_view port) {
  HostPort out{std::string(host), 0};
  const char* const end = port.data() + port.size();
  const auto [stop, error] = std::from_chars(port.data(), end, out.port);
  if (error != std::errc() || stop != end || out.port == 0) return std::nullopt;
  return out;
}

}  // namespace

std::optional<HostPort> parse_host_port(std::string_view text, std::uint16_t usual_port) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || !is_ipv6(text.substr(1, close - 1))) return std::nullopt;
    const std::string_view host = text.substr(1, close - 1), rest = text.substr(close + 1);
    if (rest.empty()) return HostPort{std::string(host), usual_port};
    return rest.starts_with(':') ? with_port(host, rest.substr(1)) : std::nullopt;
  }
  if (is_ipv6(text)) return HostPort{std::string(text), usual_port};
  const std::size_t colon = text.find(':');
  if (!is_name(text.substr(0, colon))) return std::nullopt;
  if (colon == std::string_view::npos) return HostPort{std::string(text), usual_port};
  return with_port(text.substr(0, colon), text.substr(colon + 1));
}

}  // namespace certdoc::net
