// Many coroutines on one thread, and how one of them keeps the deadline.
#include <algorithm>
#include <exception>

#include "net/connect.hpp"

namespace certdoc::net {
namespace {

using Jobs = std::vector<std::function<Awaitable<void>()>>;

struct Queue {
  Jobs jobs;
  std::size_t next = 0;
  std::exception_ptr failed;
};

// Takes one job after another until none is left.
Awaitable<void> work(Queue& queue) {
  while (queue.next < queue.jobs.size()) {
    const auto& job = queue.jobs[queue.next++];
    try {
      co_await job();
    } catch (...) {
      if (!queue.failed) queue.failed = std::current_exception();
    }
  }
}

}  // namespace

void run_all(std::vector<std::function<Awaitable<void>()>> jobs, std::size_t parallel) {
  asio::io_context context(1);
  Queue queue;
  queue.jobs = std::move(jobs);
  for (std::size_t n = std::min(std::max<std::size_t>(parallel, 1), queue.jobs.size()); n > 0; --n) {
    asio::co_spawn(context, work(queue), asio::detached);
  }
  context.run();
  if (queue.failed) std::rethrow_exception(queue.failed);
}

struct DeadlineGuard::State {
  State(tcp::socket& guarded, Clock::time_point deadline) : timer(guarded.get_executor(), deadline), socket(&guarded) {}
  asio::steady_timer timer;
  tcp::socket* socket;
  bool expired = false;
};

DeadlineGuard::DeadlineGuard(tcp::socket& socket, Clock::time_point deadline)
    : state_(std::make_shared<State>(socket, deadline)) {
  state_->timer.async_wait([state = state_](const error_code& cancelled) {
    if (cancelled || state->socket == nullptr) return;
    state->expired = true;
    error_code ignored;
    state->socket->close(ignored);
  });
}

DeadlineGuard::~DeadlineGuard() {
  state_->socket = nullptr;
  state_->timer.cancel();
}

bool DeadlineGuard::expired() const {
  return state_->expired;
}

}  // namespace certdoc::net
