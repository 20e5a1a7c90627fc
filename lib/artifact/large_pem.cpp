#include "artifact/large_pem.hpp"

#include <algorithm>
#include <array>

#include "artifact/base64_decoder.hpp"
#include "artifact/der.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kLarge = 1024 * 1024;
constexpr std::string_view kBegin = "-----BEGIN X509 CRL-----";
constexpr std::string_view kEnd = "-----END X509 CRL-----";

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), text::is_space);
}

// How many octets the base64 stands for, from the end of the BEGIN line on: whole groups of four, at most two of
// padding, lines of usual length with one kind of line end. 0: it is written otherwise.
std::size_t octets_of(std::string_view body) {
  std::size_t characters = 0, padding = 0, line = 1, returns = 0, lines = 0;
  for (const char c : body) {
    if (c == '\r') {
      ++returns;
    } else if (c == '\n') {
      if (line == 0 || line > kLongLine) return 0;
      ++lines;
      line = 0;
    } else if (c == '=' ? ++padding > 2 : padding > 0 || sextet(c) == kNoSextet) {
      return 0;
    } else {
      ++characters;
      ++line;
    }
  }
  const bool usual = line == 0 && (returns == 0 || returns == lines) && characters % 4 == 0;
  return usual ? characters / 4 * 3 - padding : 0;
}

// What is written never overtakes what is read: three octets come of four.
std::size_t decode_in_place(std::uint8_t* out, const char* in, std::size_t size) {
  std::size_t written = 0;
  std::uint32_t group = 0;
  unsigned phase = 0;
  for (std::size_t at = 0; at < size; ++at) {
    const std::uint8_t value = sextet(in[at]);
    if (value == kNoSextet) continue;
    group = group << 6U | value;
    if (++phase < 4) continue;
    out[written++] = static_cast<std::uint8_t>(group >> 16U);
    out[written++] = static_cast<std::uint8_t>(group >> 8U);
    out[written++] = static_cast<std::uint8_t>(group);
    phase = 0;
  }
  if (phase >= 2) out[written++] = static_cast<std::uint8_t>(phase == 2 ? group >> 4U : group >> 10U);
  if (phase == 3) out[written++] = static_cast<std::uint8_t>(group >> 2U);
  return written;
}

// The DER is as long as it says.
bool is_whole(std::string_view body, std::size_t octets) {
  std::array<std::uint8_t, 64> head{};
  const std::size_t size = decode_in_place(head.data(), body.data(), std::min(body.size(), head.size()));
  return der::announced_size(ByteView(head).first(size)) == octets;
}

}  // namespace

bool decode_large_crl(SecretBytes& text) {
  const std::string_view all = as_text(text);
  if (all.size() < kLarge || !all.starts_with(kBegin)) return false;
  const std::size_t end = all.rfind(kEnd);
  if (end == std::string_view::npos || !is_blank(all.substr(end + kEnd.size()))) return false;
  const std::string_view body = all.substr(kBegin.size(), end - kBegin.size());
  const bool alone = body.starts_with('\n') || body.starts_with("\r\n");
  const std::size_t octets = alone ? octets_of(body) : 0;
  if (octets == 0 || !is_whole(body, octets)) return false;
  text.resize(decode_in_place(text.data(), body.data(), body.size()));
  return true;
}

}  // namespace certdoc
