#include "net/chrony_packet.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace certdoc::net {
namespace {

constexpr std::uint8_t kProtocol = 6, kRequest = 1, kReply = 2;
constexpr std::uint8_t kTracking = 33, kTrackingReply = 5;
constexpr std::size_t kSequenceAsked = 8, kSequenceAnswered = 16;
constexpr std::size_t kReferenceId = 28, kAddress = 32, kFamily = 48, kStratum = 52, kLeap = 54, kUpdated = 56;
constexpr std::size_t kCorrection = 68, kRootDelay = 92, kRootDispersion = 96;
constexpr std::uint32_t kOwnClock = 0x7F7F0101;  // 127.127.1.1: `local stratum`
constexpr int kUnsynchronised = 3;

std::uint64_t number(ByteView packet, std::size_t at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : packet.subspan(at, bytes)) value = value << 8U | byte;
  return value;
}

// Not ldexp and llround: libm would be one library more to load at every start.
double power_of_two(int exponent) {
  double value = 1;
  for (; exponent > 0; --exponent) value *= 2;
  for (; exponent < 0; ++exponent) value /= 2;
  return value;
}

std::int64_t rounded(double value) {
  return static_cast<std::int64_t>(value < 0 ? value - 0.5 : value + 0.5);
}

// chrony's own floating point: an exponent of 7 bits, a coefficient of 25, both signed.
double floating(ByteView packet, std::size_t at) {
  const auto bits = static_cast<std::uint32_t>(number(packet, at, 4));
  const int exponent = static_cast<std::int32_t>(bits) >> 25;
  const int coefficient = static_cast<std::int32_t>(bits << 7U) >> 7;
  return coefficient * power_of_two(exponent - 25);
}

Micros micros(ByteView packet, std::size_t at) {
  constexpr double kMost = 1e12;  // seconds; the format reaches 2^63
  return Micros(rounded(std::clamp(floating(packet, at), -kMost, kMost) * 1e6));
}

std::string address_of(ByteView packet) {
  const auto family = number(packet, kFamily, 2);
  const ByteView bytes = packet.subspan(kAddress, 16);
  if (family == 1) return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
  if (family != 2) return {};
  std::string out;
  for (std::size_t n = 0; n < 16; n += 2) out += fmt::format("{}{:x}", n == 0 ? "" : ":", bytes[n] << 8 | bytes[n + 1]);
  return out;
}

WallTime time_of(ByteView packet, std::size_t at) {
  const auto high = number(packet, at, 4);
  const auto seconds = number(packet, at + 4, 4);
  constexpr std::uint64_t kNoHigh = 0x7FFFFFFF;  // where its compiler has 32-bit time
  const std::uint64_t whole = high == kNoHigh ? seconds : (high & 0xFFU) << 32U | seconds;
  return WallTime(std::chrono::seconds(static_cast<std::int64_t>(whole)) +
                  Micros(static_cast<std::int64_t>(number(packet, at + 8, 4) / 1000)));
}

}  // namespace

ChronyPacket chrony_tracking_question(std::uint32_t sequence) {
  // As long as the answer: chronyd gives nobody more than it got.
  ChronyPacket packet{kProtocol, kRequest, 0, 0, 0, kTracking};
  for (std::size_t n = 0; n < 4; ++n) {
    packet[kSequenceAsked + n] = static_cast<std::uint8_t>(sequence >> (24U - 8U * n));
  }
  return packet;
}

std::optional<ChronyTracking> read_chrony_tracking(ByteView packet, std::uint32_t sequence) {
  if (packet.size() < kChronyPacket || packet[0] != kProtocol || packet[1] != kReply) return std::nullopt;
  const bool tracking = number(packet, 4, 2) == kTracking && number(packet, 6, 2) == kTrackingReply;
  const bool success = number(packet, 8, 2) == 0;
  if (!tracking || !success || number(packet, kSequenceAnswered, 4) != sequence) return std::nullopt;
  ChronyTracking out;
  out.reference_id = static_cast<std::uint32_t>(number(packet, kReferenceId, 4));
  out.source = address_of(packet);
  out.stratum = static_cast<int>(number(packet, kStratum, 2));
  out.leap = static_cast<int>(number(packet, kLeap, 2));
  out.updated = time_of(packet, kUpdated);
  out.correction = micros(packet, kCorrection);
  out.root_delay = std::chrono::abs(micros(packet, kRootDelay));
  out.root_dispersion = std::chrono::abs(micros(packet, kRootDispersion));
  return out;
}

bool ChronyTracking::synchronised() const {
  return leap != kUnsynchronised && stratum > 0 && reference_id != 0 && reference_id != kOwnClock;
}

std::string ChronyTracking::name() const {
  if (!source.empty()) return source;
  std::string out;
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    const auto byte = static_cast<char>(reference_id >> (shift - 8U) & 0xFFU);
    if (byte > ' ' && byte < 0x7F) out.push_back(byte);
  }
  return out;
}

}  // namespace certdoc::net
