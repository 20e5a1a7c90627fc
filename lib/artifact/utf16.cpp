// Between UTF-8 and UTF-16.
#include "artifact/utf16.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

bool is_high(std::uint32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

bool is_low(std::uint32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

std::uint32_t unit_at(ByteView text, std::size_t at) {
  return at + 1 < text.size() ? (std::uint32_t{text[at]} << 8U) | text[at + 1] : 0;
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0U | (point >> 6U));
  } else {
    if (point < 0x10000) {
      put(0xE0U | (point >> 12U));
    } else {
      put(0xF0U | (point >> 18U));
      put(0x80U | ((point >> 12U) & 0x3FU));
    }
    put(0x80U | ((point >> 6U) & 0x3FU));
  }
  put(0x80U | (point & 0x3FU));
}

void append_unit(SecretBytes& out, std::uint32_t unit) {
  out.push_back(static_cast<std::uint8_t>(unit >> 8U));
  out.push_back(static_cast<std::uint8_t>(unit & 0xFFU));
}

// The code point at the start of valid UTF-8, and the number of its bytes.
std::pair<std::uint32_t, std::size_t> code_point(ByteView utf8) {
  const std::uint8_t first = utf8.front();
  if (first < 0x80) return {first, 1};
  std::size_t size = first >= 0xF0 ? 4 : 3;
  if (first < 0xE0) size = 2;
  std::uint32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t n = 1; n < size && n < utf8.size(); ++n) value = (value << 6U) | (utf8[n] & 0x3FU);
  return {value, std::min(size, utf8.size())};
}

}  // namespace

std::string utf8_of_utf16be(ByteView text) {
  std::string out;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    std::uint32_t point = unit_at(text, at);
    if (is_high(point) && is_low(unit_at(text, at + 2))) {
      at += 2;
      point = 0x10000U + ((point - 0xD800U) << 10U) + (unit_at(text, at) - 0xDC00U);
    }
    if (point == 0 && at + 2 >= text.size()) break;  // some end it with a zero
    append_utf8(out, is_high(point) || is_low(point) ? kReplacement : point);
  }
  return out;
}

SecretBytes utf16be_of(ByteView password) {
  SecretBytes out;
  out.reserve(password.size() * 2);
  const bool utf8 = text::is_utf8(as_text(password));
  while (!password.empty()) {
    const auto [point, size] = utf8 ? code_point(password) : std::pair<std::uint32_t, std::size_t>{password.front(), 1};
    password = password.subspan(size);
    if (point > 0xFFFF) append_unit(out, 0xD800U + ((point - 0x10000U) >> 10U));
    append_unit(out, point > 0xFFFF ? 0xDC00U + ((point - 0x10000U) & 0x3FFU) : point);
  }
  return out;
}

}  // namespace certdoc
