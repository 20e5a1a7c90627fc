#include "net/tls_probe.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/starttls.hpp"
#include "net/tls_hello.hpp"
#include "net/tls_session.hpp"
#include "net/tls_task.hpp"

namespace certdoc::net {
namespace {

// Of a handshake: the chain and little else.
constexpr std::size_t kHandshakeBytes = std::size_t{512} * 1024;

Awaitable<void> ask_for_tls(Wire& wire, const TlsProbe& probe, TlsSeen& seen) {
  const Stopwatch watch;
  Step step = make_step(Phase::starttls, std::string(name_of(probe.starttls)));
  const std::string& name = probe.servername.empty() ? probe.host : probe.servername;
  const StarttlsAnswer answer = co_await starttls(wire, probe.starttls, name);
  step.failure = answer.failure;
  step.detail = answer.detail;
  step.code = answer.code;
  step.took = watch.elapsed();
  if (answer.failure == Failure::starttls_foreign) seen.first_bytes = to_bytes(as_bytes(answer.detail));
  seen.trace.steps.push_back(std::move(step));
}

Awaitable<std::optional<tcp::socket>> open(const TlsProbe& probe, const Options& options, Trace& trace) {
  const Target target{probe.host, probe.port, probe.named_by, false};
  if (probe.address.empty()) co_return co_await open_tunnel(target, options, trace);
  error_code bad;
  const auto address = asio::ip::make_address(probe.address, bad);
  const std::vector<tcp::endpoint> endpoints{tcp::endpoint(address, probe.port)};
  co_return co_await connect(endpoints, options, trace);
}

void note_peer(const tcp::socket& socket, TlsSeen& seen) {
  const auto proxied = [](const Step& step) { return step.phase == Phase::proxy; };
  seen.through_proxy = std::any_of(seen.trace.steps.begin(), seen.trace.steps.end(), proxied);
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (!error && !seen.through_proxy) seen.address = text_of(peer);
}

}  // namespace

std::string_view name_of(TlsVersion version) {
  constexpr std::array<std::string_view, 5> kNames{"SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"};
  return kNames.at(static_cast<std::size_t>(version) & 0xFFU);
}

Awaitable<void> probe_on(tcp::socket& socket, const TlsProbe& probe, Clock::time_point deadline, TlsSeen& seen) {
  Wire wire(socket, deadline, kHandshakeBytes + kStarttlsBytes);
  if (probe.starttls != Starttls::none) {
    co_await ask_for_tls(wire, probe, seen);
    if (seen.trace.failed() != nullptr) co_return;
  }
  const Stopwatch watch;
  Step step = make_step(Phase::tls, probe.servername);
  if (probe.first_flight) {
    co_await read_first_flight(wire, probe, seen, step);
  } else {
    co_await shake_hands(wire, probe, seen, step);
  }
  step.took = watch.elapsed();
  seen.trace.steps.push_back(std::move(step));
}

Awaitable<TlsSeen> probe_one(const TlsProbe& probe, const Options& options) {
  TlsSeen seen;
  std::optional<tcp::socket> socket = co_await open(probe, options, seen.trace);
  if (!socket) co_return seen;
  note_peer(*socket, seen);
  co_await probe_on(*socket, probe, options.deadline, seen);
  co_return seen;
}

std::vector<TlsSeen> probe_tls(const std::vector<TlsProbe>& probes, const Options& options, const ProbeDone& progress) {
  std::vector<TlsSeen> seen(probes.size());
  std::size_t done = 0;
  std::vector<std::function<Awaitable<void>()>> jobs;
  for (std::size_t n = 0; n < probes.size(); ++n) {
    jobs.emplace_back([&, n]() -> Awaitable<void> {
      seen[n] = co_await probe_one(probes[n], options);
      if (progress) progress(++done, probes.size());
    });
  }
  run_all(std::move(jobs), options.parallel);
  return seen;
}

}  // namespace certdoc::net
