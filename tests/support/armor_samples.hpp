// PEM text for the tests of its reader: the content is a DER SEQUENCE of bytes that use the whole alphabet of base64.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "artifact/armor.hpp"
#include "numbers.hpp"

namespace certdoc::test {

inline std::string base64(std::string_view in) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < in.size(); at += 3) {
    unsigned group = 0;
    for (std::size_t n = 0; n < 3; ++n)
      group = group << 8U | (at + n < in.size() ? static_cast<unsigned char>(in[at + n]) : 0U);
    for (unsigned n = 0; n < 4; ++n) out += at + n > in.size() ? '=' : kAlphabet[group >> (18 - 6 * n) & 63U];
  }
  return out;
}

inline std::string replaced(std::string s, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = s.find(what, at)) != std::string::npos; at += with.size())
    s.replace(at, what.size(), with);
  return s;
}

// `size` bytes of content; 700 makes 704, whose base64 ends in one `=`.
inline std::string der(std::size_t size = 700) {
  Numbers numbers;
  std::string out{'\x30', '\x82', static_cast<char>(size >> 8U), static_cast<char>(size & 0xFFU)};
  while (out.size() < size + 4) out += static_cast<char>(numbers.below(256));
  return out;
}

inline std::string pem(std::string_view label = "CERTIFICATE", std::size_t width = 64) {
  std::string out = "-----BEGIN " + std::string(label) + "-----\n";
  const std::string text = base64(der());
  for (std::size_t at = 0; at < text.size(); at += width) out += text.substr(at, width) + "\n";
  return out + "-----END " + std::string(label) + "-----\n";
}

inline std::string body_of(const std::string& pem) {
  const std::size_t from = pem.find('\n') + 1;
  return pem.substr(from, pem.find("-----END") - from);
}

inline std::string utf16(std::string_view ascii, bool little, bool mark) {
  std::string out;
  const auto put = [&](unsigned unit) {
    const char high = static_cast<char>(unit >> 8U), low = static_cast<char>(unit & 0xFFU);
    out += little ? low : high;
    out += little ? high : low;
  };
  if (mark) put(0xFEFF);
  for (const char c : ascii) put(static_cast<unsigned char>(c));
  return out;
}

inline TextContents read(const std::string& file) {
  return read_text(as_bytes(file), 10'000, Lang::en);
}
inline TextContents read_zh(const std::string& file) {
  return read_text(as_bytes(file), 10'000, Lang::zh);
}

inline std::string content(const TextContents& found, std::size_t n) {
  return n < found.blocks.size() ? std::string(as_text(found.blocks[n].der)) : "no such block";
}

// `dashes cut-off!`: a mark of exclamation where it was not read.
inline std::string ids(const TextContents& found) {
  std::string out;
  for (const Damage& damage : found.damages) out += (out.empty() ? "" : " ") + damage.id + (damage.read ? "" : "!");
  return out;
}

inline bool has(const TextContents& found, std::string_view id) {
  return std::any_of(found.damages.begin(), found.damages.end(), [&](const Damage& damage) { return damage.id == id; });
}

}  // namespace certdoc::test
