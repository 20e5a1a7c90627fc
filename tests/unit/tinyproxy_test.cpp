// HTTP through a real proxy: tinyproxy, with its own idea of credentials, filters and error pages.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "net/fetch.hpp"
#include "scripted_server.hpp"

using namespace certdoc;
using namespace certdoc::net;
using namespace certdoc_test;

extern char** environ;

namespace {

const char* const kTinyproxy = "/usr/bin/tinyproxy";

// Runs on a free port until the end of the test.
class Tinyproxy {
 public:
  explicit Tinyproxy(const std::string& settings) {
    std::string name = (std::filesystem::temp_directory_path() / "certdoc-tinyproxy-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
    {
      const Socket probe = bound();
      port_ = port_of(probe);
    }
    std::ofstream(directory_ / "conf") << "Listen 127.0.0.1\nPort " << port_ << "\nTimeout 10\n" << settings;
    std::string program = kTinyproxy, debug = "-d", config = "-c", file = directory_ / "conf";
    char* const arguments[] = {program.data(), debug.data(), config.data(), file.data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    const int failed = ::posix_spawn(&pid_, kTinyproxy, &actions, nullptr, arguments, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error(std::strerror(failed));
    wait_until_it_listens();
  }
  ~Tinyproxy() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    std::filesystem::remove_all(directory_);
  }
  Tinyproxy(const Tinyproxy&) = delete;
  Tinyproxy& operator=(const Tinyproxy&) = delete;

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  void wait_until_it_listens() const {
    const sockaddr_in to = loopback(port_);
    for (int n = 0; n < 1000; ++n) {
      const Socket probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
      if (::connect(probe.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("tinyproxy does not listen");
  }

  std::filesystem::path directory_;
  std::uint16_t port_ = 0;
  pid_t pid_ = 0;
};

bool missing() {
  if (std::filesystem::exists(kTinyproxy)) return false;
  WARN("skipped: tinyproxy is not installed");
  return true;
}

Response fetch(const std::string& url, const std::string& proxy) {
  NetworkOptions given;
  given.proxy = proxy;
  given.allow_private = true;
  Request request;
  request.url = url;
  return fetch_all({request}, options_from(given)).front();
}

Failure failure(const Response& response) {
  return response.trace.failed() == nullptr ? Failure::none : response.trace.failed()->failure;
}

}  // namespace

TEST_CASE("tinyproxy passes on what a server says, and says itself what it could not reach") {
  if (missing()) return;
  const Tinyproxy proxy("ConnectPort 443\n");
  ScriptedServer server([](Peer& peer, const std::string& request) {
    peer.send(path_of(request) == "/missing" ? http_answer("<html>", {}, "404 Not Found") : http_answer("content"));
  });
  const Response good = fetch(server.url("/x"), proxy.address());
  CHECK(good.ok());
  CHECK(as_text(good.body) == "content");
  CHECK(good.through_proxy);
  const Response missing = fetch(server.url("/missing"), proxy.address());
  CHECK(failure(missing) == Failure::http_status);
  CHECK(missing.trace.failed()->code == 404);
  const ClosedPort nobody;
  const Response dead = fetch("http://127.0.0.1:" + std::to_string(nobody.port()) + "/", proxy.address());
  CHECK(failure(dead) == Failure::proxy_refused);
  CHECK(dead.trace.failed()->detail.starts_with("tinyproxy"));
  // It connects to no other port than 443.
  const Response tunnel = fetch("https://127.0.0.1:" + std::to_string(server.port()) + "/", proxy.address());
  CHECK(failure(tunnel) == Failure::proxy_refused);
  CHECK(tunnel.trace.failed()->code == 403);
}

TEST_CASE("tinyproxy tunnels by CONNECT, and what is behind it is told from the proxy") {
  if (missing()) return;
  const Tinyproxy proxy("");
  ScriptedServer plain([](Peer& peer, const std::string&) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }, true);
  const Response response = fetch("https://127.0.0.1:" + std::to_string(plain.port()) + "/", proxy.address());
  CHECK(failure(response) == Failure::tls_not_spoken);
  CHECK(response.through_proxy);
}

TEST_CASE("tinyproxy wants credentials") {
  if (missing()) return;
  const Tinyproxy proxy("BasicAuth user geheim\n");
  ScriptedServer server([](Peer& peer, const std::string&) { peer.send(http_answer("content")); });
  const Response without = fetch(server.url(), proxy.address());
  CHECK(failure(without) == Failure::proxy_auth_required);
  CHECK(without.trace.failed()->detail.starts_with("Basic realm="));
  CHECK(failure(fetch(server.url(), "user:falsch@" + proxy.address())) == Failure::proxy_auth_required);
  CHECK(fetch(server.url(), "user:geheim@" + proxy.address()).ok());
  CHECK(failure(fetch("https://127.0.0.1:" + std::to_string(server.port()) + "/", proxy.address())) ==
        Failure::proxy_auth_required);
}
