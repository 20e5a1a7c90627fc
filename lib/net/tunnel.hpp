// Inside lib/net: the phase `proxy`.
#pragma once

#include <optional>
#include <string>

#include "net/answer_reader.hpp"
#include "net/connect.hpp"
#include "net/proxy.hpp"

namespace certdoc::net {

// The proxy for this host; `failed` with a step in the trace where what was configured is no proxy.
struct Route {
  std::optional<Proxy> proxy;
  bool failed = false;
};
Route route_for(bool https, const Target& target, const Options& options, Trace& trace);

// True, with a step in the trace, where the host names an address that the rules refuse by its own text: `localhost`,
// `127.1`. Behind a proxy nothing more can be known of it.
bool refused_by_name(const Target& target, const Options& options, Trace& trace);

// A connection to the proxy itself.
Awaitable<std::optional<tcp::socket>> open_proxy(const Proxy& proxy, const Options& options, Trace& trace);

// Asks the proxy by CONNECT for a tunnel to the target. Takes not a byte from the socket that comes behind its answer.
Awaitable<bool> connect_through(tcp::socket& socket, const Proxy& proxy, const Target& target, const Options& options,
                                Trace& trace);

// What it means that the proxy itself answered, and not with a tunnel.
void judge_refusal(const AnswerHead& head, Step& step);

// `Basic dXNlcjpwYXNz`
SecretBytes basic_authorization(const SecretBytes& userinfo);

}  // namespace certdoc::net
