// Inside lib/net: a name and a port to a connected socket. Resolves (a hanging resolver is left behind at the
// deadline), tries the addresses as RFC 8305 says, IPv6 and IPv4 in turn, 250 ms apart, goes through the proxy where
// one is meant.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/asio.hpp"
#include "net/options.hpp"
#include "net/trace.hpp"

namespace certdoc::net {

struct Target {
  std::string host;  // a DNS name, or an address without brackets
  std::uint16_t port = 0;
  NamedBy named_by = NamedBy::user;
  bool from_public = false;  // redirected from a public address: RFC 1918 is refused
};

// Each address of a name, in the order to try them. Appends its step to the trace.
Awaitable<std::vector<tcp::endpoint>> resolve(const Target& target, const Options& options, Trace& trace);

// The first socket that connects; nothing where none did: the trace tells why.
Awaitable<std::optional<tcp::socket>> connect(const std::vector<tcp::endpoint>& endpoints, const Options& options,
                                              Trace& trace);

// Both, without a proxy.
Awaitable<std::optional<tcp::socket>> open_direct(const Target& target, const Options& options, Trace& trace);

// Both; through the proxy by CONNECT where one is configured for this host. For TLS and STARTTLS.
Awaitable<std::optional<tcp::socket>> open_tunnel(const Target& target, const Options& options, Trace& trace);

// Runs the coroutines side by side, at most `parallel` at once, on one thread; returns when all have ended. Each must
// keep the deadline by itself (with_deadline).
void run_all(std::vector<std::function<Awaitable<void>()>> jobs, std::size_t parallel);

// Cancels what `socket` is doing when the deadline comes: an operation then ends with operation_aborted, which means
// timed_out.
class DeadlineGuard {
 public:
  DeadlineGuard(tcp::socket& socket, Clock::time_point deadline);
  ~DeadlineGuard();
  DeadlineGuard(const DeadlineGuard&) = delete;
  DeadlineGuard& operator=(const DeadlineGuard&) = delete;
  bool expired() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace certdoc::net
