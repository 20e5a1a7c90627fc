// Inside lib/net: the line-oriented protocols' answers, bounded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/wire.hpp"

namespace certdoc::net {

class Lines {
 public:
  explicit Lines(Wire& wire) : wire_(wire) {}

  // The next line without its end. Nothing: the connection ended, or the line or their number is past all reason.
  Awaitable<std::optional<std::string>> next();

 private:
  static constexpr std::size_t kMostBytes = 4096;
  static constexpr std::size_t kMostLines = 256;

  Wire& wire_;
  std::size_t lines_ = 0;
};

// An answer that begins with three digits: `250-SIZE`, `250 STARTTLS`.
struct Reply {
  int code = 0;  // 0: no such answer
  std::vector<std::string> lines;

  bool came() const { return !lines.empty(); }
  // What the server said, its lines joined.
  std::string text() const;
  // Whether one of the lines says `word` behind its code, alone or with parameters.
  bool offers(std::string_view word) const;
};

Awaitable<Reply> next_reply(Lines& lines);

// Lines up to one that is a single dot, without it.
Awaitable<std::vector<std::string>> lines_to_dot(Lines& lines);

// Whether `word` is one of the words of the line, whatever its case.
bool has_word(std::string_view line, std::string_view word);

}  // namespace certdoc::net
