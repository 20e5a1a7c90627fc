// LDAP: the extended request StartTLS and its answer, in BER (RFC 4511 4.14).
#include <array>
#include <optional>

#include "net/starttls.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} * 1024;  // of an answer

// LDAPMessage { messageID 1, extendedReq { requestName 1.3.6.1.4.1.1466.20037 } }
constexpr std::string_view kRequest{
    "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
    "1.3.6.1.4.1.1466.20037"};

struct Element {
  std::uint8_t tag = 0;
  ByteView content, rest;
};

// One BER element with a definite length. Nothing: it is none, or it is not whole yet (`wanted`: its size, if known).
std::optional<Element> element(ByteView bytes, std::size_t* wanted = nullptr) {
  if (bytes.size() < 2) return std::nullopt;
  std::size_t length = bytes[1], header = 2;
  if ((bytes[1] & 0x80U) != 0) {
    const std::size_t octets = bytes[1] & 0x7FU;
    if (octets == 0 || octets > 4 || bytes.size() < 2 + octets) return std::nullopt;
    length = 0;
    for (std::size_t n = 0; n < octets; ++n) length = length << 8U | bytes[2 + n];
    header += octets;
  }
  if (wanted != nullptr) *wanted = header + length;
  if (length > bytes.size() - header) return std::nullopt;
  return Element{bytes[0], bytes.subspan(header, length), bytes.subspan(header + length)};
}

StarttlsAnswer verdict(ByteView message) {
  constexpr std::uint8_t kInteger = 0x02, kEnumerated = 0x0A, kOctets = 0x04, kExtendedResponse = 0x78;
  const auto id = element(message);
  const auto response = id && id->tag == kInteger ? element(id->rest) : std::nullopt;
  const auto code = response && response->tag == kExtendedResponse ? element(response->content) : std::nullopt;
  if (!code || code->tag != kEnumerated || code->content.size() != 1) return foreign({});
  const auto matched = element(code->rest);
  const auto said = matched ? element(matched->rest) : std::nullopt;
  const std::string words(said && said->tag == kOctets ? as_text(said->content) : std::string_view());
  const int result = code->content[0];
  const std::string text = "resultCode " + std::to_string(result) + (words.empty() ? "" : ": " + words);
  // protocolError: the operation is not known (RFC 4511 4.12).
  if (result == 2) return missing(text);
  return result == 0 ? StarttlsAnswer{} : refused(text);
}

}  // namespace

Awaitable<StarttlsAnswer> starttls_ldap(Wire& wire) {
  if (!co_await wire.send(kRequest)) co_return broken(wire);
  if (!co_await wire.at_least(2)) co_return broken(wire);
  if (wire.waiting()[0] != 0x30) co_return foreign(as_text(wire.waiting()));
  for (;;) {
    std::size_t wanted = 0;
    const auto message = element(wire.waiting(), &wanted);
    if (message) {
      const StarttlsAnswer answer = verdict(message->content);
      wire.take(wanted);
      co_return answer;
    }
    if (wanted > kMostBytes || wire.waiting().size() > kMostBytes) co_return foreign({});
    if (!co_await wire.more()) co_return broken(wire);
  }
}

}  // namespace certdoc::net
