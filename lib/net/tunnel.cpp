#include "net/tunnel.hpp"

#include <netdb.h>
#include <openssl/evp.h>
#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <string_view>

#include "base/text.hpp"
#include "net/address_rules.hpp"
#include "net/answer_reader.hpp"
#include "net/failure.hpp"

namespace certdoc::net {
namespace {

void append(SecretBytes& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

SecretBytes connect_request(const Proxy& proxy, const std::string& where) {
  SecretBytes out;
  append(out, "CONNECT " + where + " HTTP/1.1\r\nHost: " + where + "\r\nUser-Agent: certdoc/" CERTDOC_VERSION "\r\n");
  if (!proxy.userinfo.empty()) {
    const SecretBytes credentials = basic_authorization(proxy.userinfo);
    append(out, "Proxy-Authorization: ");
    out.insert(out.end(), credentials.begin(), credentials.end());
    append(out, "\r\n");
  }
  append(out, "\r\n");
  return out;
}

// How much of `fresh` belongs to the header that began with `before`, of which the end is enough.
std::size_t header_part(const std::string& before, ByteView fresh) {
  const std::string all = before + std::string(as_text(fresh));
  const std::size_t end = all.find("\r\n\r\n");
  return end == std::string::npos ? fresh.size() : end + 4 - before.size();
}

// The proxy's answer, byte for byte: what follows belongs to the server behind it.
Awaitable<error_code> read_header(tcp::socket& socket, AnswerReader& reader) {
  std::array<std::uint8_t, 4096> buffer{};
  std::string before;
  while (reader.state() == AnswerReader::State::header) {
    error_code error;
    const std::size_t seen = co_await socket.async_receive(asio::buffer(buffer), tcp::socket::message_peek,
                                                           asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return error;
    const ByteView fresh = ByteView(buffer).first(header_part(before, ByteView(buffer).first(seen)));
    socket.receive(asio::buffer(buffer, fresh.size()), 0, error);
    if (error) co_return error;
    before += as_text(fresh);
    before.erase(0, before.size() - std::min<std::size_t>(before.size(), 3));
    reader.take(fresh);
  }
  co_return error_code();
}

std::string numeric_address(const std::string& host) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return {};
  std::array<char, NI_MAXHOST> text{};
  ::getnameinfo(found->ai_addr, found->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
  ::freeaddrinfo(found);
  return text.data();
}

// RFC 6761, section 6.3
bool is_localhost(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host == "localhost" || host.ends_with(".localhost") || host == "localhost.localdomain";
}

}  // namespace

void judge_refusal(const AnswerHead& head, Step& step) {
  const bool credentials = head.status == 407 || head.status == 401;  // tinyproxy: 401 where they are wrong
  step.failure = credentials ? Failure::proxy_auth_required : Failure::proxy_refused;
  step.detail = head.authenticate.empty() ? head.by_proxy : head.authenticate;
  step.code = head.status;
}

SecretBytes basic_authorization(const SecretBytes& userinfo) {
  SecretBytes out;
  append(out, "Basic ");
  const std::size_t start = out.size();
  out.resize(start + 4 * ((userinfo.size() + 2) / 3) + 1);  // OpenSSL ends it with a NUL
  EVP_EncodeBlock(out.data() + start, userinfo.data(), static_cast<int>(userinfo.size()));
  out.pop_back();
  return out;
}

Route route_for(bool https, const Target& target, const Options& options, Trace& trace) {
  const std::string setting = proxy_setting(https, target.host, target.port, options.given);
  if (setting.empty()) return {};
  auto proxy = parse_proxy(setting);
  if (proxy) return {std::move(*proxy), false};
  trace.steps.push_back(make_step(Phase::proxy, masked(setting), proxy.error().failure, proxy.error().detail));
  return {std::nullopt, true};
}

bool refused_by_name(const Target& target, const Options& options, Trace& trace) {
  std::string address = numeric_address(target.host);
  if (address.empty() && is_localhost(text::lower(target.host))) address = "127.0.0.1";
  error_code bad;
  const auto parsed = asio::ip::make_address(address, bad);
  if (address.empty() || bad) return false;
  const Reach reach = reach_of(parsed);
  if (may_connect(reach, {target.named_by, target.from_public, options.given.allow_private})) return false;
  trace.steps.push_back(make_step(Phase::resolve, target.host, Failure::address_refused, std::string(name_of(reach))));
  return true;
}

Awaitable<std::optional<tcp::socket>> open_proxy(const Proxy& proxy, const Options& options, Trace& trace) {
  Target target;
  target.host = proxy.host;
  target.port = proxy.port;
  std::optional<tcp::socket> socket = co_await open_direct(target, options, trace);
  if (!socket) trace.steps.push_back(make_step(Phase::proxy, proxy.text, Failure::proxy_unreachable));
  co_return socket;
}

Awaitable<bool> connect_through(tcp::socket& socket, const Proxy& proxy, const Target& target, const Options& options,
                                Trace& trace) {
  const Stopwatch watch;
  const DeadlineGuard guard(socket, options.deadline);
  const SecretBytes request = connect_request(proxy, host_and_port(target.host, target.port));
  AnswerLimits limits;
  limits.header_bytes = options.header_bytes;
  limits.header_only = true;
  AnswerReader reader(limits);
  error_code error;
  co_await asio::async_write(socket, asio::buffer(request.data(), request.size()),
                             asio::redirect_error(asio::use_awaitable, error));
  if (!error) error = co_await read_header(socket, reader);
  Step step = make_step(Phase::proxy, proxy.text);
  if (error) {
    set(step, guard.expired() ? SystemFailure{Failure::timed_out, 0, {}} : failure_of(error));
  } else if (reader.state() == AnswerReader::State::failed) {
    step.failure = reader.failure();
    step.detail = reader.detail();
  } else {
    step.what = reader.head().line;
    if (reader.head().status / 100 != 2) judge_refusal(reader.head(), step);
  }
  step.took = watch.elapsed();
  const bool good = step.failure == Failure::none;
  trace.steps.push_back(std::move(step));
  co_return good;
}

Awaitable<std::optional<tcp::socket>> open_tunnel(const Target& target, const Options& options, Trace& trace) {
  const Route route = route_for(true, target, options, trace);
  if (route.failed) co_return std::nullopt;
  if (!route.proxy) co_return co_await open_direct(target, options, trace);
  if (refused_by_name(target, options, trace)) co_return std::nullopt;
  std::optional<tcp::socket> socket = co_await open_proxy(*route.proxy, options, trace);
  if (socket && !co_await connect_through(*socket, *route.proxy, target, options, trace)) socket.reset();
  co_return socket;
}

}  // namespace certdoc::net
