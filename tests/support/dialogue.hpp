// A peer on loopback that says what it was told to, and waits for what it was told to wait for.
#pragma once

#include <sys/socket.h>
#include <sys/time.h>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "loopback.hpp"

namespace certdoc_test {

// Says `say`; then waits until `wait` has come. An empty `wait` waits for nothing.
struct Turn {
  std::string say;
  std::string wait;
};

class Dialogue {
 public:
  explicit Dialogue(std::vector<Turn> turns, int connections = 1)
      : socket_(listener()), thread_([this, turns = std::move(turns), connections] {
          for (int n = 0; n < connections; ++n) serve(turns);
        }) {}
  ~Dialogue() {
    ::shutdown(socket_.get(), SHUT_RDWR);
    thread_.join();
  }
  Dialogue(const Dialogue&) = delete;
  Dialogue& operator=(const Dialogue&) = delete;

  std::uint16_t port() const { return port_of(socket_); }
  // What came, once the peer has gone.
  const std::string& heard() const { return heard_; }

 private:
  void serve(const std::vector<Turn>& turns) {
    const int fd = ::accept(socket_.get(), nullptr, nullptr);
    if (fd < 0) return;
    const Socket client(fd);
    const timeval patience{5, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::string unread;
    for (const Turn& turn : turns) {
      if (!said(fd, turn.say) || !waited(fd, turn.wait, unread)) return;
    }
  }

  static bool said(int fd, const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const auto sent = ::send(fd, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return false;
      at += static_cast<std::size_t>(sent);
    }
    return true;
  }

  bool waited(int fd, const std::string& wanted, std::string& unread) {
    while (unread.find(wanted) == std::string::npos) {
      char buffer[4096];
      const auto got = ::recv(fd, buffer, sizeof buffer, 0);
      if (got <= 0) return false;
      unread.append(buffer, static_cast<std::size_t>(got));
      heard_.append(buffer, static_cast<std::size_t>(got));
    }
    unread.erase(0, unread.find(wanted) + wanted.size());
    return true;
  }

  Socket socket_;
  std::string heard_;
  std::thread thread_;
};

}  // namespace certdoc_test
