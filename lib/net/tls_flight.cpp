#include "net/tls_flight.hpp"

#include "net/tls_cursor.hpp"
#include "net/tls_messages.hpp"
#include "net/tls_spoken.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kRecordHeader = 5, kMessageHeader = 4;
constexpr std::size_t kMostRecord = 16384 + 2048;  // RFC 5246 6.2.3
constexpr std::uint8_t kAlert = 21, kHandshake = 22;

std::size_t size_of_first_message(ByteView bytes) {
  Cursor in(bytes);
  in.number(1);
  return kMessageHeader + in.number(3);
}

}  // namespace

std::size_t Flight::take(ByteView waiting) {
  std::size_t used = 0;
  while (state_ == State::open) {
    const ByteView rest = waiting.subspan(used);
    if (!rest.empty() && !looks_like_tls(rest)) state_ = State::no_tls;
    if (rest.size() < kRecordHeader || state_ != State::open) return used;
    Cursor in(rest);
    const unsigned type = in.number(1);
    in.number(2);
    const std::size_t length = in.number(2);
    if (length > kMostRecord) state_ = State::malformed;
    if (length > rest.size() - kRecordHeader || state_ != State::open) return used;
    record(type, rest.subspan(kRecordHeader, length));
    used += kRecordHeader + length;
  }
  return used;
}

void Flight::record(unsigned type, ByteView body) {
  if (type == kAlert && body.size() == 2) {
    constexpr std::uint8_t kWarning = 1, kCloseNotify = 0;
    if (body[0] == kWarning && body[1] != kCloseNotify) return;  // the server goes on
    seen_.alert_received = body[1];
    state_ = State::alert;
    return;
  }
  if (type != kHandshake || body.empty()) {
    state_ = State::malformed;
    return;
  }
  handshake_.insert(handshake_.end(), body.begin(), body.end());
  messages();
}

void Flight::messages() {
  std::size_t at = 0;
  while (state_ == State::open && handshake_.size() - at >= kMessageHeader) {
    const ByteView rest = ByteView(handshake_).subspan(at);
    const std::size_t size = size_of_first_message(rest);
    if (size > rest.size()) break;
    note_message(rest.first(size), seen_);
    if (rest[0] == server_hello_done) state_ = State::done;
    at += size;
  }
  handshake_.erase(handshake_.begin(), handshake_.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace certdoc::net
