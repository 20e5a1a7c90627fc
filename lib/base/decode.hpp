// Bytes of unknown encoding -> lines of UTF-8, one line at a time, so that logs of any size fit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "certdoc/error.hpp"
#include "certdoc/stream.hpp"

namespace certdoc {

// UTF-8 as it is; else as GB18030; else with each wrong byte replaced by U+FFFD. Logs of Chinese systems mix
// them, so the decision is made for every line anew.
std::string line_to_utf8(std::string_view line);

// Reads a stream in pieces and hands out its lines as UTF-8. UTF-16 is recognised by its byte order mark.
// A line that is longer than `max_line` is handed out in pieces that bear the same number.
class LineReader {
 public:
  LineReader(ReadSome read, std::size_t max_line);

  struct Line {
    std::string text;
    std::uint64_t number = 0;
  };

  // False at the end of the stream.
  Result<bool> next(Line& line);

  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  enum class Encoding { unknown, bytes, utf16le, utf16be };

  Result<void> fill();
  void detect();
  std::string_view pending() const { return std::string_view(buffer_).substr(start_); }
  void append(std::string_view raw);
  void append_utf16(std::string_view raw);
  bool take_line(Line& line);
  void hand_out(Line& line, std::size_t size, std::size_t taken);

  ReadSome read_;
  std::size_t max_line_;
  std::string buffer_;  // UTF-8 or raw bytes, undecoded per line
  std::string raw_;     // an incomplete UTF-16 unit or byte order mark
  std::size_t start_ = 0;
  std::size_t searched_ = 0;  // no line end before this offset of pending()
  std::uint32_t high_surrogate_ = 0;
  std::uint64_t number_ = 1;
  std::uint64_t bytes_read_ = 0;
  Encoding encoding_ = Encoding::unknown;
  bool ended_ = false;
};

}  // namespace certdoc
