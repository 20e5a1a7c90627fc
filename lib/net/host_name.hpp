// HOST[:PORT] as people write it on a command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certdoc::net {

struct HostName {
  std::string host;  // a DNS name (lower case, UTF-8 where it was), or an address without brackets
  std::optional<std::uint16_t> port;
  bool address = false;  // a literal one

  // `www.example.com:443`, `[::1]:443`
  std::string text(std::uint16_t default_port) const;
};

// `www.example.com`, `192.0.2.1:8443`, `::1`, `[::1]:443`; a URL is taken for the host in it. Nothing: it is none.
std::optional<HostName> parse_host(std::string_view text);

// Whether this is an IPv4 or IPv6 address; one of IPv6 may have a zone.
bool is_address(std::string_view text);

}  // namespace certdoc::net
