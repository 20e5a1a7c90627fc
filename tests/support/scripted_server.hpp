// A server on loopback whose every byte a test decides. Each connection has a thread of its own.
#pragma once

#include <poll.h>
#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

#include "loopback.hpp"

namespace certdoc_test {

class Peer {
 public:
  Peer(int fd, const std::atomic<bool>& stopping) : socket_(fd), stopping_(stopping) {}

  // Up to the blank line and, with Content-Length, the body.
  std::string request() {
    std::string all;
    while (all.find("\r\n\r\n") == std::string::npos && more(all)) {
    }
    const std::size_t body = all.find("\r\n\r\n") + 4;
    const std::size_t length = all.find("Content-Length: ");
    const std::size_t size = length == std::string::npos ? 0 : std::stoul(all.substr(length + 16));
    while (all.size() - body < size && more(all)) {
    }
    return all;
  }

  // False: the client is gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty() && !stopping_) {
      const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return bytes.empty();
  }

  // Says nothing until the client closes or the test ends.
  void hold() {
    std::string ignored;
    while (more(ignored)) {
    }
  }

  int fd() const { return socket_.get(); }

  // Passes bytes on in both directions until one side closes.
  void relay(int other) {
    while (!stopping_) {
      pollfd both[] = {{socket_.get(), POLLIN, 0}, {other, POLLIN, 0}};
      if (::poll(both, 2, 20) <= 0) continue;
      for (int n = 0; n < 2; ++n) {
        if ((both[n].revents & (POLLIN | POLLHUP)) == 0) continue;
        char buffer[16384];
        const ssize_t got = ::recv(both[n].fd, buffer, sizeof buffer, 0);
        if (got <= 0) return;
        ::send(both[1 - n].fd, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL);
      }
    }
  }

  // A TCP reset instead of an orderly end.
  void reset() {
    const linger now{1, 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }

 private:
  bool more(std::string& all) {
    while (!stopping_) {
      pollfd wait{socket_.get(), POLLIN, 0};
      if (::poll(&wait, 1, 20) == 0) continue;
      char buffer[4096];
      const ssize_t got = ::recv(socket_.get(), buffer, sizeof buffer, 0);
      if (got <= 0) return false;
      all.append(buffer, static_cast<std::size_t>(got));
      return true;
    }
    return false;
  }

  Socket socket_;
  const std::atomic<bool>& stopping_;
};

class ScriptedServer {
 public:
  using Script = std::function<void(Peer&, const std::string& request)>;

  // `greets`: the script speaks first, without waiting for a request.
  explicit ScriptedServer(Script script, bool greets = false, bool v6 = false)
      : script_(std::move(script)), greets_(greets), listener_(listener(v6)), acceptor_([this] { accept(); }) {}

  ~ScriptedServer() {
    stopping_ = true;
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
  }

  std::uint16_t port() const { return port_of(listener_); }
  std::string url(const std::string& path = "/", const std::string& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port()) + path;
  }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void accept() {
    while (!stopping_) {
      pollfd wait{listener_.get(), POLLIN, 0};
      if (::poll(&wait, 1, 20) == 0) continue;
      const int fd = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
      if (fd >= 0) threads_.emplace_back([this, fd] { serve(fd); });
    }
  }

  void serve(int fd) {
    Peer peer(fd, stopping_);
    std::string request;
    if (!greets_) request = peer.request();
    if (!greets_ && request.find("\r\n\r\n") == std::string::npos) return;  // it gave up before it had asked
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    script_(peer, request);
  }

  Script script_;
  bool greets_;
  Socket listener_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

// `GET /x HTTP/1.1` -> `/x`
inline std::string path_of(const std::string& request) {
  const std::size_t start = request.find(' ') + 1;
  return request.substr(start, request.find(' ', start) - start);
}

inline std::string http_answer(const std::string& body, const std::string& headers = {},
                               const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status +
         "\r\nContent-Type: application/pkix-crl\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
         "\r\n" + body;
}

}  // namespace certdoc_test
