// One block between BEGIN and END: decoded, and what is wrong around it.
#include <algorithm>
#include <array>
#include <utility>

#include "artifact/armor_reader.hpp"
#include "artifact/escape.hpp"
#include "artifact/pem_headers.hpp"
#include "base/say.hpp"
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

bool is_encrypted(const Block& block) {
  return std::any_of(block.headers.begin(), block.headers.end(), [](const auto& header) {
    return header.first == "Proc-Type" && header.second.ends_with("ENCRYPTED");
  });
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

void ArmorReader::decode_block(const Frame& frame, Block& block) {
  std::size_t from = frame.from;
  // An escaped line end, where the block is written on one line.
  const auto escape = escape_at(text_.substr(from, std::min(kMaxEscape, frame.to - from)));
  const std::size_t headers_from = escape && escape->character == ' ' ? from + escape->width : from;
  const std::string_view first =
      text_.substr(headers_from, std::min<std::size_t>(80, frame.to - std::min(headers_from, frame.to)));
  if (first.find(':') != std::string_view::npos) {
    const std::size_t behind = read_pem_headers(text_, headers_from, frame.to, frame.line_prefix, block.headers);
    if (!block.headers.empty()) from = behind;
  }
  const char before = frame.prefix.empty() ? ' ' : frame.prefix.back();
  const Base64Options options{.line_prefix = frame.line_prefix, .quotes = before == '"' || before == '\''};
  Base64 decoded = decode_base64(text_, from, frame.to, options);
  if (!decoded.whole() || decoded.has(Oddity::padding)) {
    Base64Options without = options;
    without.ignore_padding = true;
    Base64 other = decode_base64(text_, from, frame.to, without);
    if (!is_one_sequence(decoded.bytes) && is_one_sequence(other.bytes)) decoded = std::move(other);
  }
  if (!accept(frame, decoded, block)) return;
  const bool embedded = page_ || decoded.has(Oddity::escapes) || decoded.has(Oddity::entities);
  note_prefix(frame, embedded);
  note_markers(frame, embedded);
  note_oddities(decoded);
  if (escape && !decoded.has(Oddity::escapes) && !escape->html) damages_.put_right(Flaw::escaped_newlines, frame.from);
  if (page_) damages_.put_right(Flaw::inside_page, 0);
  block.der = std::move(decoded.bytes);
  block.place = source_.place(frame.begin.start);
  contents_.blocks.push_back(std::move(block));
}

bool ArmorReader::accept(const Frame& frame, Base64& decoded, const Block& block) {
  if (!frame.end) return accept_unended(frame, decoded);
  const std::size_t end = frame.end->start;
  if (decoded.illegal) {
    refuse_character(decoded.stop, decoded.bytes);
    return false;
  }
  if (decoded.characters == 0) {
    damages_.unread(Flaw::empty_block, frame.begin.start, [&] {
      return say(lang_, "nothing stands between BEGIN and END ({})", "BEGIN 与 END 之间没有内容（{}）",
                 frame.begin.label);
    });
    return false;
  }
  const bool unsure = decoded.has(Oddity::padding) || decoded.has(Oddity::url);
  if (!decoded.whole() || (unsure && !is_one_sequence(decoded.bytes))) {
    const auto announced = announced_length(decoded.bytes);
    if (announced && *announced > decoded.bytes.size()) {
      refuse_cut_off(*announced, decoded.bytes.size(), end);
    } else {
      refuse_count(decoded, end);
    }
    return false;
  }
  const auto announced = is_encrypted(block) ? std::nullopt : announced_length(decoded.bytes);
  if (announced && *announced > decoded.bytes.size()) {
    refuse_cut_off(*announced, decoded.bytes.size(), end);
    return false;
  }
  if (frame.end->label == frame.begin.label) return true;
  if (announced) {
    damages_.put_right(Flaw::label_mismatch, end);
    return true;
  }
  damages_.unread(Flaw::label_mismatch, end, [&] {
    return say(lang_, "BEGIN {} is followed by END {}", "BEGIN {} 之后是 END {}", frame.begin.label, frame.end->label);
  });
  return false;
}

// Without an END line only the length in the DER says that all of it is there.
bool ArmorReader::accept_unended(const Frame& frame, Base64& decoded) {
  const auto announced = announced_length(decoded.bytes);
  if (announced && *announced <= decoded.bytes.size()) {
    decoded.bytes.resize(*announced);
    damages_.put_right(Flaw::no_end_line, frame.begin.start);
    return true;
  }
  if (announced) {
    refuse_cut_off(*announced, decoded.bytes.size(), decoded.stop);
    return false;
  }
  damages_.unread(Flaw::no_end_line, frame.begin.start, [&] {
    return say(lang_, "BEGIN {} has no END line, and nothing shows where its content ends",
               "BEGIN {} 没有 END 行，也无法判断内容在哪里结束", frame.begin.label);
  });
  return false;
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
