#include "net/ntp_packet.hpp"

#include "base/time.hpp"
#include "catch.hpp"
#include "ntp.hpp"

using namespace certdoc;
using namespace certdoc::net;
using certdoc::test::ntp_packet;
using certdoc::test::ntp_stamp;
using certdoc::test::NtpServerSays;

namespace {

constexpr std::uint64_t kCookie = 0x1122334455667788;
constexpr std::int64_t kNow = 1'795'867'200;  // 2026-11-28T12:00:00Z
constexpr std::uint32_t kHalf = 0x80000000;

NtpServerSays healthy() {
  NtpServerSays says;
  says.received = ntp_stamp(kNow);
  says.sent = ntp_stamp(kNow, 1U << 22U);  // a millisecond later, nearly
  return says;
}

WallTime at(std::int64_t seconds, std::int64_t micros = 0) {
  return WallTime(std::chrono::seconds(seconds) + Micros(micros));
}

std::string text(std::optional<WallTime> time) {
  return time ? to_rfc3339(std::chrono::floor<std::chrono::seconds>(*time)) : "none";
}

}  // namespace

TEST_CASE("an NTP question is 48 bytes of version 4 in client mode that hold nothing but the cookie") {
  const NtpPacket packet = ntp_question(kCookie);
  CHECK(packet[0] == 0x23);
  for (std::size_t n = 1; n < 40; ++n) CHECK(packet[n] == 0);
  CHECK(Bytes(packet.begin() + 40, packet.end()) == Bytes{0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88});
}

TEST_CASE("the first bit of an NTP timestamp tells the era") {
  CHECK(text(ntp_time(0)) == "none");
  CHECK(text(ntp_time(ntp_stamp(kNow))) == "2026-11-28T12:00:00Z");
  CHECK(text(ntp_time(0x80000000'00000000)) == "1968-01-20T03:14:08Z");
  CHECK(text(ntp_time(0xFFFFFFFF'00000000)) == "2036-02-07T06:28:15Z");
  CHECK(text(ntp_time(0x00000000'00000001)) == "2036-02-07T06:28:16Z");
  CHECK(text(ntp_time(ntp_stamp(2'145'916'800))) == "2038-01-01T00:00:00Z");
  CHECK(text(ntp_time(0x7FFFFFFF'FFFFFFFF)) == "2104-02-26T09:42:24Z");  // rounded up to the next second
  CHECK(*ntp_time(ntp_stamp(kNow, kHalf)) == at(kNow, 500'000));
}

TEST_CASE("an answer of a healthy server is read") {
  NtpServerSays says = healthy();
  says.root_delay = 0x00008000;       // half a second
  says.root_dispersion = 0x00014000;  // 1.25 s
  says.reference = 0xC0000201;
  const NtpReply reply = read_ntp_reply(ntp_packet(says), kCookie);
  CHECK(reply.refusal == NtpRefusal::none);
  CHECK(reply.stratum == 2);
  CHECK(reply.reference == "192.0.2.1");
  CHECK(reply.root_delay == Micros(500'000));
  CHECK(reply.root_dispersion == Micros(1'250'000));
  CHECK(reply.received == at(kNow));
  CHECK(reply.precision == Micros(1));
  says.stratum = 1;
  says.reference = 0x47505300;
  CHECK(read_ntp_reply(ntp_packet(says), kCookie).reference == "GPS");
  says.reference = 0x1B5B3100;  // an escape sequence is no name
  CHECK(read_ntp_reply(ntp_packet(says), kCookie).reference.empty());
  says.version = 3;
  CHECK(read_ntp_reply(ntp_packet(says), kCookie).refusal == NtpRefusal::none);
}

TEST_CASE("what follows the 48 bytes of an answer is left alone") {
  Bytes packet = ntp_packet(healthy());
  packet.insert(packet.end(), 20, 0xAA);
  CHECK(read_ntp_reply(packet, kCookie).refusal == NtpRefusal::none);
}

TEST_CASE("what is no answer of a server is none") {
  const Bytes whole = ntp_packet(healthy());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK(read_ntp_reply(ByteView(whole).first(size), kCookie).refusal == NtpRefusal::not_an_answer);
  }
  for (const unsigned mode : {0U, 1U, 2U, 3U, 5U, 6U, 7U}) {
    NtpServerSays says = healthy();
    says.mode = mode;
    CHECK(read_ntp_reply(ntp_packet(says), kCookie).refusal == NtpRefusal::not_an_answer);
  }
  for (const unsigned version : {0U, 5U, 7U}) {
    NtpServerSays says = healthy();
    says.version = version;
    CHECK(read_ntp_reply(ntp_packet(says), kCookie).refusal == NtpRefusal::not_an_answer);
  }
}

TEST_CASE("an answer without our cookie is not ours, whatever it says") {
  NtpServerSays says = healthy();
  says.origin ^= 1;
  CHECK(read_ntp_reply(ntp_packet(says), kCookie).refusal == NtpRefusal::not_ours);
  says.stratum = 0;  // nor is a kiss: anybody could send one
  says.reference = 0x44454E59;
  const NtpReply kiss = read_ntp_reply(ntp_packet(says), kCookie);
  CHECK(kiss.refusal == NtpRefusal::not_ours);
  CHECK(kiss.kiss.empty());
}

TEST_CASE("a kiss of death is told with its code") {
  NtpServerSays says = healthy();
  says.stratum = 0;
  says.leap = 3;
  says.reference = 0x52415445;
  const NtpReply reply = read_ntp_reply(ntp_packet(says), kCookie);
  CHECK(reply.refusal == NtpRefusal::kiss);
  CHECK(reply.kiss == "RATE");
  says.reference = 0;  // stratum 0 without a code: it has no source
  CHECK(read_ntp_reply(ntp_packet(says), kCookie).refusal == NtpRefusal::unsynchronised);
}

TEST_CASE("a server that does not know the time itself is not believed") {
  NtpServerSays leap = healthy(), stratum = healthy(), distance = healthy();
  leap.leap = 3;
  stratum.stratum = 16;
  distance.root_dispersion = 16U << 16U;
  for (const NtpServerSays& says : {leap, stratum, distance}) {
    CHECK(read_ntp_reply(ntp_packet(says), kCookie).refusal == NtpRefusal::unsynchronised);
  }
  distance.root_dispersion = 15U << 16U;
  CHECK(read_ntp_reply(ntp_packet(distance), kCookie).refusal == NtpRefusal::none);
}

TEST_CASE("an answer without a time, or sent before the question came, is none") {
  NtpServerSays received = healthy(), sent = healthy(), backwards = healthy();
  received.received = 0;
  sent.sent = 0;
  backwards.sent = ntp_stamp(kNow - 1);
  for (const NtpServerSays& says : {received, sent, backwards}) {
    CHECK(read_ntp_reply(ntp_packet(says), kCookie).refusal == NtpRefusal::no_time);
  }
}

TEST_CASE("offset and uncertainty follow from the four times") {
  NtpReply reply;
  reply.received = at(kNow + 10, 100'000);
  reply.sent = at(kNow + 10, 150'000);
  reply.root_delay = Micros(20'000);
  reply.root_dispersion = Micros(5'000);
  reply.precision = Micros(1);
  const NtpSample sample = ntp_sample(reply, at(kNow), at(kNow, 250'000));
  CHECK(sample.offset == Micros(10'000'000));
  CHECK(sample.delay == Micros(200'000));
  CHECK(sample.uncertainty == Micros(100'000 + 10'000 + 5'000 + 2));
}

TEST_CASE("a clock that stands in 1970, or beyond 2100, has an offset all the same") {
  NtpReply reply;
  reply.received = reply.sent = at(kNow);
  CHECK(ntp_sample(reply, at(0), at(0, 2)).offset == Micros(kNow * 1'000'000 - 1));
  CHECK(ntp_sample(reply, at(5'000'000'000), at(5'000'000'000)).offset == Micros((kNow - 5'000'000'000) * 1'000'000));
}

TEST_CASE("a server that claims to have taken longer than the whole exchange is uncertain by that much") {
  NtpReply reply;
  reply.received = at(kNow);
  reply.sent = at(kNow + 3600);
  const NtpSample sample = ntp_sample(reply, at(kNow), at(kNow, 1000));
  CHECK(sample.uncertainty >= std::chrono::minutes(29));
}
