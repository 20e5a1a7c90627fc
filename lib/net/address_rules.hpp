// Which addresses a URL out of a certificate, or a redirect, may lead to. The address that is connected to decides, so
// it is judged after the look-up and no second look-up follows (DNS rebinding).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "net/options.hpp"

namespace certdoc::net {

// What an address can reach, by IANA's special-purpose registries. Of forms that carry an IPv4 address (mapped, NAT64,
// 6to4, Teredo) that one decides.
enum class Reach { global, site, loopback, link_local, multicast, unspecified };

// 4 or 16 bytes in network order.
Reach reach_of(std::span<const std::uint8_t> address);

// Who wants to go there.
struct Asker {
  NamedBy named_by = NamedBy::user;
  bool from_public = false;    // redirected from a public address
  bool allow_private = false;  // --allow-private
};

bool may_connect(Reach reach, const Asker& asker);

// For Step::detail: `loopback`, `link-local`, ...
std::string_view name_of(Reach reach);

}  // namespace certdoc::net
