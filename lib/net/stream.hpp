// Inside lib/net: a connected socket with or without TLS around it, which the deadline closes.
#pragma once

#include <array>
#include <string>

#include "base/bytes.hpp"
#include "net/connect.hpp"
#include "net/failure.hpp"
#include "net/https_context.hpp"

namespace certdoc::net {

// Stays where it was made.
class Stream {
 public:
  Stream(tcp::socket socket, Clock::time_point deadline) : socket_(std::move(socket)), guard_(socket_, deadline) {}

  // Shakes hands; the step tells how that went.
  Awaitable<bool> start_tls(SslPtr ssl, Step& step);

  // What came, at least one byte; empty: nothing more comes, `failure` tells why (Failure::closed: the peer's orderly
  // end). Valid until the next call.
  Awaitable<ByteView> read();
  Awaitable<bool> write(ByteView bytes);

  const SystemFailure& failure() const { return failure_; }
  // `192.0.2.1:80`, and what the address reaches
  tcp::endpoint peer() const;

 private:
  Awaitable<bool> receive();
  Awaitable<bool> send(ByteView bytes);
  Awaitable<bool> flush();
  Awaitable<bool> proceed(int result);
  Awaitable<bool> shake_hands();
  void fail(const error_code& error);
  void judge_handshake(Step& step);

  tcp::socket socket_;
  DeadlineGuard guard_;
  SslPtr ssl_;
  SystemFailure failure_;
  TlsError tls_error_;
  std::array<std::uint8_t, 65536> raw_{}, plain_{};
  std::size_t received_ = 0;  // in raw_
  Bytes first_;               // what the peer said first in a handshake
};

}  // namespace certdoc::net
