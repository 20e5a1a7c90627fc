// Inside lib/net: a ClientHello written out, and the server's first flight read as it comes. TLS 1.2 and older show
// everything in it that an examination asks for: the version, the chain, the stapled OCSP response. No key is agreed
// on.
#pragma once

#include <optional>
#include <string>

#include "net/tls_probe.hpp"
#include "net/wire.hpp"

namespace certdoc::net {

// As a record. `random`: 32 bytes.
Bytes client_hello(const TlsProbe& probe, ByteView random);

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

// Sends the hello and reads up to ServerHelloDone or an alert. The step `tls` is the caller's.
Awaitable<void> read_first_flight(Wire& wire, const TlsProbe& probe, TlsSeen& seen, Step& step);

}  // namespace certdoc::net
