#include "net/address_rules.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace certdoc::net {
namespace {

using Octets = std::span<const std::uint8_t>;

// The first `bits` bits of an address, and what they mean.
struct Block {
  std::array<std::uint8_t, 16> prefix;
  unsigned bits;
  Reach reach;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry; what is no entry of it is global.
constexpr std::array kV4{
    Block{{0}, 8, Reach::unspecified},                  // "this network": Linux takes 0.0.0.0 for itself
    Block{{127}, 8, Reach::loopback},                   //
    Block{{169, 254}, 16, Reach::link_local},           // the metadata services of clouds too
    Block{{224}, 4, Reach::multicast},                  //
    Block{{255, 255, 255, 255}, 32, Reach::multicast},  // broadcast
    Block{{10}, 8, Reach::site},                        // RFC 1918
    Block{{172, 16}, 12, Reach::site},                  //
    Block{{192, 168}, 16, Reach::site},                 //
    Block{{100, 64}, 10, Reach::site},                  // shared address space of carriers, RFC 6598
    Block{{192, 0, 0}, 24, Reach::site},                // protocol assignments, RFC 6890
    Block{{198, 18}, 15, Reach::site},                  // benchmarks, RFC 2544
    Block{{240}, 4, Reach::site},                       // reserved, RFC 1112; some networks use it inside
};

// https://www.iana.org/assignments/iana-ipv6-special-registry
constexpr std::array kV6{
    Block{{0xfe, 0x80}, 10, Reach::link_local},  //
    Block{{0xff}, 8, Reach::multicast},          //
    Block{{0xfc}, 7, Reach::site},               // unique local, RFC 4193
    Block{{0xfe, 0xc0}, 10, Reach::site},        // site-local, deprecated by RFC 3879
};

// Prefixes that are followed by an IPv4 address at the byte `at`; Teredo writes it inverted.
struct Carrier {
  std::array<std::uint8_t, 16> prefix;
  unsigned bits;
  std::size_t at;
  std::uint8_t flip;
};

constexpr std::array kCarriers{
    Carrier{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12, 0},  // mapped, RFC 4291
    Carrier{{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12, 0},        // translated, RFC 2765
    Carrier{{0, 0x64, 0xff, 0x9b}, 96, 12, 0},                       // NAT64, RFC 6052
    Carrier{{0, 0x64, 0xff, 0x9b, 0, 1}, 48, 12, 0},                 // NAT64 of the site, RFC 8215
    Carrier{{0x20, 0x02}, 16, 2, 0},                                 // 6to4, RFC 3056
    Carrier{{0x20, 0x01}, 32, 12, 0xff},                             // Teredo, RFC 4380
    Carrier{{0}, 96, 12, 0},                                         // compatible, deprecated by RFC 4291
};

bool has_prefix(Octets address, Octets prefix, unsigned bits) {
  const std::size_t whole = bits / 8;
  if (!std::equal(prefix.begin(), prefix.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || ((address[whole] ^ prefix[whole]) >> (8 - rest)) == 0;
}

template <class Blocks>
Reach listed(Octets address, const Blocks& blocks) {
  for (const Block& block : blocks) {
    if (has_prefix(address, block.prefix, block.bits)) return block.reach;
  }
  return Reach::global;
}

Reach carried(Octets address, const Carrier& carrier) {
  std::array<std::uint8_t, 4> inner{};
  for (std::size_t n = 0; n < inner.size(); ++n) {
    inner[n] = static_cast<std::uint8_t>(address[carrier.at + n] ^ carrier.flip);
  }
  return listed(Octets(inner), kV4);
}

// `::` and `::1` look like compatible addresses.
Reach reach_of_v6(Octets address) {
  if (std::all_of(address.begin(), address.end() - 1, [](std::uint8_t octet) { return octet == 0; })) {
    if (address.back() == 0) return Reach::unspecified;
    if (address.back() == 1) return Reach::loopback;
  }
  for (const Carrier& carrier : kCarriers) {
    if (has_prefix(address, carrier.prefix, carrier.bits)) return carried(address, carrier);
  }
  return listed(address, kV6);
}

}  // namespace

Reach reach_of(std::span<const std::uint8_t> address) {
  if (address.size() == 4) return listed(address, kV4);
  return address.size() == 16 ? reach_of_v6(address) : Reach::unspecified;
}

bool may_connect(Reach reach, const Asker& asker) {
  if (asker.named_by == NamedBy::user || asker.allow_private || reach == Reach::global) return true;
  return reach == Reach::site && !asker.from_public;
}

std::string_view name_of(Reach reach) {
  switch (reach) {
    case Reach::global: return "global";
    case Reach::site: return "private";
    case Reach::loopback: return "loopback";
    case Reach::link_local: return "link-local";
    case Reach::multicast: return "multicast";
    case Reach::unspecified: return "unspecified";
  }
  return {};
}

}  // namespace certdoc::net
