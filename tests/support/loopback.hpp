// Sockets on loopback for tests: one that listens, one that answers no SYN, a port where nobody is.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace certdoc_test {

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {
    if (fd < 0) throw std::runtime_error(std::strerror(errno));
  }
  ~Socket() {
    if (fd_ >= 0) ::close(fd_);
  }
  Socket(Socket&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// 127.0.0.1, or ::1
inline Socket bound(bool v6 = false, std::uint16_t port = 0) {
  Socket socket(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (v6) ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  sockaddr_in v4_address = loopback(port);
  sockaddr_in6 v6_address{};
  v6_address.sin6_family = AF_INET6;
  v6_address.sin6_port = htons(port);
  v6_address.sin6_addr = in6addr_loopback;
  const int failed = v6 ? ::bind(socket.get(), reinterpret_cast<sockaddr*>(&v6_address), sizeof v6_address)
                        : ::bind(socket.get(), reinterpret_cast<sockaddr*>(&v4_address), sizeof v4_address);
  if (failed != 0) throw std::runtime_error(std::strerror(errno));
  return socket;
}

inline std::uint16_t port_of(const Socket& socket) {
  sockaddr_in6 address{};  // the port stands at the same place in both families
  socklen_t size = sizeof address;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin6_port);
}

inline Socket listener(bool v6 = false) {
  Socket socket = bound(v6);
  if (::listen(socket.get(), 512) != 0) throw std::runtime_error(std::strerror(errno));
  return socket;
}

inline bool has_ipv6() {
  try {
    bound(true);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

// Its queue is full, so that the kernel drops every further SYN: like a firewall that drops.
class DroppedPackets {
 public:
  DroppedPackets() : socket_(bound()) {
    ::listen(socket_.get(), 0);
    for (int n = 0; n < 4; ++n) {
      fillers_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
      const sockaddr_in address = loopback(port());
      ::connect(fillers_.back().get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
  }
  std::uint16_t port() const { return port_of(socket_); }

 private:
  Socket socket_;
  std::vector<Socket> fillers_;
};

// Nobody listens there: bound, so that nobody else gets it, but never listening.
class ClosedPort {
 public:
  ClosedPort() : socket_(bound()) {}
  std::uint16_t port() const { return port_of(socket_); }

 private:
  Socket socket_;
};

}  // namespace certdoc_test
