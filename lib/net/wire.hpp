// Inside lib/net: a connected socket with what came and was not taken yet. Bounded in bytes, and ended by the deadline.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "net/connect.hpp"
#include "net/failure.hpp"

namespace certdoc::net {

class Wire {
 public:
  // `most`: bytes that may come in all.
  Wire(tcp::socket& socket, Clock::time_point deadline, std::size_t most)
      : socket_(socket), guard_(socket, deadline), left_(most) {}

  // False: it could not be sent; `failure` tells why.
  Awaitable<bool> send(ByteView bytes);
  Awaitable<bool> send(std::string_view text) { return send(as_bytes(text)); }

  // Waits for more and appends it to what is waiting. False: nothing more comes; `failure` tells why.
  Awaitable<bool> more();
  // The same, but for a moment only: false and no failure where nothing came meanwhile.
  Awaitable<bool> more_within(Clock::duration moment);
  // Until at least `count` bytes are waiting.
  Awaitable<bool> at_least(std::size_t count);

  ByteView waiting() const { return ByteView(buffer_).subspan(taken_); }
  void take(std::size_t count);

  const SystemFailure& failure() const { return failure_; }
  bool cut() const { return cut_; }  // more came than may
  // How what came begins, taken or not; empty: nothing came.
  const Bytes& beginning() const { return beginning_; }
  std::string local_address() const;

 private:
  void fail(const error_code& error);
  bool arrived(std::size_t count, const error_code& error);
  void keep_beginning(std::size_t count);
  std::size_t make_room();

  tcp::socket& socket_;
  DeadlineGuard guard_;
  std::size_t left_;
  Bytes buffer_;
  std::size_t taken_ = 0;
  SystemFailure failure_;
  bool cut_ = false;
  Bytes beginning_;
};

}  // namespace certdoc::net
