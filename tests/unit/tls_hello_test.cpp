// A ClientHello written out, and a server's first flight taken apart.
#include "net/tls_flight.hpp"

#include <algorithm>

#include "catch.hpp"
#include "net/tls_client_hello.hpp"
#include "net/tls_cursor.hpp"
#include "net/tls_spoken.hpp"

namespace {

using namespace certdoc;
using namespace certdoc::net;

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Bytes number(std::size_t value, unsigned octets) {
  Bytes out;
  for (unsigned n = octets; n > 0; --n) out.push_back(static_cast<std::uint8_t>(value >> ((n - 1) * 8U)));
  return out;
}

Bytes vector(const Bytes& content, unsigned octets) {
  return number(content.size(), octets) + content;
}

Bytes record(std::uint8_t type, const Bytes& body) {
  return Bytes{type, 3, 3} + vector(body, 2);
}

Bytes message(std::uint8_t type, const Bytes& body) {
  return Bytes{type} + vector(body, 3);
}

Bytes hello(unsigned version, unsigned cipher) {
  return message(2, number(version, 2) + Bytes(32, 7) + Bytes{0} + number(cipher, 2) + Bytes{0} + number(0, 2));
}

Bytes certificates(const std::vector<Bytes>& chain) {
  Bytes list;
  for (const Bytes& one : chain) list = list + vector(one, 3);
  return message(11, vector(list, 3));
}

const Bytes kDone = message(14, {});

struct Seen {
  TlsSeen seen;
  Flight::State state = Flight::State::open;
  std::size_t used = 0;
};

Seen taken(const Bytes& bytes) {
  Seen out;
  Flight flight(out.seen);
  out.used = flight.take(bytes);
  out.state = flight.state();
  return out;
}

// The extensions of a ClientHello by their type.
std::vector<std::pair<unsigned, Bytes>> extensions_of(const Bytes& hello) {
  Cursor in(hello);
  in.bytes(5 + 4 + 2 + 32);
  in.vector(1);
  in.vector(2);
  in.vector(1);
  std::vector<std::pair<unsigned, Bytes>> out;
  for (Cursor list(in.vector(2)); !list.empty();) {
    const unsigned type = list.number(2);
    out.emplace_back(type, to_bytes(list.vector(2)));
  }
  return out;
}

bool has(const std::vector<std::pair<unsigned, Bytes>>& extensions, unsigned type) {
  return std::any_of(extensions.begin(), extensions.end(), [&](const auto& one) { return one.first == type; });
}

}  // namespace

TEST_CASE("a ClientHello says what was asked for", "[tls]") {
  TlsProbe probe;
  probe.servername = "www.example.test";
  probe.newest = TlsVersion::tls12;
  const Bytes hello = client_hello(probe, Bytes(32, 1));
  Cursor in(hello);
  CHECK(in.number(1) == 22);
  CHECK(in.number(2) == 0x0301);
  CHECK(in.number(2) == hello.size() - 5);
  CHECK(in.number(1) == 1);
  CHECK(in.number(3) == hello.size() - 9);
  CHECK(in.number(2) == 0x0303);
  const auto extensions = extensions_of(hello);
  REQUIRE(has(extensions, 0));
  CHECK(as_text(extensions.front().second).find("www.example.test") != std::string_view::npos);
  for (const unsigned type : {5U, 10U, 11U, 13U}) CHECK(has(extensions, type));

  probe.servername.clear();
  probe.newest = TlsVersion::tls10;
  const auto old = extensions_of(client_hello(probe, Bytes(32, 1)));
  CHECK_FALSE(has(old, 0));
  CHECK_FALSE(has(old, 13));  // signature_algorithms came with TLS 1.2
  probe.newest = TlsVersion::ssl3;
  const Bytes ssl3 = client_hello(probe, Bytes(32, 1));
  CHECK(extensions_of(ssl3).empty());
  CHECK(ssl3[2] == 0);  // its own version in the record, too
}

TEST_CASE("the kind of certificate decides which ciphers are offered", "[tls]") {
  TlsProbe probe;
  probe.newest = TlsVersion::tls12;
  const auto offers = [&](CertificateKind kind, unsigned cipher) {
    probe.kind = kind;
    const Bytes hello = client_hello(probe, Bytes(32, 1));
    Cursor whole(hello);
    whole.bytes(5 + 4 + 2 + 32);
    whole.vector(1);
    for (Cursor list(whole.vector(2)); !list.empty();) {
      if (list.number(2) == cipher) return true;
    }
    return false;
  };
  constexpr unsigned kRsa = 0xC02F, kEcdsa = 0xC02B;
  CHECK((offers(CertificateKind::any, kRsa) && offers(CertificateKind::any, kEcdsa)));
  CHECK((offers(CertificateKind::rsa, kRsa) && !offers(CertificateKind::rsa, kEcdsa)));
  CHECK((!offers(CertificateKind::ecdsa, kRsa) && offers(CertificateKind::ecdsa, kEcdsa)));
}

TEST_CASE("a first flight shows version, cipher and chain", "[tls]") {
  const std::vector<Bytes> chain{Bytes(300, 1), Bytes(200, 2)};
  const Bytes staple = message(22, Bytes{1} + vector(Bytes(50, 9), 3));
  const Bytes exchange = message(12, Bytes{3} + number(29, 2) + Bytes(40, 4));
  const Bytes flight = hello(0x0303, 0xC02F) + certificates(chain) + staple + exchange + kDone;
  const Seen whole = taken(record(22, flight));
  CHECK(whole.state == Flight::State::done);
  CHECK(whole.seen.version == TlsVersion::tls12);
  CHECK(whole.seen.cipher_number == 0xC02F);
  CHECK(whole.seen.chain == chain);
  CHECK(whole.seen.staple == Bytes(50, 9));
  CHECK(whole.seen.group == "X25519");

  // Records may cut messages anywhere.
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3}, std::size_t{50}, flight.size() - 1}) {
    const auto at = flight.begin() + static_cast<std::ptrdiff_t>(cut);
    const Seen cut_up = taken(record(22, Bytes(flight.begin(), at)) + record(22, Bytes(at, flight.end())));
    CHECK(cut_up.state == Flight::State::done);
    CHECK(cut_up.seen.chain == chain);
  }
}

TEST_CASE("what is not whole yet is waited for", "[tls]") {
  const Bytes whole = record(22, hello(0x0303, 0xC02F));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Seen part = taken(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    CHECK(part.state == Flight::State::open);
    CHECK(part.used == 0);
  }
  CHECK(taken(whole).used == whole.size());
}

TEST_CASE("alerts, other protocols and nonsense end a flight", "[tls]") {
  const Seen refused = taken(record(21, {2, 40}));
  CHECK(refused.state == Flight::State::alert);
  CHECK(refused.seen.alert_received == 40);
  const Seen warned = taken(record(21, {1, 112}));  // and the server goes on
  CHECK(warned.state == Flight::State::open);
  CHECK_FALSE(warned.seen.alert_received);
  CHECK(taken(to_bytes(as_bytes("HTTP/1.1 400 Bad Request\r\n"))).state == Flight::State::no_tls);
  CHECK(taken(Bytes{22, 4, 4, 0, 1}).state == Flight::State::no_tls);
  CHECK(taken(Bytes{22, 3, 3, 0xFF, 0xFF, 1}).state == Flight::State::malformed);
  CHECK(taken(record(23, Bytes(10, 0))).state == Flight::State::malformed);  // application data
  CHECK(taken(record(22, {})).state == Flight::State::malformed);
}

TEST_CASE("messages that lie about their lengths give what can be told", "[tls]") {
  Bytes list = vector(Bytes(10, 1), 3) + number(5000, 3) + Bytes(10, 2);
  const Seen lying = taken(record(22, hello(0x0303, 1) + message(11, vector(list, 3)) + kDone));
  CHECK(lying.state == Flight::State::done);
  CHECK(lying.seen.chain == std::vector<Bytes>{Bytes(10, 1)});
  CHECK(taken(record(22, message(2, {3}) + kDone)).state == Flight::State::done);
  CHECK(taken(record(22, message(11, {0, 0}) + kDone)).seen.chain.empty());
}

TEST_CASE("what is spoken instead of TLS is told by its first bytes", "[tls]") {
  const auto spoken = [](std::string_view text) { return spoken_in(as_bytes(text)); };
  CHECK(spoken("HTTP/1.1 400 Bad Request\r\n") == Spoken::http);
  CHECK(spoken("<!DOCTYPE html>") == Spoken::http);
  CHECK(spoken("220 mail.example.com ESMTP Postfix\r\n") == Spoken::smtp);
  CHECK(spoken("220 (vsFTPd 3.0.3)\r\n") == Spoken::ftp);
  CHECK(spoken("* OK IMAP ready\r\n") == Spoken::imap);
  CHECK(spoken("+OK POP3 ready\r\n") == Spoken::pop3);
  CHECK(spoken("SSH-2.0-OpenSSH_9.2\r\n") == Spoken::ssh);
  CHECK(spoken("\"IMPLEMENTATION\" \"Dovecot\"\r\n") == Spoken::sieve);
  CHECK(spoken("200 news ready\r\n") == Spoken::nntp);
  CHECK(spoken({"\x4a\x00\x00\x00\x0a"
                "8.0.36",
                11}) == Spoken::mysql);
  CHECK(spoken("???") == Spoken::unknown);
  CHECK(spoken("") == Spoken::nothing);
}
