// Inside lib/net: the server's first flight, taken apart as it comes.
#pragma once

#include "net/tls_probe.hpp"

namespace certdoc::net {

// Takes records apart and notes the messages in them.
class Flight {
 public:
  explicit Flight(TlsSeen& seen) : seen_(seen) {}

  enum class State { open, done, alert, no_tls, malformed };
  // Takes whole records off the front of `waiting`; returns how many bytes were used.
  std::size_t take(ByteView waiting);
  State state() const { return state_; }

 private:
  void record(unsigned type, ByteView body);
  void messages();

  TlsSeen& seen_;
  Bytes handshake_;
  State state_ = State::open;
};

}  // namespace certdoc::net
