// HTTP through a proxy that a test plays.
#include "catch.hpp"
#include "net/connect.hpp"
#include "net/fetch.hpp"
#include "scripted_server.hpp"

using namespace certdoc;
using namespace certdoc::net;
using namespace certdoc_test;
using std::chrono::milliseconds;

namespace {

Options through(const std::string& proxy) {
  NetworkOptions given;
  given.proxy = proxy;
  return options_from(given);
}

Response fetch(const std::string& url, const Options& options) {
  Request request;
  request.url = url;
  return fetch_all({request}, options).front();
}

Failure failure(const Trace& trace) {
  return trace.failed() == nullptr ? Failure::none : trace.failed()->failure;
}

struct Tunnel {
  Trace trace;
  std::string greeting;
};

// Opens one and reads what the server behind it says.
Tunnel open(const Target& target, const Options& options) {
  Tunnel out;
  run_all({[&]() -> Awaitable<void> {
            auto socket = co_await open_tunnel(target, options, out.trace);
            if (!socket) co_return;
            std::array<char, 64> buffer{};
            error_code error;
            const std::size_t size = co_await socket->async_read_some(asio::buffer(buffer),
                                                                      asio::redirect_error(asio::use_awaitable, error));
            out.greeting.assign(buffer.data(), size);
          }},
          1);
  return out;
}

}  // namespace

TEST_CASE("a proxy gets the whole URL and the credentials, and nothing shows them") {
  ScriptedServer proxy([](Peer& peer, const std::string&) { peer.send(http_answer("content")); });
  const Response response =
      fetch("http://www.example.test/x?y", through("http://user:p%40ss@127.0.0.1:" + std::to_string(proxy.port())));
  CHECK(response.ok());
  CHECK(response.through_proxy);
  const std::string asked = proxy.requests().at(0);
  CHECK(asked.starts_with("GET http://www.example.test/x?y HTTP/1.1\r\nHost: www.example.test\r\n"));
  CHECK(asked.find("\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n") != std::string::npos);
  for (const net::Step& step : response.trace.steps) {
    CHECK((step.what + step.detail).find("p@ss") == std::string::npos);
    CHECK((step.what + step.detail).find("p%40ss") == std::string::npos);
  }
}

TEST_CASE("no_proxy and Via::direct go past the proxy") {
  ScriptedServer proxy([](Peer& peer, const std::string&) { peer.send(http_answer("proxy")); });
  ScriptedServer server([](Peer& peer, const std::string&) { peer.send(http_answer("server")); });
  Options options = through("127.0.0.1:" + std::to_string(proxy.port()));
  options.given.allow_private = true;
  CHECK(as_text(fetch(server.url(), options).body) == "proxy");
  Request direct;
  direct.url = server.url();
  direct.via = Via::direct;
  CHECK(as_text(fetch_all({direct}, options).front().body) == "server");
  options.given.no_proxy = "127.0.0.0/8";
  const Response response = fetch(server.url(), options);
  CHECK(as_text(response.body) == "server");
  CHECK_FALSE(response.through_proxy);
}

TEST_CASE("a proxy that is dead, or no proxy at all, is told") {
  const ClosedPort nobody;
  const Response dead = fetch("http://www.example.test/", through("127.0.0.1:" + std::to_string(nobody.port())));
  CHECK(failure(dead.trace) == Failure::proxy_unreachable);
  CHECK(dead.trace.steps[dead.trace.steps.size() - 2].failure == Failure::refused);
  const Response socks = fetch("http://www.example.test/", through("socks5://127.0.0.1:1"));
  CHECK(failure(socks.trace) == Failure::scheme_refused);
  CHECK(socks.trace.failed()->phase == Phase::proxy);
}

TEST_CASE("a proxy's refusals are told from the server's") {
  ScriptedServer proxy([](Peer& peer, const std::string& request) {
    if (request.find("ask.test") != std::string::npos) {
      peer.send("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"Example\"\r\nContent-Length: 0\r\n\r\n");
    } else if (request.find("dead.test") != std::string::npos) {
      peer.send("HTTP/1.1 503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 111\r\nContent-Length: 0\r\n\r\n");
    } else {
      peer.send("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
    }
  });
  const Options options = through("127.0.0.1:" + std::to_string(proxy.port()));
  for (const std::string scheme : {"http", "https"}) {
    CAPTURE(scheme);
    const Response ask = fetch(scheme + "://ask.test/", options);
    CHECK(failure(ask.trace) == Failure::proxy_auth_required);
    CHECK(ask.trace.failed()->detail == "Basic realm=\"Example\"");
    const Response dead = fetch(scheme + "://dead.test/", options);
    CHECK(failure(dead.trace) == Failure::proxy_refused);
    CHECK(dead.trace.failed()->phase == Phase::proxy);
    CHECK(dead.trace.failed()->detail == "ERR_CONNECT_FAIL 111");
  }
  CHECK(failure(fetch("http://other.test/", options).trace) == Failure::http_status);
  CHECK(failure(fetch("https://other.test/", options).trace) == Failure::proxy_refused);
}

TEST_CASE("behind a proxy a certificate's URL may not name loopback either") {
  ScriptedServer proxy([](Peer& peer, const std::string&) { peer.send(http_answer("content")); });
  const Options options = through("127.0.0.1:" + std::to_string(proxy.port()));
  for (const char* url : {"http://localhost/", "http://x.LOCALHOST./", "http://127.1/", "http://[::1]/",
                          "https://169.254.169.254/", "http://2130706433/"}) {
    CAPTURE(url);
    CHECK(failure(fetch(url, options).trace) == Failure::address_refused);
  }
  CHECK(proxy.requests().empty());
}

TEST_CASE("a tunnel hands over every byte behind the proxy's answer") {
  ScriptedServer proxy([](Peer& peer, const std::string& request) {
    if (request.find("CONNECT [2001:db8::1]:25 ") == 0) {
      for (const char c : std::string_view("HTTP/1.1 200 Connection established\r\n\r\n220 ready\r\n")) {
        peer.send(std::string(1, c));
        std::this_thread::sleep_for(milliseconds(1));
      }
    } else {
      peer.send("HTTP/1.0 200 OK\r\nX: y\r\n\r\n220 ready\r\n");
    }
    peer.hold();
  });
  const Options options = through("127.0.0.1:" + std::to_string(proxy.port()));
  const Target at_once{"mail.example.test", 25}, slowly{"2001:db8::1", 25};
  const Tunnel tunnel = open(at_once, options);
  CHECK(failure(tunnel.trace) == Failure::none);
  CHECK(tunnel.greeting == "220 ready\r\n");
  CHECK(open(slowly, options).greeting.starts_with("2"));
}

TEST_CASE("a proxy that stalls or talks nonsense ends the tunnel") {
  ScriptedServer silent([](Peer& peer, const std::string&) { peer.hold(); });
  NetworkOptions given;
  given.timeout = milliseconds(300);
  given.proxy = "127.0.0.1:" + std::to_string(silent.port());
  const Target target{"www.example.test", 443};
  const Tunnel waited = open(target, options_from(given));
  CHECK(failure(waited.trace) == Failure::timed_out);
  CHECK(waited.trace.failed()->phase == Phase::proxy);
  ScriptedServer nonsense([](Peer& peer, const std::string&) { peer.send("SSH-2.0-OpenSSH\r\n"); });
  CHECK(failure(open(target, through("127.0.0.1:" + std::to_string(nonsense.port()))).trace) ==
        Failure::http_malformed);
  ScriptedServer closing([](Peer&, const std::string&) {});
  CHECK(failure(open(target, through("127.0.0.1:" + std::to_string(closing.port()))).trace) == Failure::closed);
}
