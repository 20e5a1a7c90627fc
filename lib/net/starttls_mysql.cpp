// MySQL and MariaDB: the server's first packet tells whether it has TLS; SSLRequest has no answer.
// https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html
#include <algorithm>
#include <array>
#include <string>

#include "net/starttls.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kHeader = 4;  // length in three bytes, number of the packet
constexpr std::size_t kMostGreeting = 4096;
constexpr std::uint8_t kProtocol = 0x0A, kError = 0xFF;
constexpr unsigned kClientSsl = 0x0800;

// CLIENT_PROTOCOL_41, CLIENT_SSL, CLIENT_SECURE_CONNECTION, CLIENT_PLUGIN_AUTH; packets of 16 MiB; utf8.
constexpr std::array<std::uint8_t, 36> kSslRequest{32, 0, 0, 1, 0x00, 0x8A, 0x08, 0x00, 0, 0, 0, 1, 33};

// `#08S01Host is blocked`: behind the number, a state may stand in front of the words.
std::string words_of_error(std::string_view payload) {
  std::string_view words = payload.substr(std::min<std::size_t>(3, payload.size()));
  if (words.starts_with('#')) words.remove_prefix(std::min<std::size_t>(6, words.size()));
  return std::string(words);
}

// Protocol 10: version, zero, thread (4), challenge (8), filler (1), capabilities (2).
StarttlsAnswer verdict(ByteView payload) {
  const std::size_t zero = as_text(payload).find('\0', 1);
  constexpr std::size_t kBetween = 1 + 4 + 8 + 1;
  if (zero == std::string_view::npos || payload.size() < zero + kBetween + 2) return foreign(as_text(payload));
  const std::string version(as_text(payload).substr(1, zero - 1));
  const unsigned capabilities = payload[zero + kBetween] | static_cast<unsigned>(payload[zero + kBetween + 1]) << 8U;
  if ((capabilities & kClientSsl) == 0) return missing(version);
  return {Failure::none, version, 0};
}

}  // namespace

Awaitable<StarttlsAnswer> starttls_mysql(Wire& wire) {
  if (!co_await wire.at_least(kHeader + 1)) co_return broken(wire);
  const ByteView head = wire.waiting();
  const std::size_t length =
      head[0] | static_cast<std::size_t>(head[1]) << 8U | static_cast<std::size_t>(head[2]) << 16U;
  const std::uint8_t kind = head[kHeader];
  const bool greets = head[3] == 0 && (kind == kProtocol || kind == kError) && length > 0 && length <= kMostGreeting;
  if (!greets) co_return foreign(as_text(head));
  if (!co_await wire.at_least(kHeader + length)) co_return broken(wire);
  const ByteView payload = wire.waiting().subspan(kHeader, length);
  if (kind == kError) co_return refused(words_of_error(as_text(payload)));
  const StarttlsAnswer answer = verdict(payload);
  wire.take(kHeader + length);
  if (answer.failure != Failure::none) co_return answer;
  if (!co_await wire.send(kSslRequest)) co_return broken(wire);
  co_return answer;
}

}  // namespace certdoc::net
