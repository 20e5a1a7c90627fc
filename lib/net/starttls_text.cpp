#include "net/starttls_text.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kMostText = 400;  // of an answer, for people

bool is_separator(char c) {
  return text::is_space(c) || c == '"' || c == '[' || c == ']';
}

int code_of(std::string_view line) {
  const bool digits = line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, text::is_digit);
  if (!digits || (line.size() > 3 && line[3] != ' ' && line[3] != '-')) return 0;
  return ((line[0] - '0') * 10 + (line[1] - '0')) * 10 + (line[2] - '0');
}

bool goes_on(std::string_view line) {
  return line.size() > 3 && line[3] == '-';
}

}  // namespace

Awaitable<std::optional<std::string>> Lines::next() {
  if (++lines_ > kMostLines) co_return std::nullopt;
  std::size_t looked_at = 0;
  for (;;) {
    const std::string_view waiting = as_text(wire_.waiting());
    const std::size_t end = waiting.find('\n', looked_at);
    if (end != std::string_view::npos && end <= kMostBytes) {
      std::string line(waiting.substr(0, end));
      wire_.take(end + 1);
      if (line.ends_with('\r')) line.pop_back();
      co_return line;
    }
    looked_at = waiting.size();
    if (looked_at > kMostBytes) co_return std::nullopt;
    const bool came = co_await wire_.more();
    if (!came) co_return std::nullopt;
  }
}

std::string Reply::text() const {
  std::string out;
  for (const std::string& line : lines) {
    if (out.size() > kMostText) break;
    out += (out.empty() ? "" : " / ") + line;
  }
  return out.substr(0, kMostText);
}

bool Reply::offers(std::string_view word) const {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    std::string_view rest = line;
    if (code_of(rest) != 0) rest.remove_prefix(std::min<std::size_t>(4, rest.size()));
    return has_word(rest, word);
  });
}

Awaitable<Reply> next_reply(Lines& lines) {
  Reply reply;
  std::optional<std::string> line = co_await lines.next();
  if (!line) co_return reply;
  const int code = code_of(*line);
  bool more = goes_on(*line) && code != 0;
  reply.lines.push_back(std::move(*line));
  while (more) {
    line = co_await lines.next();
    if (!line) co_return reply;  // without a code: it never ended
    more = code_of(*line) != code || goes_on(*line);
    reply.lines.push_back(std::move(*line));
  }
  reply.code = code;
  co_return reply;
}

Awaitable<std::vector<std::string>> lines_to_dot(Lines& lines) {
  std::vector<std::string> out;
  for (;;) {
    std::optional<std::string> line = co_await lines.next();
    if (!line || *line == ".") co_return out;
    out.push_back(std::move(*line));
  }
}

bool has_word(std::string_view line, std::string_view word) {
  for (std::size_t at = 0; at < line.size();) {
    while (at < line.size() && is_separator(line[at])) ++at;
    std::size_t end = at;
    while (end < line.size() && !is_separator(line[end])) ++end;
    if (text::equal_ignoring_case(line.substr(at, end - at), word)) return true;
    at = end;
  }
  return false;
}

}  // namespace certdoc::net
