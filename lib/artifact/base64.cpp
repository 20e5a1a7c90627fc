// Four characters at a time by table; whatever is none of the 64 goes to `odd_character`.
#include "artifact/base64.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "artifact/escape.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::uint8_t kNone = 0xFF;
constexpr std::size_t kLongLine = 254;  // what older PEM readers take for a line
// The buffer grows with what is found, not with what could follow: many short runs in a long text must stay cheap.
constexpr std::size_t kFirstBuffer = 4096;
constexpr std::size_t kSpare = 8;  // more than one step of the loop puts into it

constexpr std::array<std::uint8_t, 256> make_table() {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNone);
  const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t n = 0; n < alphabet.size(); ++n) {
    table[static_cast<unsigned char>(alphabet[n])] = static_cast<std::uint8_t>(n);
  }
  return table;
}
constexpr std::array<std::uint8_t, 256> kTable = make_table();

std::uint8_t sextet(char c) {
  return kTable[static_cast<unsigned char>(c)];
}

class Decoder {
 public:
  Decoder(std::string_view text, std::size_t from, std::size_t to, const Base64Options& options)
      : text_(text.substr(0, to)), at_(from), line_(from), options_(options) {
    result_.bytes.resize(
        std::min(options.stop_at_padding ? kFirstBuffer / 16 : kFirstBuffer, (to - from) / 4 * 3 + kSpare));
  }

  Base64 run() {
    skip_prefix();
    while (size_ < options_.max_bytes && !ended()) {
      if (size_ + kSpare > result_.bytes.size()) result_.bytes.resize(2 * result_.bytes.size() + kSpare);
      if (phase_ == 0) groups();
      if (at_ >= text_.size() || size_ >= options_.max_bytes) break;
      if (const std::uint8_t value = sextet(text_[at_]); value != kNone) {
        push(value);
        ++at_;
      } else if (!odd_character()) {
        result_.illegal = true;
        break;
      }
    }
    return finished();
  }

 private:
  bool ended() const { return options_.stop_at_padding && padded_ && missing_pad_ == 0; }

  // The tight loop: whole groups of four.
  void groups() {
    if (missing_pad_ > 0 || padded_) return;
    const char* const in = text_.data();
    std::uint8_t* const out = result_.bytes.data();
    const std::size_t end = text_.size();
    const std::size_t most = std::min(options_.max_bytes, result_.bytes.size() - kSpare);
    std::size_t at = at_;
    std::size_t size = size_;
    while (at + 4 <= end && size < most) {
      const std::uint32_t a = sextet(in[at]), b = sextet(in[at + 1]), c = sextet(in[at + 2]), d = sextet(in[at + 3]);
      if ((a | b | c | d) == kNone) {
        if (in[at] == '\n' && at + 1 < end && sextet(in[at + 1]) != kNone && plain_line_end(at)) {
          ++at;
          continue;
        }
        break;
      }
      out[size] = static_cast<std::uint8_t>(a << 2U | b >> 4U);
      out[size + 1] = static_cast<std::uint8_t>(b << 4U | c >> 2U);
      out[size + 2] = static_cast<std::uint8_t>(c << 6U | d);
      size += 3;
      at += 4;
    }
    result_.characters += (size - size_) / 3 * 4;
    at_ = at;
    size_ = size;
  }

  // The line end at `at` needs no further look: the line was not too long, the next has no prefix.
  bool plain_line_end(std::size_t at) {
    if (at == line_ || at - line_ > kLongLine || !options_.line_prefix.empty()) return false;
    line_ = at + 1;
    return true;
  }

  void push(std::uint8_t value) {
    if (padded_ || missing_pad_ > 0) note(Oddity::padding);
    padded_ = false;
    missing_pad_ = 0;
    ++result_.characters;
    group_ = group_ << 6U | value;
    if (++phase_ < 4) return;
    for (const unsigned shift : {16U, 8U, 0U}) put(static_cast<std::uint8_t>(group_ >> shift));
    phase_ = 0;
    group_ = 0;
  }

  void put(std::uint8_t byte) { result_.bytes[size_++] = byte; }

  // Gives out the bytes of a group that is not full.
  void close_group() {
    if (phase_ >= 2) put(static_cast<std::uint8_t>(phase_ == 2 ? group_ >> 4U : group_ >> 10U));
    if (phase_ == 3) put(static_cast<std::uint8_t>(group_ >> 2U));
    phase_ = 0;
    group_ = 0;
  }

  void pad() {
    const bool due = !options_.ignore_padding && (phase_ >= 2 || missing_pad_ > 0);
    if (!due) {
      note(Oddity::padding);
    } else if (phase_ < 2) {
      --missing_pad_;
    } else {
      end_group();
    }
  }

  // `=` behind the second or the third character of a group, which then counts as full.
  void end_group() {
    missing_pad_ = phase_ == 2 ? 1 : 0;
    close_group();
    padded_ = true;
    result_.padded = true;
    result_.characters += result_.characters % 4 == 0 ? 0 : 4 - result_.characters % 4;
  }

  void note(Oddity oddity) {
    std::size_t& first = result_.first[static_cast<std::size_t>(oddity)];
    if (first == std::string_view::npos) first = at_;
  }

  void line_end() {
    if (at_ - line_ > kLongLine) note(Oddity::long_lines);
    const bool crlf = text_.substr(at_, 2) == "\r\n";
    const std::size_t next = at_ + (crlf ? 2 : 1);
    if (at_ == line_ && lines_ > 0 && next < text_.size()) note(Oddity::blank_lines);
    ++lines_;
    at_ = line_ = next;
    skip_prefix();
  }

  void skip_prefix() {
    const std::string_view prefix = text::trim(options_.line_prefix);
    if (prefix.empty()) return;
    std::size_t at = at_;
    while (at < text_.size() && text_[at] == ' ' && at - at_ < options_.line_prefix.size()) ++at;
    if (!text_.substr(at).starts_with(prefix)) return;
    note(Oddity::line_prefix);
    at_ = at + prefix.size();
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    line_ = at_;
  }

  // False: this character has no business here.
  bool odd_character() {
    const char c = text_[at_];
    if (c == '\n' || c == '\r') {
      line_end();
    } else if (c == ' ' || c == '\t' || c == '\v' || c == '\f') {
      blank(1);
    } else if (c == '=') {
      equals_sign();
    } else {
      return options_.tolerant && stranger(c);
    }
    return true;
  }

  void blank(std::size_t width) {
    note(Oddity::blanks);
    at_ += width;
  }

  void equals_sign() {
    const std::string_view behind = text_.substr(at_ + 1, 2);
    if (options_.tolerant && behind == "3D") {
      note(Oddity::quoted_printable);
      pad();
      at_ += 3;
    } else {
      pad();
      ++at_;
    }
  }

  bool stranger(char c) {
    if (c == '-' || c == '_') {
      note(Oddity::url);
      push(c == '-' ? 62 : 63);
      ++at_;
      return true;
    }
    if (options_.quotes && (c == '"' || c == '\'' || c == ',')) {
      note(Oddity::escapes);
      ++at_;
      return true;
    }
    const std::string_view rest = text_.substr(at_, kMaxEscape);
    if (const std::size_t width = invisible_width(rest); width > 0) {
      blank(width);
      return true;
    }
    const std::optional<Escape> escape = escape_at(rest);
    if (!escape) return false;
    note(escape->html ? Oddity::entities : Oddity::escapes);
    take(*escape);
    return true;
  }

  void take(const Escape& escape) {
    if (const std::uint8_t value = sextet(escape.character); value != kNone) push(value);
    if (escape.character == '=') pad();
    at_ += escape.width;
    line_ = at_;
  }

  Base64 finished() {
    if (at_ - line_ > kLongLine) note(Oddity::long_lines);
    if (size_ < options_.max_bytes && (phase_ != 0 || missing_pad_ > 0)) note(Oddity::padding);
    close_group();
    result_.bytes.resize(size_);
    result_.stop = at_;
    return std::move(result_);
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t line_;
  const Base64Options& options_;
  Base64 result_;
  std::size_t size_ = 0;
  std::size_t lines_ = 0;
  std::uint32_t group_ = 0;
  unsigned phase_ = 0;
  unsigned missing_pad_ = 0;
  bool padded_ = false;
};

}  // namespace

bool is_base64(char c) {
  return sextet(c) != kNone;
}

Base64 decode_base64(std::string_view text, std::size_t from, std::size_t to, const Base64Options& options) {
  return Decoder(text, from, std::max(from, to), options).run();
}

}  // namespace certdoc
