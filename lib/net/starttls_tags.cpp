// IMAP, POP3 and ManageSieve: capabilities, then the command.
#include <algorithm>

#include "base/text.hpp"
#include "net/starttls.hpp"
#include "net/starttls_text.hpp"

namespace certdoc::net {
namespace {

// `a1 OK ...` among the lines up to the one with this tag.
struct Tagged {
  std::string status;  // OK, NO, BAD; empty: it never came
  std::string line;
  std::vector<std::string> before;
};

std::string second_word(std::string_view line) {
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return {};
  const std::string_view rest = line.substr(blank + 1);
  return text::upper(rest.substr(0, rest.find(' ')));
}

Awaitable<Tagged> tagged(Lines& lines, std::string_view tag) {
  Tagged out;
  for (;;) {
    std::optional<std::string> line = co_await lines.next();
    if (!line) co_return out;
    if (line->starts_with(tag) && line->size() > tag.size() && (*line)[tag.size()] == ' ') {
      out.status = second_word(*line);
      out.line = std::move(*line);
      co_return out;
    }
    out.before.push_back(std::move(*line));
  }
}

bool any_has(const std::vector<std::string>& lines, std::string_view word) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return has_word(line, word); });
}

std::string joined(const std::vector<std::string>& lines) {
  return Reply{0, lines}.text();
}

// OK, NO or BYE, in which an answer ends; empty: it is none.
std::string sieve_status(std::string_view line) {
  const std::string word = text::upper(line.substr(0, line.find_first_of(" (")));
  return word == "OK" || word == "NO" || word == "BYE" ? word : std::string();
}

// ManageSieve: capabilities, then a line that begins with OK, NO or BYE (RFC 5804 1.2).
Awaitable<std::vector<std::string>> sieve_answer(Lines& lines) {
  std::vector<std::string> out;
  for (;;) {
    std::optional<std::string> line = co_await lines.next();
    if (!line) co_return std::vector<std::string>();
    const bool capability = line->starts_with('"');  // quoted strings
    out.push_back(std::move(*line));
    if (!capability) co_return out;
  }
}

}  // namespace

Awaitable<StarttlsAnswer> starttls_imap(Wire& wire) {
  Lines lines(wire);
  const std::optional<std::string> greeting = co_await lines.next();
  if (!greeting) co_return broken(wire);
  if (!greeting->starts_with("* ")) co_return foreign(*greeting);
  if (second_word(*greeting) != "OK") co_return refused(*greeting);  // BYE, or PREAUTH: too late for TLS
  if (!co_await wire.send("c1 CAPABILITY\r\n")) co_return broken(wire);
  const Tagged capability = co_await tagged(lines, "c1");
  if (capability.status.empty()) co_return broken(wire);
  if (!any_has(capability.before, "STARTTLS")) co_return missing(joined(capability.before));
  if (!co_await wire.send("c2 STARTTLS\r\n")) co_return broken(wire);
  const Tagged reply = co_await tagged(lines, "c2");
  if (reply.status.empty()) co_return broken(wire);
  if (reply.status != "OK") co_return refused(reply.line);
  co_return granted(*greeting);
}

Awaitable<StarttlsAnswer> starttls_pop3(Wire& wire) {
  Lines lines(wire);
  const std::optional<std::string> greeting = co_await lines.next();
  if (!greeting) co_return broken(wire);
  if (!greeting->starts_with("+OK") && !greeting->starts_with("-ERR")) co_return foreign(*greeting);
  if (greeting->starts_with("-ERR")) co_return refused(*greeting);
  if (!co_await wire.send("CAPA\r\n")) co_return broken(wire);
  const std::optional<std::string> capabilities = co_await lines.next();
  if (!capabilities) co_return broken(wire);
  if (capabilities->starts_with("+OK")) {
    const std::vector<std::string> list = co_await lines_to_dot(lines);
    if (!any_has(list, "STLS")) co_return missing(joined(list));
  }
  if (!co_await wire.send("STLS\r\n")) co_return broken(wire);
  const std::optional<std::string> reply = co_await lines.next();
  if (!reply) co_return broken(wire);
  if (!reply->starts_with("+OK")) co_return refused(*reply);
  co_return granted(*greeting);
}

Awaitable<StarttlsAnswer> starttls_sieve(Wire& wire) {
  Lines lines(wire);
  const std::vector<std::string> greeting = co_await sieve_answer(lines);
  if (greeting.empty()) co_return broken(wire);
  const std::string status = sieve_status(greeting.back());
  if (status.empty()) co_return foreign(greeting.back());
  if (status != "OK") co_return refused(greeting.back());
  if (!any_has(greeting, "STARTTLS")) co_return missing(joined(greeting));
  if (!co_await wire.send("STARTTLS\r\n")) co_return broken(wire);
  const std::vector<std::string> reply = co_await sieve_answer(lines);
  if (reply.empty()) co_return broken(wire);
  if (sieve_status(reply.back()) != "OK") co_return refused(joined(reply));
  co_return granted(greeting.front());
}

}  // namespace certdoc::net
