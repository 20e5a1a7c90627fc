// The packets of an SNTP client (RFC 4330, RFC 5905 7.3): the question, the answer, and what the answer is worth. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "net/wall_clock.hpp"

namespace certdoc::net {

constexpr std::size_t kNtpPacket = 48;

using NtpPacket = std::array<std::uint8_t, kNtpPacket>;

// A question of a client. Nothing but `cookie` stands in it, in place of the time of sending: who reads it learns
// nothing of this clock, and who did not read it cannot answer (RFC 5905 8, the origin timestamp).
NtpPacket ntp_question(std::uint64_t cookie);

// The time of a 64-bit NTP timestamp. The first bit tells the era: 1968 to 2036 or 2036 to 2104 (RFC 4330 3), whatever
// this machine's clock says. Nothing for zero, which means unknown.
std::optional<WallTime> ntp_time(std::uint64_t timestamp);

// Why an answer counts for nothing.
enum class NtpRefusal {
  none,
  not_an_answer,   // too short, or not of a server, or of a version that nobody knows
  not_ours,        // it does not carry our cookie: of somebody who did not see our question, or an old one
  kiss,            // the server refuses by a kiss code: RATE, DENY, RSTR, INIT, ...
  unsynchronised,  // the server itself does not know the time: leap indicator 3, stratum 16, or too far from its source
  no_time,         // a time is missing, or it was sent before the question came
};

struct NtpReply {
  NtpRefusal refusal = NtpRefusal::none;
  int leap = 0;
  int stratum = 0;
  std::string kiss;       // RATE, DENY, ...
  std::string reference;  // of stratum 1 a name such as GPS, else an address or a hash, as chrony and ntpq print it
  Micros root_delay{}, root_dispersion{}, precision{};
  WallTime received{}, sent{};  // by the server's clock
};

NtpReply read_ntp_reply(ByteView packet, std::uint64_t cookie);

// What one exchange tells of our clock. `offset` is what has to be added to our clock; it is wrong by `uncertainty` at
// most, if the server is right about itself.
struct NtpSample {
  Micros offset{}, delay{}, uncertainty{};
};

NtpSample ntp_sample(const NtpReply& reply, WallTime asked, WallTime answered);

}  // namespace certdoc::net
