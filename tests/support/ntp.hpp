// Packets of an NTP server, made by hand.
#pragma once

#include <cstdint>

#include "net/ntp_packet.hpp"

namespace certdoc::test {

struct NtpServerSays {
  unsigned leap = 0, version = 4, mode = 4;
  std::uint8_t stratum = 2;
  std::int8_t precision = -20;
  std::uint32_t root_delay = 0, root_dispersion = 0;  // 16.16
  std::uint32_t reference = 0x7F000001;
  std::uint64_t origin = 0x1122334455667788, received = 0, sent = 0;
};

inline void put(Bytes& packet, std::uint64_t value, std::size_t bytes) {
  for (std::size_t n = bytes; n > 0; --n) packet.push_back(static_cast<std::uint8_t>(value >> (8 * (n - 1))));
}

inline Bytes ntp_packet(const NtpServerSays& says) {
  Bytes packet;
  put(packet, says.leap << 6U | says.version << 3U | says.mode, 1);
  put(packet, says.stratum, 1);
  put(packet, 6, 1);
  put(packet, static_cast<std::uint8_t>(says.precision), 1);
  put(packet, says.root_delay, 4);
  put(packet, says.root_dispersion, 4);
  put(packet, says.reference, 4);
  put(packet, says.received, 8);  // reference timestamp
  put(packet, says.origin, 8);
  put(packet, says.received, 8);
  put(packet, says.sent, 8);
  return packet;
}

// Seconds since 1970 as an NTP timestamp of whichever era.
inline std::uint64_t ntp_stamp(std::int64_t unix_seconds, std::uint32_t fraction = 0) {
  return static_cast<std::uint64_t>(unix_seconds + 2'208'988'800) << 32U | fraction;
}

}  // namespace certdoc::test
