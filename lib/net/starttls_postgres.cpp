// PostgreSQL: SSLRequest, answered by one byte.
// https://www.postgresql.org/docs/15/protocol-flow.html#id-1.10.6.7.12, protocol-message-formats.html
#include <algorithm>
#include <string>

#include "net/starttls.hpp"

namespace certdoc::net {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSslRequest = "\x00\x00\x00\x08\x04\xd2\x16\x2f"sv;
constexpr std::size_t kMostError = 4096;

// Of an ErrorResponse the field M, the message for people: fields are a letter and a string that ends in a zero.
std::string message_of(std::string_view fields) {
  while (!fields.empty() && fields.front() != '\0') {
    const std::size_t end = std::min(fields.find('\0'), fields.size());
    if (fields.front() == 'M') return std::string(fields.substr(1, end - 1));
    fields.remove_prefix(std::min(end + 1, fields.size()));
  }
  return {};
}

Awaitable<StarttlsAnswer> error_response(Wire& wire) {
  constexpr std::size_t kHeader = 5;
  if (!co_await wire.at_least(kHeader)) co_return broken(wire);
  std::size_t length = 0;
  for (std::size_t n = 1; n < kHeader; ++n) length = length << 8U | wire.waiting()[n];
  if (length < 4 || length > kMostError) co_return foreign(as_text(wire.waiting()));
  if (!co_await wire.at_least(1 + length)) co_return broken(wire);
  co_return refused(message_of(as_text(wire.waiting().subspan(kHeader, length - 4))));
}

}  // namespace

Awaitable<StarttlsAnswer> starttls_postgres(Wire& wire) {
  if (!co_await wire.send(kSslRequest)) co_return broken(wire);
  if (!co_await wire.at_least(1)) co_return broken(wire);
  const char answer = static_cast<char>(wire.waiting()[0]);
  if (answer == 'E') co_return co_await error_response(wire);
  if (answer != 'S' && answer != 'N') co_return foreign(as_text(wire.waiting()));
  wire.take(1);
  if (answer == 'N') co_return missing("N");
  co_return granted({});
}

}  // namespace certdoc::net
