#include "net/host_name.hpp"

#include <arpa/inet.h>
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kMostName = 253;  // RFC 1035 2.3.4, without the dot at the end

bool is_name_character(char c) {
  return text::is_word(c) || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80U;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kMostName && name.front() != '-' && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), is_name_character) && text::is_utf8(name);
}

std::optional<std::uint16_t> port_of(std::string_view digits) {
  std::uint16_t port = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, port);
  return error == std::errc() && rest == end && port != 0 ? std::optional(port) : std::nullopt;
}

// A URL gives its authority; anything else stays as it is.
std::string_view without_url(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  text = text.substr(0, text.find('/'));
  const std::size_t user = text.rfind('@');
  return user == std::string_view::npos ? text : text.substr(user + 1);
}

struct Parts {
  std::string_view host, port;
  bool has_port = false;
  bool bracketed = false;  // an IPv6 address
};

std::optional<Parts> split(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view rest = text.substr(close + 1);
    if (!rest.empty() && rest.front() != ':') return std::nullopt;
    return Parts{text.substr(1, close - 1), rest.empty() ? rest : rest.substr(1), !rest.empty(), true};
  }
  const std::size_t colon = text.find(':');
  const bool v6 = colon != std::string_view::npos && text.find(':', colon + 1) != std::string_view::npos;
  if (colon == std::string_view::npos || v6) return Parts{text, {}, false, false};
  return Parts{text.substr(0, colon), text.substr(colon + 1), true, false};
}

}  // namespace

bool is_address(std::string_view text) {
  std::array<unsigned char, 16> octets{};
  const std::string whole(text);
  const std::string without_zone = whole.substr(0, whole.find('%'));
  return ::inet_pton(AF_INET, whole.c_str(), octets.data()) == 1 ||
         ::inet_pton(AF_INET6, without_zone.c_str(), octets.data()) == 1;
}

std::optional<HostName> parse_host(std::string_view text) {
  const auto parts = split(without_url(text));
  if (!parts) return std::nullopt;
  HostName out;
  if (parts->has_port) {
    out.port = port_of(parts->port);
    if (!out.port) return std::nullopt;
  }
  out.address = is_address(parts->host);
  if (parts->bracketed && !out.address) return std::nullopt;
  std::string_view host = parts->host;
  if (!out.address && host.ends_with('.')) host.remove_suffix(1);
  if (!out.address && !is_name(host)) return std::nullopt;
  out.host = text::lower(host);
  return out;
}

std::string HostName::text(std::uint16_t default_port) const {
  const bool v6 = host.find(':') != std::string::npos;
  return (v6 ? '[' + host + ']' : host) + ':' + std::to_string(port.value_or(default_port));
}

}  // namespace certdoc::net
