// HTTP against a server that does what servers must not do.
#include "net/fetch.hpp"

#include "catch.hpp"
#include "scripted_server.hpp"

using namespace certdoc;
using namespace certdoc::net;
using namespace certdoc_test;
using std::chrono::milliseconds;

namespace {

Options within(milliseconds time) {
  NetworkOptions given;
  given.timeout = time;
  given.max_body = 100'000;
  return options_from(given);
}

Request to(std::string url, NamedBy named_by = NamedBy::user) {
  Request request;
  request.url = std::move(url);
  request.named_by = named_by;
  return request;
}

Response fetch(const Request& request, const Options& options = within(milliseconds(10'000))) {
  return fetch_all({request}, options).front();
}

Response fetch(const std::string& url) {
  return fetch(to(url));
}

Failure failure(const Response& response) {
  return response.trace.failed() == nullptr ? Failure::none : response.trace.failed()->failure;
}

Phase last_phase(const Response& response) {
  return response.trace.steps.back().phase;
}

// A server that says the same to everybody.
ScriptedServer::Script says(std::string answer) {
  return [answer](Peer& peer, const std::string&) { peer.send(answer); };
}

ScriptedServer::Script endless(std::string start, std::string more) {
  return [start, more](Peer& peer, const std::string&) {
    peer.send(start);
    while (peer.send(more)) {
    }
  };
}

// What is left when the deadline has passed is bounded, however busy the machine is.
void check_in_time(Clock::time_point start, milliseconds timeout) {
  CHECK(Clock::now() - start < timeout + milliseconds(2000));
}

std::string number_in(const std::string& path) {
  return path.substr(path.find_first_of("0123456789"));
}

}  // namespace

TEST_CASE("an answer is fetched, phase by phase") {
  ScriptedServer server(says(http_answer("content", "Date: Sat, 28 Nov 2026 12:00:00 GMT\r\n")));
  Request request = to(server.url("/a%20b?q=1"));
  request.accept = "application/pkix-crl";
  const Response response = fetch(request);
  CHECK(response.ok());
  CHECK(as_text(response.body) == "content");
  CHECK(response.status == 200);
  CHECK(response.content_type == "application/pkix-crl");
  CHECK(response.date == "Sat, 28 Nov 2026 12:00:00 GMT");
  CHECK(response.final_url == server.url("/a%20b?q=1"));
  CHECK(response.peer == "127.0.0.1:" + std::to_string(server.port()));
  CHECK(response.headers_at >= response.sent_at);
  std::vector<Phase> phases;
  for (const net::Step& step : response.trace.steps) phases.push_back(step.phase);
  CHECK(phases ==
        std::vector{Phase::url, Phase::resolve, Phase::connect, Phase::request, Phase::response, Phase::body});
  const std::string asked = server.requests().at(0);
  CHECK(asked.starts_with("GET /a%20b?q=1 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n"));
  CHECK(asked.find("\r\nAccept: application/pkix-crl\r\n") != std::string::npos);
  CHECK(asked.find("\r\nAccept-Encoding: identity\r\n") != std::string::npos);
  CHECK(asked.find("\r\nConnection: close\r\n") != std::string::npos);
}

TEST_CASE("a POST carries its body, a HEAD wants none") {
  ScriptedServer server([](Peer& peer, const std::string& request) {
    peer.send(request.starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 99\r\n\r\n"
                                          : http_answer(request.substr(request.find("\r\n\r\n") + 4)));
  });
  Request post = to(server.url());
  post.post = to_bytes(as_bytes("question"));
  post.content_type = "application/ocsp-request";
  CHECK(as_text(fetch(post).body) == "question");
  CHECK(server.requests().at(0).starts_with("POST / HTTP/1.1\r\n"));
  Request head = to(server.url());
  head.head = true;
  const Response response = fetch(head);
  CHECK(response.ok());
  CHECK(response.date == "x");
}

TEST_CASE("where nobody listens the connection is refused") {
  const ClosedPort nobody;
  const Response response = fetch("http://127.0.0.1:" + std::to_string(nobody.port()) + "/");
  CHECK(failure(response) == Failure::refused);
  CHECK(last_phase(response) == Phase::connect);
  CHECK_FALSE(response.ok());
}

TEST_CASE("a URL that is none is not asked") {
  CHECK(failure(fetch("http://a b/")) == Failure::bad_url);
  const Response ldap = fetch("ldap:///CN=x");
  CHECK(failure(ldap) == Failure::scheme_refused);
  CHECK(ldap.trace.failed()->detail == "ldap");
  const Response secret = fetch("http://user:geheim@a b/");
  CHECK(secret.trace.failed()->what.find("geheim") == std::string::npos);
}

TEST_CASE("a certificate's URL may not lead to loopback") {
  ScriptedServer server(says(http_answer("x")));
  for (const std::string& host :
       {std::string("127.0.0.1"), std::string("localhost"), std::string("[::1]"), std::string("2130706433"),
        std::string("0x7f.1"), std::string("[::ffff:127.0.0.1]")}) {
    CAPTURE(host);
    const Response response = fetch(to(server.url("/", host), NamedBy::material));
    CHECK(failure(response) == Failure::address_refused);
    CHECK(last_phase(response) == Phase::resolve);
  }
  CHECK(server.requests().empty());
  Options options = within(milliseconds(10'000));
  options.given.allow_private = true;
  CHECK(fetch(to(server.url(), NamedBy::material), options).ok());
}

TEST_CASE("the deadline is kept wherever in its answer a server stalls") {
  const std::string answer = http_answer("content");
  ScriptedServer server([answer](Peer& peer, const std::string& request) {
    peer.send(std::string_view(answer).substr(0, std::stoul(number_in(path_of(request)))));
    peer.hold();
  });
  std::vector<Request> requests;
  for (std::size_t n = 0; n < answer.size(); ++n) requests.push_back(to(server.url("/" + std::to_string(n))));
  Options options = within(milliseconds(2500));
  options.parallel = requests.size();
  const auto start = Clock::now();
  const auto responses = fetch_all(requests, options);
  check_in_time(start, milliseconds(2500));
  const std::size_t header = answer.find("\r\n\r\n") + 4;
  for (std::size_t n = 0; n < responses.size(); ++n) {
    CAPTURE(n);
    CHECK(failure(responses[n]) == Failure::timed_out);
    CHECK(last_phase(responses[n]) == (n < header ? Phase::response : Phase::body));
  }
}

TEST_CASE("an answer that is cut off is told from one that never came") {
  const std::string answer = http_answer("content");
  ScriptedServer server([answer](Peer& peer, const std::string& request) {
    peer.send(std::string_view(answer).substr(0, std::stoul(number_in(path_of(request)))));
  });
  std::vector<Request> requests;
  for (std::size_t n = 0; n < answer.size(); ++n) requests.push_back(to(server.url("/" + std::to_string(n))));
  const auto responses = fetch_all(requests, within(milliseconds(20'000)));
  const std::size_t header = answer.find("\r\n\r\n") + 4;
  for (std::size_t n = 0; n < responses.size(); ++n) {
    CAPTURE(n);
    CHECK(failure(responses[n]) == (n < header ? Failure::closed : Failure::body_truncated));
  }
  const net::Step& cut = responses.back().trace.steps.back();
  CHECK(cut.what == "6");
  CHECK(cut.detail == "7");
}

TEST_CASE("a connection that breaks is told from one that closes") {
  ScriptedServer server([](Peer& peer, const std::string&) { peer.reset(); });
  const Response response = fetch(server.url());
  CHECK(failure(response) == Failure::reset);
  CHECK(last_phase(response) == Phase::response);
}

TEST_CASE("an answer without end is given up at its bound") {
  const std::string piece(20'000, 'x');
  ScriptedServer body(endless("HTTP/1.1 200 OK\r\n\r\n", piece));
  CHECK(failure(fetch(body.url())) == Failure::body_too_large);
  ScriptedServer chunks(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4e20\r\n" + piece + "\r\n"));
  CHECK(failure(fetch(chunks.url())) == Failure::body_too_large);
  ScriptedServer header(endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n"));
  CHECK(failure(fetch(header.url())) == Failure::header_too_large);
  ScriptedServer interim(endless("", "HTTP/1.1 100 Continue\r\n\r\n"));
  CHECK(failure(fetch(interim.url())) == Failure::header_too_large);
  ScriptedServer extension(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", piece));
  CHECK(failure(fetch(extension.url())) == Failure::header_too_large);
}

TEST_CASE("a header of 1 MB and an announced terabyte are refused without reading them") {
  ScriptedServer header(says("HTTP/1.1 200 OK\r\nX: " + std::string(1U << 20U, 'x') + "\r\n\r\n"));
  CHECK(failure(fetch(header.url())) == Failure::header_too_large);
  ScriptedServer announced([](Peer& peer, const std::string&) {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n");
    peer.hold();
  });
  const Response response = fetch(announced.url());
  CHECK(failure(response) == Failure::body_too_large);
  CHECK(response.trace.failed()->detail == "1099511627776");
}

TEST_CASE("an encoded body is refused unread") {
  ScriptedServer bomb(endless("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", std::string(20'000, '\0')));
  const Response response = fetch(bomb.url());
  CHECK(failure(response) == Failure::body_encoded);
  CHECK(response.trace.failed()->detail == "gzip");
  CHECK(response.body.empty());
}

TEST_CASE("an empty answer and other statuses are failures of their own") {
  ScriptedServer empty(says(http_answer("")));
  CHECK(failure(fetch(empty.url())) == Failure::body_empty);
  ScriptedServer nothing(says("HTTP/1.1 204 No Content\r\n\r\n"));
  CHECK(failure(fetch(nothing.url())) == Failure::body_empty);
  ScriptedServer missing(says(http_answer("<html>", {}, "404 Not Found")));
  const Response response = fetch(missing.url());
  CHECK(failure(response) == Failure::http_status);
  CHECK(response.trace.failed()->code == 404);
  CHECK(response.trace.failed()->what == "HTTP/1.1 404 Not Found");
  CHECK(response.body.empty());
}

TEST_CASE("what is no HTTP is told at once") {
  ScriptedServer ftp(
      [](Peer& peer, const std::string&) {
        peer.send("220 files.example.test FTP server ready\r\n");
        peer.hold();
      },
      true);
  const Response response = fetch(ftp.url());
  CHECK(failure(response) == Failure::http_malformed);
  CHECK(response.trace.failed()->detail == "220 files.example.test FTP server ready");
  ScriptedServer chunks(says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody\r\n"));
  CHECK(failure(fetch(chunks.url())) == Failure::http_malformed);
  CHECK(last_phase(fetch(chunks.url())) == Phase::body);
}

TEST_CASE("TLS and plain HTTP that meet the other are told") {
  ScriptedServer tls(says(std::string("\x15\x03\x01\x00\x02\x02\x46", 7)));
  CHECK(failure(fetch(tls.url())) == Failure::tls_spoken);
  ScriptedServer plain(says("HTTP/1.1 400 Bad Request\r\n\r\n"), true);
  const Response response = fetch("https://127.0.0.1:" + std::to_string(plain.port()) + "/");
  CHECK(failure(response) == Failure::tls_not_spoken);
  CHECK(response.trace.failed()->detail == "HTTP/1.1 400 Bad Request");
  CHECK(last_phase(response) == Phase::tls);
}

TEST_CASE("an alert in the handshake has its number, a silent peer ends at the deadline") {
  ScriptedServer alert(says(std::string("\x15\x03\x01\x00\x02\x02\x28", 7)), true);
  const Response response = fetch("https://127.0.0.1:" + std::to_string(alert.port()) + "/");
  CHECK(failure(response) == Failure::tls_alert);
  CHECK(response.trace.failed()->code == 40);
  ScriptedServer silent([](Peer& peer, const std::string&) { peer.hold(); }, true);
  const auto start = Clock::now();
  const Response waited =
      fetch(to("https://127.0.0.1:" + std::to_string(silent.port()) + "/"), within(milliseconds(300)));
  CHECK(failure(waited) == Failure::timed_out);
  CHECK(last_phase(waited) == Phase::tls);
  check_in_time(start, milliseconds(300));
}

TEST_CASE("redirects are followed, and what they led to is told") {
  ScriptedServer server([](Peer& peer, const std::string& request) {
    const std::string path = path_of(request);
    peer.send(path == "/a/b" ? http_answer("", "Location: ../c?d\r\n", "302 Found") : http_answer("content"));
  });
  Options options = within(milliseconds(10'000));
  options.given.allow_private = true;
  const Response response = fetch(to(server.url("/a/b")), options);
  CHECK(response.ok());
  CHECK(response.final_url == server.url("/c?d"));
  Request post = to(server.url("/a/b"));
  post.post = to_bytes(as_bytes("question"));
  CHECK(fetch(post, options).ok());
  CHECK(server.requests().at(3).starts_with("GET /c?d "));
}

TEST_CASE("redirects do not lead anywhere") {
  ScriptedServer server([](Peer& peer, const std::string& request) {
    const std::string path = path_of(request);
    std::string to = path;
    if (path == "/file") to = "file:///etc/passwd";
    if (path == "/split") to = "/x\tSet-Cookie: y";
    if (path.starts_with("/far")) to = "/far" + std::to_string(std::stoi(number_in(path)) + 1);
    if (path == "/metadata") to = "http://169.254.169.254/latest/";
    if (path == "/none") return void(peer.send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"));
    peer.send(http_answer("", "Location: " + to + "\r\n", "302 Found"));
  });
  Options options = within(milliseconds(10'000));
  options.given.allow_private = true;
  CHECK(failure(fetch(to(server.url("/loop")), options)) == Failure::redirect_loop);
  const Response file = fetch(to(server.url("/file")), options);
  CHECK(failure(file) == Failure::redirect_refused);
  CHECK(file.trace.failed()->what == "file:///etc/passwd");
  CHECK(file.trace.failed()->detail == "file");
  CHECK(failure(fetch(to(server.url("/split")), options)) == Failure::redirect_refused);
  CHECK(failure(fetch(to(server.url("/far0")), options)) == Failure::redirect_limit);
  CHECK(failure(fetch(to(server.url("/none")), options)) == Failure::http_status);
  // A person named the first address; the second was named by the server.
  const Response metadata = fetch(server.url("/metadata"));
  CHECK(failure(metadata) == Failure::redirect_refused);
  CHECK(metadata.trace.failed()->detail == "link-local");
  CHECK(failure(fetch(server.url("/far0"))) == Failure::redirect_refused);
}

TEST_CASE("answers stand in the order of the requests, and progress is told") {
  ScriptedServer server([](Peer& peer, const std::string& request) {
    const std::string path = path_of(request);
    std::this_thread::sleep_for(milliseconds(path == "/0" ? 100 : 0));
    peer.send(http_answer(path));
  });
  std::vector<Request> requests;
  for (int n = 0; n < 20; ++n) requests.push_back(to(server.url("/" + std::to_string(n))));
  std::size_t told = 0;
  const auto responses = fetch_all(requests, within(milliseconds(10'000)), [&](std::size_t done, std::size_t all) {
    CHECK(done == ++told);
    CHECK(all == 20);
  });
  CHECK(told == 20);
  for (std::size_t n = 0; n < responses.size(); ++n) CHECK(as_text(responses[n].body) == "/" + std::to_string(n));
  CHECK(fetch_all({}, within(milliseconds(100))).empty());
}

TEST_CASE("a peer that sends byte by byte cannot stretch the deadline") {
  ScriptedServer server([](Peer& peer, const std::string&) {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n");
    while (peer.send("x")) std::this_thread::sleep_for(milliseconds(10));
  });
  const auto start = Clock::now();
  CHECK(failure(fetch(to(server.url()), within(milliseconds(300)))) == Failure::timed_out);
  check_in_time(start, milliseconds(300));
}

TEST_CASE("an answer comes over IPv6 too") {
  if (!has_ipv6()) {
    WARN("skipped: this machine has no ::1");
    return;
  }
  ScriptedServer server(says(http_answer("content")), false, true);
  const Response response = fetch(server.url("/", "[::1]"));
  CHECK(response.ok());
  CHECK(response.peer == "[::1]:" + std::to_string(server.port()));
}
