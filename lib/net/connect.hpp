// Inside lib/net: a name and a port to a connected socket. Resolves (a hanging resolver is left behind at the
// deadline), tries the addresses as RFC 8305 says, IPv6 and IPv4 in turn, 250 ms apart, goes through the proxy where
// one is meant.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/address_rules.hpp"
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

// `192.0.2.1:443`, `[2001:db8::1]:443`
std::string text_of(const tcp::endpoint& endpoint);

Reach reach_of(const asio::ip::address& address);

// The addresses of a name that may be connected to, in the order to try them: what --resolve says, a literal address,
// or the resolver's. Appends a step for the name (`detail`: the addresses, or what the resolver said), and one for each
// address that the rules refuse.
//
// Of all coroutines here the references must outlive them. Give each object a name: a braced temporary inside of a
// `co_await` expression (`co_await resolve({host, port}, ...)`) is destroyed twice by GCC 12.
Awaitable<std::vector<tcp::endpoint>> resolve(const Target& target, const Options& options, Trace& trace);

// The first socket that connects; nothing where none did: the trace tells why. Appends a step for each address that was
// tried: those that failed or were outrun, then the one that won.
Awaitable<std::optional<tcp::socket>> connect(const std::vector<tcp::endpoint>& endpoints, const Options& options,
                                              Trace& trace);

// Both, without a proxy.
Awaitable<std::optional<tcp::socket>> open_direct(const Target& target, const Options& options, Trace& trace);

// Both; through the proxy by CONNECT where one is configured for this host. For TLS and STARTTLS.
Awaitable<std::optional<tcp::socket>> open_tunnel(const Target& target, const Options& options, Trace& trace);

// Runs the coroutines side by side, at most `parallel` at once, on this thread; returns when all have ended. Each must
// keep the deadline by itself: resolve, connect and open_* do, a socket in use wants a DeadlineGuard. An exception of
// one is thrown on when all have ended.
void run_all(std::vector<std::function<Awaitable<void>()>> jobs, std::size_t parallel);

// Closes the socket when the deadline comes: what it is doing then ends with an error, and so does everything that is
// tried later. `expired` tells that it was the deadline: Failure::timed_out. Must not outlive the socket, nor may the
// socket be moved meanwhile.
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
