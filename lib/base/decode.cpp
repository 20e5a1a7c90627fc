#include "base/decode.hpp"

#include <iconv.h>
#include <utf8proc.h>
#include <algorithm>
#include <array>
#include <cerrno>

#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kChunk = 256 * 1024;
constexpr std::uint32_t kReplacement = 0xFFFD;

class Gb18030 {
 public:
  Gb18030() : handle_(iconv_open("UTF-8", "GB18030")) {}
  ~Gb18030() {
    if (valid()) iconv_close(handle_);
  }
  Gb18030(const Gb18030&) = delete;
  Gb18030& operator=(const Gb18030&) = delete;

  // Empty where the bytes are no GB18030, or where this system has no converter for it.
  std::string to_utf8(std::string_view line) {
    if (!valid()) return {};
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    std::string out(line.size() * 4, '\0');  // two bytes become at most four
    char* in = const_cast<char*>(line.data());
    char* to = out.data();
    std::size_t in_left = line.size();
    std::size_t out_left = out.size();
    if (iconv(handle_, &in, &in_left, &to, &out_left) == static_cast<std::size_t>(-1)) return {};
    out.resize(out.size() - out_left);
    return out;
  }

 private:
  bool valid() const {
    return handle_ != reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): as POSIX has it
  }
  iconv_t handle_;
};

void append_point(std::string& out, std::uint32_t point) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(std::max<utf8proc_ssize_t>(0, n)));
}

std::uint32_t combined(char high, char low) {
  return std::uint32_t{static_cast<unsigned char>(high)} << 8U | static_cast<unsigned char>(low);
}

// Where to cut a line that is too long: at a blank, so that no code is cut in two, if there is one near.
std::size_t cut_of(std::string_view line, std::size_t max) {
  const std::size_t blank = line.rfind(' ', max);
  if (blank != std::string_view::npos && blank > max / 2) return blank;
  std::size_t cut = max;
  while (cut > max - 4 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
  return cut;
}

// The first CR or LF at or behind `from`. In windows: where lines end in CR alone, every search for an LF would run
// to the end of the buffer.
std::size_t line_end(std::string_view s, std::size_t from) {
  constexpr std::size_t kWindow = 256;
  for (; from < s.size(); from += kWindow) {
    const std::string_view window = s.substr(from, kWindow);
    const std::size_t lf = window.find('\n');
    const std::size_t end = std::min(lf, window.substr(0, lf).find('\r'));
    if (end != std::string_view::npos) return from + end;
  }
  return std::string_view::npos;
}

}  // namespace

std::string line_to_utf8(std::string_view line) {
  if (text::is_utf8(line)) return std::string(line);
  thread_local Gb18030 converter;
  if (std::string out = converter.to_utf8(line); !out.empty()) return out;
  return text::normal(line);
}

LineReader::LineReader(ReadSome read, std::size_t max_line) : read_(std::move(read)), max_line_(max_line) {}

void LineReader::append_utf16(std::string_view raw) {
  raw_.append(raw);
  const bool little = encoding_ == Encoding::utf16le;
  std::size_t at = 0;
  for (; at + 1 < raw_.size(); at += 2) {
    const char first = raw_[at];
    const char second = raw_[at + 1];
    const std::uint32_t unit = little ? combined(second, first) : combined(first, second);
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    if (high_surrogate_ != 0 && !low) append_point(buffer_, kReplacement);
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_surrogate_ = unit;
      continue;
    }
    const std::uint32_t point = !low              ? unit
                                : high_surrogate_ ? 0x10000 + ((high_surrogate_ - 0xD800) << 10U) + (unit - 0xDC00)
                                                  : kReplacement;
    high_surrogate_ = 0;
    append_point(buffer_, point);
  }
  raw_.erase(0, at);
}

void LineReader::append(std::string_view raw) {
  if (encoding_ == Encoding::bytes) {
    buffer_.append(raw);
  } else {
    append_utf16(raw);
  }
}

void LineReader::detect() {
  const std::string head = std::move(raw_);
  raw_.clear();
  if (head.starts_with("\xFF\xFE")) {
    encoding_ = Encoding::utf16le;
    append(std::string_view(head).substr(2));
  } else if (head.starts_with("\xFE\xFF")) {
    encoding_ = Encoding::utf16be;
    append(std::string_view(head).substr(2));
  } else {
    encoding_ = Encoding::bytes;
    append(head.starts_with("\xEF\xBB\xBF") ? std::string_view(head).substr(3) : std::string_view(head));
  }
}

Result<void> LineReader::fill() {
  buffer_.erase(0, start_);
  start_ = 0;
  std::string chunk(kChunk, '\0');
  const Result<std::size_t> got = read_(chunk.data(), chunk.size());
  if (!got) return tl::unexpected(got.error());
  ended_ = *got == 0;
  bytes_read_ += *got;
  const std::string_view raw = std::string_view(chunk).substr(0, *got);
  if (encoding_ != Encoding::unknown) {
    append(raw);
  } else {
    raw_.append(raw);
    if (raw_.size() >= 3 || ended_) detect();
  }
  // Half a character at the very end.
  if (ended_ && (high_surrogate_ != 0 || !raw_.empty())) append_point(buffer_, kReplacement);
  return {};
}

bool LineReader::take_line(Line& line) {
  const std::string_view rest = pending();
  const std::size_t end = line_end(rest, searched_);
  const bool found = end != std::string_view::npos;
  const std::size_t size = found ? end : rest.size();
  if (size > max_line_) {
    const std::size_t cut = cut_of(rest, max_line_);
    hand_out(line, cut, cut);
    return true;
  }
  // A CR that was read last may be half of a CRLF: read on before deciding.
  const bool undecided = !found || (rest[end] == '\r' && end + 1 == rest.size());
  if (undecided && !ended_) {
    searched_ = size;
    return false;
  }
  const bool crlf = found && rest.substr(end, 2) == "\r\n";
  hand_out(line, size, size + (crlf ? 2 : found ? 1 : 0));
  if (found) ++number_;
  return true;
}

void LineReader::hand_out(Line& line, std::size_t size, std::size_t taken) {
  line.number = number_;
  line.text = line_to_utf8(pending().substr(0, size));
  start_ += taken;
  searched_ = 0;
}

Result<bool> LineReader::next(Line& line) {
  for (;;) {
    if (!pending().empty() && take_line(line)) return true;
    if (ended_) return false;
    if (const auto filled = fill(); !filled) return tl::unexpected(filled.error());
  }
}

}  // namespace certdoc
