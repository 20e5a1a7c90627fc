// Reads base64 text character by character where it must, four characters at a time where it can.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "artifact/base64.hpp"

namespace certdoc {

struct Escape;

constexpr std::uint8_t kNoSextet = 0xFF;
constexpr std::size_t kLongLine = 254;  // what older PEM readers take for a line

constexpr std::array<std::uint8_t, 256> make_sextets() {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNoSextet);
  const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t n = 0; n < alphabet.size(); ++n) {
    table[static_cast<unsigned char>(alphabet[n])] = static_cast<std::uint8_t>(n);
  }
  return table;
}
inline constexpr std::array<std::uint8_t, 256> kSextets = make_sextets();

// The six bits that the character stands for; kNoSextet: it is none of the 64.
inline std::uint8_t sextet(char c) {
  return kSextets[static_cast<unsigned char>(c)];
}

class Base64Decoder {
 public:
  Base64Decoder(std::string_view text, std::size_t from, std::size_t to, const Base64Options& options);

  Base64 run();

 private:
  // base64.cpp: what base64 is made of
  bool ended() const { return options_.stop_at_padding && padded_ && missing_pad_ == 0; }
  void grow();
  void groups();
  bool plain_line_end(std::size_t at);
  void push(std::uint8_t value);
  void put(std::uint8_t byte) { result_.bytes[size_++] = byte; }
  void close_group();
  Base64 finished();

  // base64_odd.cpp: what stands between
  bool odd_character();
  void line_end();
  void skip_prefix();
  void blank(std::size_t width);
  void equals_sign();
  void pad();
  void end_group();
  bool stranger(char c);
  void take(const Escape& escape);

  void note(Oddity oddity) {
    std::size_t& first = result_.first[static_cast<std::size_t>(oddity)];
    if (first == std::string_view::npos) first = at_;
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

}  // namespace certdoc
