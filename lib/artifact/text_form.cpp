// Tells UTF-8, UTF-16 and 8-bit text apart and decodes them. GB18030 and other 8-bit encodings go through as if they
// were Windows-1252: armor is ASCII in all of them, and nothing else of the text is used.
#include "artifact/text_form.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "artifact/armor.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kSample = 4096;
constexpr std::size_t kStep = 4096;

bool starts_with(ByteView bytes, std::string_view head) {
  return as_text(bytes).starts_with(head);
}

// Without a branch per byte: every file goes through here.
bool is_ascii(std::string_view s) {
  std::uint64_t all = 0;
  std::size_t at = 0;
  for (; at + 8 <= s.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, s.data() + at, 8);
    all |= word;
  }
  for (; at < s.size(); ++at) all |= static_cast<unsigned char>(s[at]);
  return (all & 0x8080808080808080U) == 0;
}

bool is_control(std::uint8_t c) {
  return c < 0x20 && !text::is_space(static_cast<char>(c)) && c != 0x1A && c != 0x1B;
}

// How many of the first 16-bit units are ASCII text when the zero stands in the second byte (or the first).
std::size_t ascii_units(ByteView bytes, std::size_t zero_at) {
  std::size_t count = 0;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const std::uint8_t low = bytes[at + (1 - zero_at)];
    if (bytes[at + zero_at] == 0 && low != 0 && low < 0x7F && !is_control(low)) ++count;
  }
  return count;
}

TextForm form_of(ByteView bytes) {
  if (starts_with(bytes, "\xFF\xFE")) return TextForm::utf16le;
  if (starts_with(bytes, "\xFE\xFF")) return TextForm::utf16be;
  const ByteView head = bytes.first(std::min(bytes.size(), kSample));
  if (head.empty() || std::memchr(head.data(), 0, head.size()) == nullptr) return TextForm::utf8;
  const std::size_t units = head.size() / 2;
  if (units >= 2 && ascii_units(head, 1) * 2 > units) return TextForm::utf16le;
  if (units >= 2 && ascii_units(head, 0) * 2 > units) return TextForm::utf16be;
  return TextForm::utf8;
}

// Bytes 80 to 9F of Windows-1252 (https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT).
constexpr std::array<std::uint16_t, 32> kWindows1252{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                     0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

}  // namespace

bool looks_like_text(ByteView bytes) {
  if (starts_with(bytes, "-----BEGIN ")) return true;
  if (starts_with(bytes, "\xEF\xBB\xBF") || form_of(bytes) != TextForm::utf8) return true;
  const ByteView head = bytes.first(std::min(bytes.size(), kSample));
  const auto controls = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_control));
  if (controls * 50 <= head.size()) return true;
  if (text::trim(as_text(head)).starts_with("-----BEGIN ")) return true;
  // A file of zeros only: read_text says so.
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t c) { return c == 0; });
}

DecodedText::DecodedText(ByteView bytes) : source_(bytes), form_(form_of(bytes)) {
  const bool utf16 = form_ != TextForm::utf8;
  if (starts_with(bytes, "\xEF\xBB\xBF")) source_start_ = 3;
  if (utf16 && (starts_with(bytes, "\xFF\xFE") || starts_with(bytes, "\xFE\xFF"))) source_start_ = 2;
  view_ = as_text(bytes.subspan(source_start_));
  ascii_ = !utf16 && certdoc::is_ascii(view_);
  if (utf16) {
    decode_utf16(form_ == TextForm::utf16le);
  } else if (!ascii_ && !text::is_utf8(view_)) {
    form_ = TextForm::latin;
    decode_latin();
  }
  has_cr_ = view_.find('\r') != std::string_view::npos;
}

void DecodedText::append(std::uint32_t point) {
  const auto tail = [&](unsigned shift) {
    decoded_.push_back(static_cast<std::uint8_t>(0x80U | ((point >> shift) & 0x3FU)));
  };
  if (point < 0x80) {
    decoded_.push_back(static_cast<std::uint8_t>(point));
    return;
  }
  if (point < 0x800) {
    decoded_.push_back(static_cast<std::uint8_t>(0xC0U | (point >> 6U)));
  } else if (point < 0x10000) {
    decoded_.push_back(static_cast<std::uint8_t>(0xE0U | (point >> 12U)));
    tail(6);
  } else {
    decoded_.push_back(static_cast<std::uint8_t>(0xF0U | (point >> 18U)));
    tail(12);
    tail(6);
  }
  tail(0);
}

void DecodedText::decode_utf16(bool little) {
  const ByteView in = source_.subspan(source_start_);
  const auto unit = [&](std::size_t at) {
    return static_cast<std::uint32_t>(little ? in[at] | in[at + 1] << 8 : in[at] << 8 | in[at + 1]);
  };
  decoded_.reserve(in.size() / 2 + 16);
  for (std::size_t at = 0; at + 1 < in.size(); at += 2) {
    std::uint32_t point = unit(at);
    const bool high = point >= 0xD800 && point < 0xDC00;
    const std::uint32_t next = high && at + 3 < in.size() ? unit(at + 2) : 0;
    if (next >= 0xDC00 && next < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10U) + (next - 0xDC00);
      at += 2;
    } else if (point >= 0xD800 && point < 0xE000) {
      point = 0xFFFD;
    }
    append(point);
  }
  view_ = as_text(decoded_);
}

void DecodedText::decode_latin() {
  const ByteView in = source_.subspan(source_start_);
  decoded_.reserve(in.size() + in.size() / 4);
  for (const std::uint8_t c : in) append(c >= 0x80 && c < 0xA0 ? kWindows1252[c - 0x80U] : c);
  view_ = as_text(decoded_);
}

// How many bytes of the file a character takes, counted at its first byte.
std::size_t DecodedText::source_width(unsigned char c) const {
  if (form_ == TextForm::utf8) return 1;
  if ((c & 0xC0U) == 0x80U) return 0;
  if (form_ == TextForm::latin) return 1;
  return c >= 0xF0 ? 4 : 2;
}

DecodedText::Mark DecodedText::moved(Mark from, std::size_t to) const {
  for (; from.at < to; ++from.at) {
    const char c = view_[from.at];
    const bool lone_cr = c == '\r' && (from.at + 1 == view_.size() || view_[from.at + 1] != '\n');
    if (c == '\n' || lone_cr) ++from.line;
    from.source += source_width(static_cast<unsigned char>(c));
  }
  return from;
}

Place DecodedText::place(std::size_t at) {
  at = std::min(at, view_.size());
  if (marks_.empty()) marks_.push_back({.at = 0, .source = source_start_, .line = 1});
  while (marks_.back().at + kStep <= at) marks_.push_back(moved(marks_.back(), marks_.back().at + kStep));
  const Mark found = moved(marks_[at / kStep], at);
  return {.line = found.line, .offset = found.source, .inside = {}};
}

}  // namespace certdoc
