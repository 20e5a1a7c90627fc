// What stands between the characters of base64 text: line ends, prefixes, padding, and what people and programs put
// there.
#include <optional>

#include "artifact/base64_decoder.hpp"
#include "artifact/escape.hpp"
#include "base/text.hpp"

namespace certdoc {

// False: this character has no business here.
bool Base64Decoder::odd_character() {
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

void Base64Decoder::line_end() {
  if (at_ - line_ > kLongLine) note(Oddity::long_lines);
  const bool crlf = text_.substr(at_, 2) == "\r\n";
  const std::size_t next = at_ + (crlf ? 2 : 1);
  if (at_ == line_ && lines_ > 0 && next < text_.size()) note(Oddity::blank_lines);
  ++lines_;
  at_ = line_ = next;
  skip_prefix();
}

void Base64Decoder::skip_prefix() {
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

void Base64Decoder::blank(std::size_t width) {
  note(Oddity::blanks);
  at_ += width;
}

void Base64Decoder::equals_sign() {
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

void Base64Decoder::pad() {
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
void Base64Decoder::end_group() {
  missing_pad_ = phase_ == 2 ? 1 : 0;
  close_group();
  padded_ = true;
  result_.padded = true;
  result_.characters += result_.characters % 4 == 0 ? 0 : 4 - result_.characters % 4;
}

bool Base64Decoder::stranger(char c) {
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

void Base64Decoder::take(const Escape& escape) {
  if (const std::uint8_t value = sextet(escape.character); value != kNoSextet) push(value);
  if (escape.character == '=') pad();
  at_ += escape.width;
  line_ = at_;
}

}  // namespace certdoc
