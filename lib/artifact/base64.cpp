// Four characters at a time by table; whatever is none of the 64 goes to `odd_character`.
#include "artifact/base64.hpp"

#include <openssl/evp.h>
#include <algorithm>

#include "artifact/base64_decoder.hpp"

namespace certdoc {
namespace {

// The buffer grows with what is found, not with what could follow: many short runs in a long text must stay cheap.
constexpr std::size_t kFirstBuffer = 4096;
constexpr std::size_t kSpare = 8;  // more than one step of the loop puts into it
// What is so long goes on to the end, mostly: then doubling the buffer once more would take three times as much.
constexpr std::size_t kLong = 1024 * 1024;

}  // namespace

Base64Decoder::Base64Decoder(std::string_view text, std::size_t from, std::size_t to, const Base64Options& options)
    : text_(text.substr(0, to)), at_(from), line_(from), options_(options) {
  result_.bytes.resize(
      std::min(options.stop_at_padding ? kFirstBuffer / 16 : kFirstBuffer, (to - from) / 4 * 3 + kSpare));
}

Base64 Base64Decoder::run() {
  skip_prefix();
  while (size_ < options_.max_bytes && !ended()) {
    if (size_ + kSpare > result_.bytes.size()) grow();
    if (phase_ == 0) groups();
    if (at_ >= text_.size() || size_ >= options_.max_bytes) break;
    if (const std::uint8_t value = sextet(text_[at_]); value != kNoSextet) {
      push(value);
      ++at_;
    } else if (!odd_character()) {
      result_.illegal = true;
      break;
    }
  }
  return finished();
}

void Base64Decoder::grow() {
  const std::size_t whole = size_ + std::min((text_.size() - at_) / 4 * 3, options_.max_bytes - size_) + 2 * kSpare;
  const std::size_t twice = 2 * result_.bytes.size() + kSpare;
  result_.bytes.resize(size_ < kLong ? twice : whole);
}

// The tight loop: whole groups of four.
void Base64Decoder::groups() {
  if (missing_pad_ > 0 || padded_) return;
  const char* const in = text_.data();
  std::uint8_t* const out = result_.bytes.data();
  const std::size_t end = text_.size();
  const std::size_t most = std::min(options_.max_bytes, result_.bytes.size() - kSpare);
  std::size_t at = at_;
  std::size_t size = size_;
  while (at + 4 <= end && size < most) {
    const std::uint32_t a = sextet(in[at]), b = sextet(in[at + 1]), c = sextet(in[at + 2]), d = sextet(in[at + 3]);
    if ((a | b | c | d) == kNoSextet) {
      if (in[at] == '\n' && at + 1 < end && sextet(in[at + 1]) != kNoSextet && plain_line_end(at)) {
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
bool Base64Decoder::plain_line_end(std::size_t at) {
  if (at == line_ || at - line_ > kLongLine || !options_.line_prefix.empty()) return false;
  line_ = at + 1;
  return true;
}

void Base64Decoder::push(std::uint8_t value) {
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

// Gives out the bytes of a group that is not full.
void Base64Decoder::close_group() {
  if (phase_ >= 2) put(static_cast<std::uint8_t>(phase_ == 2 ? group_ >> 4U : group_ >> 10U));
  if (phase_ == 3) put(static_cast<std::uint8_t>(group_ >> 2U));
  phase_ = 0;
  group_ = 0;
}

Base64 Base64Decoder::finished() {
  if (at_ - line_ > kLongLine) note(Oddity::long_lines);
  if (size_ < options_.max_bytes && (phase_ != 0 || missing_pad_ > 0)) note(Oddity::padding);
  close_group();
  result_.bytes.resize(size_);
  result_.stop = at_;
  return std::move(result_);
}

bool is_base64(char c) {
  return sextet(c) != kNoSextet;
}

std::string encode_base64(ByteView bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes.data(), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(std::max(size, 0)));
  return out;
}

Base64 decode_base64(std::string_view text, std::size_t from, std::size_t to, const Base64Options& options) {
  return Base64Decoder(text, from, std::max(from, to), options).run();
}

}  // namespace certdoc
