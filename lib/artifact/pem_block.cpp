// One block between BEGIN and END: decoded, and what is wrong around it.
#include <algorithm>
#include <array>
#include <utility>

#include "artifact/armor_reader.hpp"
#include "artifact/escape.hpp"
#include "artifact/pem_headers.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

// Behind the blanks and the line end that follow a marker; the position itself where something else follows.
std::size_t next_line(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  if (text.substr(end, 2) == "\r\n") return end + 2;
  if (end < text.size() && is_line_end(text[end])) return end + 1;
  return end == text.size() ? end : at;
}

}  // namespace

void ArmorReader::read_block(const Marker& begin, const std::optional<Marker>& end, std::size_t to) {
  Frame frame;
  frame.begin = begin;
  frame.end = end;
  frame.from = next_line(text_, begin.end);
  frame.to = to;
  frame.prefix = prefix_of(begin);
  const std::string_view mark = text::trim(frame.prefix);
  const std::string_view second =
      text_.substr(frame.from, std::min<std::size_t>(frame.prefix.size() + 1, to - frame.from));
  if (!mark.empty() && frame.from != begin.end && text::trim(second).starts_with(mark))
    frame.line_prefix = frame.prefix;
  Block block{.label = std::string(begin.label), .headers = {}, .der = {}, .place = {}};
  decode_block(frame, block);
}

// What stands before BEGIN on its line. A byte order mark there comes from joining files.
std::string_view ArmorReader::prefix_of(const Marker& begin) {
  const std::size_t start = line_start(text_, begin.start);
  std::string_view prefix = text_.substr(start, begin.start - start);
  if (!prefix.ends_with(kByteOrderMark)) return prefix;
  damages_.put_right(Flaw::utf8_bom, begin.start - kByteOrderMark.size());
  prefix.remove_suffix(kByteOrderMark.size());
  return prefix;
}

// Where the base64 text starts: behind the headers of RFC 1421, where there are any.
std::size_t ArmorReader::read_headers(const Frame& frame, std::size_t from, Block& block) const {
  const std::string_view first = text_.substr(from, std::min<std::size_t>(80, frame.to - std::min(from, frame.to)));
  if (first.find(':') == std::string_view::npos) return frame.from;
  const std::size_t behind = read_pem_headers(text_, from, frame.to, frame.line_prefix, block.headers);
  return block.headers.empty() ? frame.from : behind;
}

Base64 ArmorReader::decode(const Frame& frame, std::size_t from) const {
  const char before = frame.prefix.empty() ? ' ' : frame.prefix.back();
  Base64Options options{.line_prefix = frame.line_prefix, .quotes = before == '"' || before == '\''};
  Base64 decoded = decode_base64(text_, from, frame.to, options);
  if (decoded.whole() && !decoded.has(Oddity::padding)) return decoded;
  options.ignore_padding = true;
  Base64 other = decode_base64(text_, from, frame.to, options);
  return !is_one_sequence(decoded.bytes) && is_one_sequence(other.bytes) ? std::move(other) : std::move(decoded);
}

void ArmorReader::decode_block(const Frame& frame, Block& block) {
  // An escaped line end, where the block is written on one line.
  const auto escape = escape_at(text_.substr(frame.from, std::min(kMaxEscape, frame.to - frame.from)));
  const std::size_t headers_from = escape && escape->character == ' ' ? frame.from + escape->width : frame.from;
  Base64 body = decode(frame, read_headers(frame, headers_from, block));
  if (!accept(frame, body, block)) return;
  const bool embedded = page_ || body.has(Oddity::escapes) || body.has(Oddity::entities);
  note_prefix(frame, embedded);
  note_markers(frame, embedded);
  note_oddities(body);
  if (escape && !body.has(Oddity::escapes) && !escape->html) damages_.put_right(Flaw::escaped_newlines, frame.from);
  if (page_) damages_.put_right(Flaw::inside_page, 0);
  block.der = std::move(body.bytes);
  block.place = source_.place(frame.begin.start);
  contents_.blocks.push_back(std::move(block));
}

void ArmorReader::note_prefix(const Frame& frame, bool embedded) {
  if (frame.prefix.empty() || embedded) return;
  const std::size_t at = frame.begin.start;
  const std::string_view mark = text::trim(frame.prefix);
  if (mark.empty()) {
    damages_.put_right(Flaw::indented, at);
  } else if (!frame.line_prefix.empty()) {
    damages_.put_right(Flaw::line_prefix, at);
  } else if (!mark.ends_with('-')) {  // the END that this is glued to says so
    damages_.put_right(Flaw::not_alone_on_line, at);
  }
}

void ArmorReader::note_markers(const Frame& frame, bool embedded) {
  const Marker& begin = frame.begin;
  if (!begin.exact) damages_.put_right(Flaw::dashes, begin.start);
  if (!embedded && frame.from == begin.end && begin.end < text_.size()) {
    damages_.put_right(Flaw::not_alone_on_line, begin.start);
  }
  if (!frame.end) return;
  const Marker& end = *frame.end;
  if (!end.exact) damages_.put_right(Flaw::dashes, end.start);
  if (end.glued) damages_.put_right(Flaw::glued, end.end);
  if (embedded) return;
  const char before = end.start > 0 ? text_[end.start - 1] : '\n';
  const bool blank_behind = end.end == text_.size() || next_line(text_, end.end) != end.end;
  if (is_base64(before) || before == '=') damages_.put_right(Flaw::not_alone_on_line, end.start);
  if (!blank_behind && !end.glued) damages_.put_right(Flaw::not_alone_on_line, end.end);
}

void ArmorReader::note_oddities(const Base64& decoded) {
  constexpr std::array<Flaw, kOddities> kFlawOf{Flaw::blanks,           Flaw::blank_lines,   Flaw::long_lines,
                                                Flaw::line_prefix,      Flaw::html_entities, Flaw::escaped_newlines,
                                                Flaw::quoted_printable, Flaw::base64url,     Flaw::base64_padding};
  for (std::size_t n = 0; n < kOddities; ++n) {
    const bool counted_before = kFlawOf[n] == Flaw::line_prefix;  // once for the BEGIN line
    if (decoded.first[n] != std::string_view::npos && !counted_before) damages_.put_right(kFlawOf[n], decoded.first[n]);
  }
}

}  // namespace certdoc
