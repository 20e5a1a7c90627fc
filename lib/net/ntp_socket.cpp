#include "net/ntp_socket.hpp"

namespace certdoc::net {

UdpSocket::UdpSocket(const asio::any_io_executor& executor)
    : socket_(std::make_shared<udp::socket>(executor)), timer_(executor) {}

error_code UdpSocket::connect(const udp::endpoint& where) {
  error_code error;
  socket_->open(where.protocol(), error);
  if (!error) socket_->connect(where, error);
  return error;
}

error_code UdpSocket::send(ByteView bytes) {
  error_code error;
  socket_->send(asio::buffer(bytes.data(), bytes.size()), 0, error);
  return error;
}

Awaitable<Datagram> UdpSocket::receive(Clock::time_point until) {
  for (;;) {
    timer_.expires_at(until);
    timer_.async_wait([socket = socket_](const error_code& stopped) {
      error_code ignored;
      if (!stopped) socket->cancel(ignored);
    });
    Datagram got;
    const std::size_t size =
        co_await socket_->async_receive(asio::buffer(buffer_), asio::redirect_error(asio::use_awaitable, got.error));
    got.at = Clock::now();
    timer_.cancel();
    if (got.error == asio::error::operation_aborted) {
      if (got.at < until) continue;  // the timer of the wait before, which came too late
      got.error = {};
      co_return got;
    }
    got.came = !got.error;
    got.bytes = ByteView(buffer_.data(), size);
    co_return got;
  }
}

Awaitable<void> UdpSocket::pause(Clock::time_point until) {
  error_code ignored;
  timer_.expires_at(until);
  co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

}  // namespace certdoc::net
