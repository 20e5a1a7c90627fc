#include "net/wire.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace certdoc::net {
namespace {

constexpr std::size_t kChunk = std::size_t{16} * 1024;

// Ends a read after a moment. Shared with the timer's handler, which may run when the read is over.
struct Alarm {
  Alarm(tcp::socket& woken, Clock::duration moment) : timer(woken.get_executor(), moment), socket(&woken) {}
  asio::steady_timer timer;
  tcp::socket* socket;
  bool rang = false;
};

std::shared_ptr<Alarm> set_alarm(tcp::socket& socket, Clock::duration moment) {
  auto alarm = std::make_shared<Alarm>(socket, moment);
  alarm->timer.async_wait([alarm](const error_code& cancelled) {
    if (cancelled || alarm->socket == nullptr) return;
    alarm->rang = true;
    error_code ignored;
    alarm->socket->cancel(ignored);
  });
  return alarm;
}

}  // namespace

void Wire::fail(const error_code& error) {
  failure_ = failure_of(error);
  if (guard_.expired()) failure_ = {Failure::timed_out, 0, {}};
}

Awaitable<bool> Wire::send(ByteView bytes) {
  error_code error;
  co_await asio::async_write(socket_, asio::buffer(bytes.data(), bytes.size()),
                             asio::redirect_error(asio::use_awaitable, error));
  if (error) fail(error);
  co_return !error;
}

std::size_t Wire::make_room() {
  if (taken_ == buffer_.size()) {
    buffer_.clear();
    taken_ = 0;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + std::min(kChunk, left_));
  return before;
}

bool Wire::arrived(std::size_t count, const error_code& error) {
  left_ -= count;
  keep_beginning(count);
  if (error) fail(error);
  return count > 0;
}

void Wire::keep_beginning(std::size_t count) {
  constexpr std::size_t kMost = 80;
  const ByteView fresh = ByteView(buffer_).last(count);
  const std::size_t kept = std::min(count, kMost - std::min(kMost, beginning_.size()));
  beginning_.insert(beginning_.end(), fresh.begin(), fresh.begin() + static_cast<std::ptrdiff_t>(kept));
}

Awaitable<bool> Wire::more() {
  if (left_ == 0) {
    cut_ = true;
    co_return false;
  }
  const std::size_t before = make_room();
  error_code error;
  const std::size_t count = co_await socket_.async_read_some(
      asio::buffer(buffer_.data() + before, buffer_.size() - before), asio::redirect_error(asio::use_awaitable, error));
  buffer_.resize(before + count);
  co_return arrived(count, error);
}

Awaitable<bool> Wire::more_within(Clock::duration moment) {
  const auto alarm = set_alarm(socket_, moment);
  const bool came = co_await more();
  alarm->socket = nullptr;
  alarm->timer.cancel();
  if (alarm->rang && !came) failure_ = {};
  co_return came;
}

Awaitable<bool> Wire::at_least(std::size_t count) {
  while (waiting().size() < count) {
    const bool came = co_await more();
    if (!came) co_return false;
  }
  co_return true;
}

void Wire::take(std::size_t count) {
  taken_ += std::min(count, buffer_.size() - taken_);
}

std::string Wire::local_address() const {
  error_code error;
  const auto here = socket_.local_endpoint(error);
  return error ? std::string() : here.address().to_string();
}

}  // namespace certdoc::net
