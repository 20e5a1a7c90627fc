#include <arpa/inet.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "net/proxy.hpp"

namespace certdoc::net {
namespace {

struct Address {
  std::array<std::uint8_t, 16> bytes{};
  unsigned bits = 0;  // 32 or 128
};

std::optional<Address> address_of(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string plain(text.substr(0, text.find('%')));
  Address out;
  if (::inet_pton(AF_INET, plain.c_str(), out.bytes.data()) == 1) {
    out.bits = 32;
  } else if (::inet_pton(AF_INET6, plain.c_str(), out.bytes.data()) == 1) {
    out.bits = 128;
  }
  return out.bits != 0 ? std::optional(out) : std::nullopt;
}

std::optional<unsigned> number(std::string_view digits) {
  unsigned value = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && rest == digits.data() + digits.size();
  return whole ? std::optional(value) : std::nullopt;
}

bool same_bits(const Address& a, const Address& b, unsigned bits) {
  for (unsigned n = 0; n < bits; ++n) {
    const unsigned mask = 0x80U >> (n % 8);
    if (((a.bytes[n / 8] ^ b.bytes[n / 8]) & mask) != 0) return false;
  }
  return true;
}

// `192.0.2.1`, `10.0.0.0/8`, `2001:db8::/32`
bool contains(std::string_view block, const Address& address) {
  const std::size_t slash = block.find('/');
  const auto start = address_of(block.substr(0, slash));
  if (!start || start->bits != address.bits) return false;
  if (slash == std::string_view::npos) return same_bits(*start, address, address.bits);
  const auto bits = number(block.substr(slash + 1));
  return bits && *bits <= address.bits && same_bits(*start, address, *bits);
}

std::string_view without_last_dot(std::string_view name) {
  return name.size() > 1 && name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

// A name and all below it, with or without a dot in front.
bool covers(std::string_view name, std::string_view host) {
  if (name.starts_with('.')) name.remove_prefix(1);
  name = without_last_dot(name);
  host = without_last_dot(host);
  if (name.empty() || host.size() < name.size()) return false;
  if (!text::equal_ignoring_case(host.substr(host.size() - name.size()), name)) return false;
  return host.size() == name.size() || host[host.size() - name.size() - 1] == '.';
}

// Takes `:8080` off the end; false where it is another port. The colons of an IPv6 address are none of it.
bool take_port(std::string_view& token, std::uint16_t port) {
  const std::size_t colon = token.rfind(':');
  if (colon == std::string_view::npos || address_of(token) || token.find('/') != std::string_view::npos) return true;
  const auto wanted = number(token.substr(colon + 1));
  token = token.substr(0, colon);
  return wanted == port;
}

bool matches(std::string_view token, std::string_view host, std::uint16_t port) {
  if (token == "*") return true;
  if (!take_port(token, port)) return false;
  const auto address = address_of(without_last_dot(host));
  return address ? contains(token, *address) : covers(token, host);
}

}  // namespace

bool excepted(std::string_view no_proxy, std::string_view host, std::uint16_t port) {
  constexpr std::string_view kBetween = ", \t";
  while (true) {
    no_proxy.remove_prefix(std::min(no_proxy.find_first_not_of(kBetween), no_proxy.size()));
    if (no_proxy.empty()) return false;
    const std::size_t end = std::min(no_proxy.find_first_of(kBetween), no_proxy.size());
    if (matches(no_proxy.substr(0, end), host, port)) return true;
    no_proxy.remove_prefix(end);
  }
}

}  // namespace certdoc::net
