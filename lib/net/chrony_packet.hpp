// What chronyd tells about itself: the report `tracking` of its monitoring protocol, version 6, as chronyc asks for it.
// Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "net/wall_clock.hpp"

namespace certdoc::net {

constexpr std::size_t kChronyPacket = 104;

using ChronyPacket = std::array<std::uint8_t, kChronyPacket>;

ChronyPacket chrony_tracking_question(std::uint32_t sequence);

struct ChronyTracking {
  std::uint32_t reference_id = 0;
  std::string source;  // address; empty: a reference clock, or none
  int stratum = 0;
  int leap = 0;
  WallTime updated{};   // by its clock, when it last heard of the time
  Micros correction{};  // what has to be added to this machine's clock
  Micros root_delay{}, root_dispersion{};

  // It follows something, and not merely its own clock (`local stratum`).
  bool synchronised() const;
  // Of its reference clock: PPS, PHC, GPS, ... as the configuration names it.
  std::string name() const;
};

// Nothing where it is no such report, or not the answer to this question.
std::optional<ChronyTracking> read_chrony_tracking(ByteView packet, std::uint32_t sequence);

}  // namespace certdoc::net
