#include "net/together.hpp"

#include <exception>
#include <memory>

namespace certdoc::net {
namespace {

struct Group {
  explicit Group(const asio::any_io_executor& executor) : bell(executor) {}
  asio::steady_timer bell;
  std::vector<std::function<Awaitable<void>()>> jobs;
  std::size_t left = 0;
  std::exception_ptr failed;
};

Awaitable<void> run(std::shared_ptr<Group> group, std::size_t job) {
  try {
    co_await group->jobs[job]();
  } catch (...) {
    if (!group->failed) group->failed = std::current_exception();
  }
  if (--group->left == 0) group->bell.cancel();
}

}  // namespace

Awaitable<void> together(std::vector<std::function<Awaitable<void>()>> jobs) {
  const auto executor = co_await asio::this_coro::executor;
  const auto group = std::make_shared<Group>(executor);
  group->jobs = std::move(jobs);
  group->left = group->jobs.size();
  group->bell.expires_at(asio::steady_timer::time_point::max());
  for (std::size_t n = 0; n < group->jobs.size(); ++n) asio::co_spawn(executor, run(group, n), asio::detached);
  while (group->left > 0) {
    error_code cancelled;
    co_await group->bell.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  if (group->failed) std::rethrow_exception(group->failed);
}

}  // namespace certdoc::net
