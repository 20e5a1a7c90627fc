#include "net/chrony_packet.hpp"

#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::net;

namespace {

constexpr std::uint32_t kSequence = 0x7AD0AFD1;

void set(Bytes& packet, std::size_t at, std::uint64_t value, std::size_t bytes) {
  for (std::size_t n = 0; n < bytes; ++n) {
    packet[at + n] = static_cast<std::uint8_t>(value >> (8 * (bytes - 1 - n)));
  }
}

// As chronyd 4.3 sends it.
Bytes report() {
  Bytes packet(104, 0);
  packet[0] = 6;
  packet[1] = 2;
  set(packet, 4, 33, 2);
  set(packet, 6, 5, 2);
  set(packet, 16, kSequence, 4);
  set(packet, 28, 0xC0000201, 4);
  set(packet, 32, 0xC0000201, 4);
  set(packet, 48, 1, 2);
  set(packet, 52, 3, 2);
  set(packet, 60, 1'795'874'741, 4);
  set(packet, 64, 527'637'601, 4);
  return packet;
}

}  // namespace

TEST_CASE("chronyd is asked as chronyc asks, with as many bytes as it answers") {
  const ChronyPacket packet = chrony_tracking_question(kSequence);
  CHECK(packet.size() == 104);
  CHECK(Bytes(packet.begin(), packet.begin() + 12) ==
        Bytes{0x06, 0x01, 0x00, 0x00, 0x00, 0x21, 0x00, 0x00, 0x7A, 0xD0, 0xAF, 0xD1});
}

TEST_CASE("chronyd's report is read") {
  Bytes packet = report();
  set(packet, 68, 1U << 23U, 4);                     // 0.25 s: coefficient 2^23
  set(packet, 92, (0x7FU << 25U) | (1U << 23U), 4);  // exponent -1: 0.125 s
  const auto tracking = read_chrony_tracking(packet, kSequence);
  REQUIRE(tracking);
  CHECK(tracking->synchronised());
  CHECK(tracking->name() == "192.0.2.1");
  CHECK(tracking->stratum == 3);
  CHECK(tracking->correction == Micros(250'000));
  CHECK(tracking->root_delay == Micros(125'000));
  CHECK(tracking->updated == WallTime(Micros(1'795'874'741'527'637)));
}

TEST_CASE("a negative correction of chronyd is negative") {
  Bytes packet = report();
  set(packet, 68, (0xAU << 25U) | (0x1FFFFFFU & static_cast<std::uint32_t>(-(1 << 23))), 4);  // -2^23 * 2^(10-25)
  CHECK(read_chrony_tracking(packet, kSequence)->correction == Micros(-256'000'000));
}

TEST_CASE("chronyd that follows itself, nothing, or has lost its source is not synchronised") {
  Bytes local = report(), nothing = report(), lost = report();
  set(local, 28, 0x7F7F0101, 4);
  set(nothing, 28, 0, 4);
  set(nothing, 52, 0, 2);
  set(lost, 54, 3, 2);
  for (const Bytes& packet : {local, nothing, lost})
    CHECK_FALSE(read_chrony_tracking(packet, kSequence)->synchronised());
}

TEST_CASE("a reference clock is named as its configuration names it") {
  Bytes packet = report();
  set(packet, 28, 0x50484330, 4);
  set(packet, 48, 0, 2);
  CHECK(read_chrony_tracking(packet, kSequence)->name() == "PHC0");
}

TEST_CASE("what is no report of chronyd, or not for us, is none") {
  const Bytes whole = report();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(read_chrony_tracking(ByteView(whole).first(size), kSequence));
  }
  CHECK_FALSE(read_chrony_tracking(whole, kSequence + 1));
  for (const std::size_t changed : {0U, 1U, 5U, 7U, 9U}) {
    Bytes packet = whole;
    packet[changed] ^= 1;
    CHECK_FALSE(read_chrony_tracking(packet, kSequence));
  }
}

TEST_CASE("the largest figures that chronyd's format has do not overflow") {
  Bytes packet = report();
  set(packet, 68, 0x7EFFFFFF, 4);  // 2^24 * 2^(63-25)
  CHECK(read_chrony_tracking(packet, kSequence)->correction == Micros(1'000'000'000'000'000'000));
}
