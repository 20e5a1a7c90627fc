// HOST, HOST:PORT, ADDRESS, [ADDRESS]:PORT as a person writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certdoc::net {

struct HostPort {
  std::string host;  // a DNS name, or an address without brackets
  std::uint16_t port = 0;
};

// Nothing where it is neither a name of letters, digits, dots and hyphens nor an address, or the port is none.
std::optional<HostPort> parse_host_port(std::string_view text, std::uint16_t usual_port);

}  // namespace certdoc::net
