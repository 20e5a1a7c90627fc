// The phase `connect`: the addresses race as RFC 8305 says. Each is a step of its own; the winner's is the last.
#include <algorithm>

#include "net/connect.hpp"
#include "net/failure.hpp"

namespace certdoc::net {
namespace {

constexpr std::chrono::milliseconds kStagger{250};  // RFC 8305, section 5

struct Attempt {
  Attempt(const asio::any_io_executor& executor, const tcp::endpoint& to) : socket(executor), endpoint(to) {}
  tcp::socket socket;
  tcp::endpoint endpoint;
  Stopwatch watch;
  bool ended = false;
  Step step;
};

// Shared with the handlers of attempts that are still under way when the race is over.
struct Race {
  explicit Race(const asio::any_io_executor& executor) : bell(executor) {}
  asio::steady_timer bell;
  std::vector<std::unique_ptr<Attempt>> attempts;
  Attempt* winner = nullptr;
  std::size_t under_way = 0;
  bool over = false;
};

// The family of the first address, then both in turn (RFC 8305, section 4).
std::vector<tcp::endpoint> interleaved(const std::vector<tcp::endpoint>& endpoints) {
  std::vector<tcp::endpoint> first, second, out;
  for (const tcp::endpoint& one : endpoints) {
    (one.protocol() == endpoints.front().protocol() ? first : second).push_back(one);
  }
  for (std::size_t n = 0; n < std::max(first.size(), second.size()); ++n) {
    if (n < first.size()) out.push_back(first[n]);
    if (n < second.size()) out.push_back(second[n]);
  }
  return out;
}

void ended(const std::shared_ptr<Race>& race, Attempt& attempt, const error_code& error) {
  if (race->over) return;
  attempt.ended = true;
  attempt.step.took = attempt.watch.elapsed();
  set(attempt.step, failure_of(error));
  --race->under_way;
  if (!error && race->winner == nullptr) race->winner = &attempt;
  race->bell.cancel();
}

void start(const std::shared_ptr<Race>& race, const tcp::endpoint& endpoint) {
  race->attempts.push_back(std::make_unique<Attempt>(race->bell.get_executor(), endpoint));
  Attempt& attempt = *race->attempts.back();
  attempt.step = make_step(Phase::connect, text_of(endpoint));
  ++race->under_way;
  attempt.socket.async_connect(endpoint, [race, &attempt](const error_code& error) { ended(race, attempt, error); });
}

// Until one has won, all have failed, or the deadline has come.
Awaitable<void> run(std::shared_ptr<Race> race, std::vector<tcp::endpoint> order, Clock::time_point deadline) {
  std::size_t next = 0;
  Clock::time_point next_start = Clock::now();
  while (race->winner == nullptr && Clock::now() < deadline) {
    const bool more = next < order.size();
    if (!more && race->under_way == 0) break;
    if (more && (race->under_way == 0 || Clock::now() >= next_start)) {
      start(race, order[next++]);
      next_start = Clock::now() + kStagger;
      continue;
    }
    race->bell.expires_at(more ? std::min(next_start, deadline) : deadline);
    error_code ignored;
    co_await race->bell.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

// Those that were still trying: outrun, or the deadline came.
void give_up(Race& race) {
  race.over = true;
  for (const auto& attempt : race.attempts) {
    if (attempt.get() == race.winner) continue;
    if (!attempt->ended) {
      attempt->step.took = attempt->watch.elapsed();
      attempt->step.abandoned = race.winner != nullptr;
      attempt->step.failure = race.winner != nullptr ? Failure::none : Failure::timed_out;
    }
    error_code ignored;
    attempt->socket.close(ignored);
  }
}

void record(Race& race, Trace& trace) {
  for (const auto& attempt : race.attempts) {
    if (attempt.get() != race.winner) trace.steps.push_back(std::move(attempt->step));
  }
  if (race.winner != nullptr) trace.steps.push_back(std::move(race.winner->step));
}

}  // namespace

std::string text_of(const tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  const std::string port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? '[' + address + "]:" + port : address + ':' + port;
}

Awaitable<std::optional<tcp::socket>> connect(const std::vector<tcp::endpoint>& endpoints, const Options& options,
                                              Trace& trace) {
  const auto race = std::make_shared<Race>(co_await asio::this_coro::executor);
  if (Clock::now() >= options.deadline && !endpoints.empty()) {
    trace.steps.push_back(make_step(Phase::connect, text_of(endpoints.front()), Failure::timed_out));
  }
  co_await run(race, interleaved(endpoints), options.deadline);
  give_up(*race);
  record(*race, trace);
  std::optional<tcp::socket> socket;
  if (race->winner != nullptr) socket.emplace(std::move(race->winner->socket));
  co_return socket;
}

Awaitable<std::optional<tcp::socket>> open_direct(const Target& target, const Options& options, Trace& trace) {
  const std::vector<tcp::endpoint> endpoints = co_await resolve(target, options, trace);
  co_return co_await connect(endpoints, options, trace);
}

}  // namespace certdoc::net
