// --resolve HOST:PORT:ADDRESS[,ADDRESS]..., as curl has it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certdoc::net {

struct Override {
  std::string host;  // `*`: any
  std::uint16_t port = 0;
  std::vector<std::string> addresses;  // without brackets
};

// Nothing where it is malformed.
std::optional<Override> parse_override(std::string_view text);

// The addresses that were given for this host and port; empty: the resolver is asked.
std::vector<std::string> overridden(const std::vector<std::string>& overrides, std::string_view host,
                                    std::uint16_t port);

}  // namespace certdoc::net
