// Inside lib/net: a UDP socket to one address, with a time for each wait. Connected, so that only that address is heard
// and a closed port shows.
#pragma once

#include <array>
#include <memory>

#include "base/bytes.hpp"
#include "net/asio.hpp"
#include "net/options.hpp"

namespace certdoc::net {

struct Datagram {
  bool came = false;  // else the time was over
  error_code error;
  ByteView bytes;  // until the next one is received
  Clock::time_point at;
};

class UdpSocket {
 public:
  explicit UdpSocket(const asio::any_io_executor& executor);

  error_code connect(const udp::endpoint& where);
  error_code send(ByteView bytes);
  Awaitable<Datagram> receive(Clock::time_point until);
  Awaitable<void> pause(Clock::time_point until);

 private:
  // The timer's handler may run when this object is gone.
  std::shared_ptr<udp::socket> socket_;
  asio::steady_timer timer_;
  std::array<std::uint8_t, 1500> buffer_{};
};

}  // namespace certdoc::net
