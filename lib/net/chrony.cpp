#include "net/chrony.hpp"

#include <random>

#include "net/ntp_socket.hpp"

namespace certdoc::net {
namespace {

constexpr std::chrono::milliseconds kPatience{1000};

Awaitable<void> ask(udp::endpoint where, Clock::time_point until, ChronyState& state) {
  UdpSocket socket(co_await asio::this_coro::executor);
  const std::uint32_t sequence = std::random_device{}();
  if (socket.connect(where) || socket.send(chrony_tracking_question(sequence))) co_return;
  const Datagram got = co_await socket.receive(until);
  state.answered = got.came;
  if (got.came) state.tracking = read_chrony_tracking(got.bytes, sequence);
}

}  // namespace

ChronyState ask_chronyd(const std::string& address, std::uint16_t port, const Options& options) {
  ChronyState state;
  error_code bad;
  const auto where = asio::ip::make_address(address, bad);
  if (bad || port == 0 || !where.is_loopback()) return state;
  asio::io_context context(1);
  const auto until = std::min(Clock::now() + kPatience, options.deadline);
  asio::co_spawn(context, ask({where, port}, until, state), asio::detached);
  context.run();
  return state;
}

}  // namespace certdoc::net
