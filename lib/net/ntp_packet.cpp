#include "net/ntp_packet.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace certdoc::net {
namespace {

constexpr unsigned kVersion = 4, kClient = 3, kServer = 4;
constexpr int kUnsynchronised = 3;  // leap indicator
constexpr int kStratumUnsynchronised = 16;
constexpr Micros kMaxDistance{16'000'000};  // MAXDISP
constexpr std::int64_t kEra = std::int64_t{1} << 32;
constexpr std::int64_t kUnixEpoch = 2'208'988'800;  // in seconds since 1900
constexpr std::size_t kRootDelay = 4, kRootDispersion = 8, kReference = 12, kOrigin = 24, kReceive = 32, kTransmit = 40;

std::uint64_t number(ByteView packet, std::size_t at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : packet.subspan(at, bytes)) value = value << 8U | byte;
  return value;
}

// The fraction of a second, rounded to the nearest microsecond.
Micros fraction(std::uint64_t value, unsigned bits) {
  return Micros(static_cast<std::int64_t>((value * 1'000'000U + (std::uint64_t{1} << (bits - 1U))) >> bits));
}

// NTP short format: 16 bits of seconds, 16 bits of fraction.
Micros short_time(ByteView packet, std::size_t at) {
  return std::chrono::seconds(number(packet, at, 2)) + fraction(number(packet, at + 2, 2), 16);
}

// A power of two seconds; servers have ticks between a nanosecond and a second, and other claims are cut to that.
Micros precision_of(std::uint8_t byte) {
  const auto exponent = static_cast<std::int8_t>(byte);
  return exponent >= 0 ? Micros(1'000'000) : Micros(std::max<std::int64_t>(1, 1'000'000 >> std::min(-exponent, 20)));
}

std::string letters(ByteView bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) {
    if (byte == 0) break;
    if (byte <= ' ' || byte >= 0x7F) return {};
    out.push_back(static_cast<char>(byte));
  }
  return out;
}

std::string reference_of(ByteView bytes, int stratum) {
  if (stratum <= 1) return letters(bytes);
  return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
}

NtpRefusal refusal_of(const NtpReply& reply, ByteView packet) {
  // Without a code it is no kiss: so answers chronyd that has no source.
  if (reply.stratum == 0) return reply.kiss.empty() ? NtpRefusal::unsynchronised : NtpRefusal::kiss;
  const Micros distance = reply.root_delay / 2 + reply.root_dispersion;
  if (reply.leap == kUnsynchronised || reply.stratum >= kStratumUnsynchronised || distance >= kMaxDistance) {
    return NtpRefusal::unsynchronised;
  }
  const bool known = ntp_time(number(packet, kReceive, 8)) && ntp_time(number(packet, kTransmit, 8));
  return known && reply.sent >= reply.received ? NtpRefusal::none : NtpRefusal::no_time;
}

}  // namespace

NtpPacket ntp_question(std::uint64_t cookie) {
  NtpPacket packet{};
  packet[0] = kVersion << 3U | kClient;
  for (std::size_t n = 0; n < 8; ++n) {
    packet[kTransmit + n] = static_cast<std::uint8_t>(cookie >> (56U - 8U * n));
  }
  return packet;
}

std::optional<WallTime> ntp_time(std::uint64_t timestamp) {
  if (timestamp == 0) return std::nullopt;
  auto seconds = static_cast<std::int64_t>(timestamp >> 32U);
  if (seconds < kEra / 2) seconds += kEra;
  return WallTime(std::chrono::seconds(seconds - kUnixEpoch) + fraction(timestamp & 0xFFFFFFFFU, 32));
}

NtpReply read_ntp_reply(ByteView packet, std::uint64_t cookie) {
  NtpReply reply;
  reply.refusal = NtpRefusal::not_an_answer;
  if (packet.size() < kNtpPacket) return reply;
  const unsigned version = packet[0] >> 3U & 7U;
  if ((packet[0] & 7U) != kServer || version == 0 || version > kVersion) return reply;
  reply.refusal = NtpRefusal::not_ours;
  if (number(packet, kOrigin, 8) != cookie) return reply;
  reply.leap = packet[0] >> 6U;
  reply.stratum = packet[1];
  reply.precision = precision_of(packet[3]);
  reply.root_delay = short_time(packet, kRootDelay);
  reply.root_dispersion = short_time(packet, kRootDispersion);
  const ByteView reference = packet.subspan(kReference, 4);
  (reply.stratum == 0 ? reply.kiss : reply.reference) = reference_of(reference, reply.stratum);
  reply.received = ntp_time(number(packet, kReceive, 8)).value_or(WallTime{});
  reply.sent = ntp_time(number(packet, kTransmit, 8)).value_or(WallTime{});
  reply.refusal = refusal_of(reply, packet);
  return reply;
}

NtpSample ntp_sample(const NtpReply& reply, WallTime asked, WallTime answered) {
  NtpSample sample;
  sample.offset = ((reply.received - asked) + (reply.sent - answered)) / 2;
  // Negative where the server says that it took longer than all of it: then it is wrong by that much.
  sample.delay = std::chrono::abs((answered - asked) - (reply.sent - reply.received));
  sample.uncertainty = sample.delay / 2 + reply.root_delay / 2 + reply.root_dispersion + reply.precision + Micros(1);
  return sample;
}

}  // namespace certdoc::net
