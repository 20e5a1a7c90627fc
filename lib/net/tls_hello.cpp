#include "net/tls_hello.hpp"

#include <openssl/rand.h>

#include "net/tls_alert.hpp"
#include "net/tls_client_hello.hpp"
#include "net/tls_flight.hpp"
#include "net/tls_spoken.hpp"

namespace certdoc::net {
namespace {

Bytes random_bytes() {
  Bytes out(32);
  RAND_bytes(out.data(), static_cast<int>(out.size()));
  return out;
}

void conclude(const Flight& flight, const Wire& wire, TlsSeen& seen, Step& step) {
  switch (flight.state()) {
    case Flight::State::done: return;
    case Flight::State::alert: return note_alert(seen.alert_received.value_or(0), step);
    case Flight::State::no_tls: return note_foreign(wire.waiting(), seen, step);
    case Flight::State::malformed: step.failure = Failure::tls_failed; return;
    case Flight::State::open: break;
  }
  if (wire.cut()) {
    step.failure = Failure::tls_failed;
  } else {
    set(step, wire.failure());
  }
}

}  // namespace

Awaitable<void> read_first_flight(Wire& wire, const TlsProbe& probe, TlsSeen& seen, Step& step) {
  const Bytes hello = client_hello(probe, random_bytes());
  Flight flight(seen);
  bool going = co_await wire.send(hello);
  while (going && flight.state() == Flight::State::open) {
    going = co_await wire.more();
    wire.take(flight.take(wire.waiting()));
  }
  conclude(flight, wire, seen, step);
}

}  // namespace certdoc::net
