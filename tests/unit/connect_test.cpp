// Name resolution, racing connects and deadlines, against sockets on loopback.
#include <netdb.h>
#include <thread>

#include "catch.hpp"
#include "loopback.hpp"
#include "net/connect.hpp"

using namespace certdoc;
using namespace certdoc::net;
using namespace certdoc_test;
using std::chrono::milliseconds;

namespace {

Options within(milliseconds time) {
  NetworkOptions given;
  given.timeout = time;
  return options_from(given);
}

// A resolver that knows `addresses`, whatever the name is.
Lookup knows(std::vector<std::string> addresses) {
  return [addresses](const std::string&, AddressFamily) { return LookupResult{addresses, 0, {}}; };
}

struct Opened {
  Trace trace;
  bool connected = false;
  milliseconds took{0};
};

Opened open(const Target& target, const Options& options) {
  Opened out;
  const auto start = Clock::now();
  run_all({[&]() -> Awaitable<void> {
            const auto socket = co_await open_direct(target, options, out.trace);
            out.connected = socket.has_value();
          }},
          4);
  out.took = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
  return out;
}

std::vector<Failure> failures(const Trace& trace) {
  std::vector<Failure> out;
  for (const net::Step& step : trace.steps) out.push_back(step.failure);
  return out;
}

}  // namespace

TEST_CASE("a literal address is connected to without a resolver") {
  const Socket server = listener();
  Options options = within(milliseconds(5000));
  options.lookup = [](const std::string&, AddressFamily) -> LookupResult { throw std::logic_error("asked"); };
  const Opened opened = open({"127.0.0.1", port_of(server)}, options);
  CHECK(opened.connected);
  REQUIRE(opened.trace.steps.size() == 2);
  CHECK(opened.trace.steps[0].phase == Phase::resolve);
  CHECK(opened.trace.steps[1].phase == Phase::connect);
  CHECK(opened.trace.steps[1].what == "127.0.0.1:" + std::to_string(port_of(server)));
  CHECK(opened.trace.failed() == nullptr);
}

TEST_CASE("an address of IPv6 is connected to") {
  if (!has_ipv6()) {
    WARN("skipped: this machine has no ::1");
    return;
  }
  const Socket server = listener(true);
  const Opened opened = open({"::1", port_of(server)}, within(milliseconds(5000)));
  CHECK(opened.connected);
  REQUIRE(opened.trace.steps.size() == 2);
  CHECK(opened.trace.steps[1].what == "[::1]:" + std::to_string(port_of(server)));
}

TEST_CASE("a closed port is refused") {
  const ClosedPort nobody;
  const Opened opened = open({"127.0.0.1", nobody.port()}, within(milliseconds(5000)));
  CHECK_FALSE(opened.connected);
  REQUIRE(opened.trace.failed() != nullptr);
  CHECK(opened.trace.failed()->failure == Failure::refused);
  CHECK(opened.trace.failed()->code == ECONNREFUSED);
  CHECK(opened.took < milliseconds(4000));
}

TEST_CASE("dropped packets end at the deadline") {
  const DroppedPackets firewall;
  const Opened opened = open({"127.0.0.1", firewall.port()}, within(milliseconds(300)));
  CHECK_FALSE(opened.connected);
  REQUIRE(opened.trace.failed() != nullptr);
  CHECK(opened.trace.failed()->phase == Phase::connect);
  CHECK(opened.trace.failed()->failure == Failure::timed_out);
  CHECK(opened.took >= milliseconds(290));
  CHECK(opened.took < milliseconds(3000));
}

TEST_CASE("a resolver that hangs is left behind at the deadline") {
  Options options = within(milliseconds(200));
  options.lookup = [](const std::string&, AddressFamily) {
    std::this_thread::sleep_for(milliseconds(1500));
    return LookupResult{{"127.0.0.1"}, 0, {}};
  };
  const Opened opened = open({"www.example.test", 443}, options);
  CHECK_FALSE(opened.connected);
  REQUIRE(failures(opened.trace) == std::vector{Failure::timed_out});
  CHECK(opened.trace.steps[0].phase == Phase::resolve);
  CHECK(opened.took < milliseconds(1200));
}

TEST_CASE("an unknown name and a failing resolver are told apart") {
  Options options = within(milliseconds(5000));
  options.lookup = [](const std::string& host, AddressFamily) {
    return LookupResult{{}, host == "unknown.test" ? EAI_NONAME : EAI_AGAIN, "said"};
  };
  const Opened unknown = open({"unknown.test", 80}, options);
  REQUIRE(failures(unknown.trace) == std::vector{Failure::name_unknown});
  CHECK(unknown.trace.steps[0].detail == "said");
  CHECK(failures(open({"other.test", 80}, options).trace) == std::vector{Failure::resolver_failed});
}

TEST_CASE("the option --resolve stands in for the resolver, for its host and port alone") {
  const Socket server = listener();
  Options options = within(milliseconds(5000));
  options.lookup = [](const std::string&, AddressFamily) { return LookupResult{{}, EAI_NONAME, "asked"}; };
  options.given.resolve = {"www.example.test:" + std::to_string(port_of(server)) + ":127.0.0.1"};
  CHECK(open({"WWW.example.test", port_of(server)}, options).connected);
  CHECK(failures(open({"www.example.test", 1}, options).trace) == std::vector{Failure::name_unknown});
}

TEST_CASE("an address of the wrong family is no address") {
  Options options = within(milliseconds(5000));
  options.given.family = AddressFamily::ipv6;
  CHECK(failures(open({"127.0.0.1", 80}, options).trace) == std::vector{Failure::name_unknown});
}

TEST_CASE("a second address is tried 250 ms after the first, and wins") {
  const DroppedPackets firewall;
  const Socket server = listener();
  Trace trace;
  bool connected = false;
  const auto start = Clock::now();
  const auto loopback_v4 = asio::ip::make_address("127.0.0.1");
  const Options options = within(milliseconds(10'000));
  run_all({[&]() -> Awaitable<void> {
            const std::vector<tcp::endpoint> both{{loopback_v4, firewall.port()}, {loopback_v4, port_of(server)}};
            connected = (co_await connect(both, options, trace)).has_value();
          }},
          1);
  CHECK(connected);
  REQUIRE(trace.steps.size() == 2);
  CHECK(trace.steps[0].abandoned);
  CHECK(trace.steps[0].failure == Failure::none);
  CHECK(trace.failed() == nullptr);
  CHECK(Clock::now() - start >= milliseconds(240));
  CHECK(Clock::now() - start < milliseconds(5000));
}

TEST_CASE("where the first address refuses, the next is tried at once") {
  const ClosedPort nobody;
  Options options = within(milliseconds(5000));
  options.lookup = knows({"127.0.0.1", "127.0.0.2", "127.0.0.3"});
  const Opened opened = open({"www.example.test", nobody.port()}, options);
  CHECK(failures(opened.trace) == std::vector{Failure::none, Failure::refused, Failure::refused, Failure::refused});
  CHECK(opened.took < milliseconds(240));
}

TEST_CASE("a name out of a certificate may not lead to loopback") {
  const Socket server = listener();
  Options options = within(milliseconds(5000));
  options.lookup = knows({"127.0.0.1", "::ffff:127.0.0.1", "0.0.0.0"});
  const Target target{"www.example.test", port_of(server), NamedBy::material};
  const Opened opened = open(target, options);
  CHECK_FALSE(opened.connected);
  CHECK(failures(opened.trace) ==
        std::vector{Failure::none, Failure::address_refused, Failure::address_refused, Failure::address_refused});
  CHECK(opened.trace.steps[1].detail == "loopback");
  options.given.allow_private = true;
  CHECK(open(target, options).connected);
  // --resolve is a person's word.
  options.given.allow_private = false;
  options.given.resolve = {"www.example.test:" + std::to_string(target.port) + ":127.0.0.1"};
  CHECK(open(target, options).connected);
}

TEST_CASE("no more than a few addresses of one name are tried") {
  const ClosedPort nobody;
  std::vector<std::string> many;
  for (int n = 1; n < 200; ++n) many.push_back("127.0.0." + std::to_string(n));
  Options options = within(milliseconds(5000));
  options.lookup = knows(many);
  const Opened opened = open({"www.example.test", nobody.port()}, options);
  CHECK(opened.trace.steps.size() == 17);
}

TEST_CASE("jobs run side by side, no more at once than allowed") {
  int now = 0, most = 0, done = 0;
  std::vector<std::function<Awaitable<void>()>> jobs;
  for (int n = 0; n < 9; ++n) {
    jobs.emplace_back([&]() -> Awaitable<void> {
      most = std::max(most, ++now);
      asio::steady_timer timer(co_await asio::this_coro::executor, milliseconds(20));
      co_await timer.async_wait(asio::use_awaitable);
      --now;
      ++done;
    });
  }
  run_all(std::move(jobs), 3);
  CHECK(most == 3);
  CHECK(done == 9);
}

TEST_CASE("the deadline closes a socket that waits") {
  const Socket server = listener();
  const Options options = within(milliseconds(200));
  bool expired = false;
  run_all({[&]() -> Awaitable<void> {
            Trace trace;
            const Target target{"127.0.0.1", port_of(server)};
            auto socket = co_await open_direct(target, options, trace);
            const DeadlineGuard guard(*socket, options.deadline);
            std::array<char, 16> buffer{};
            error_code error;
            co_await socket->async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
            expired = error && guard.expired();
          }},
          1);
  CHECK(expired);
}
