// "Still reading" on a terminal, for work that takes longer than a moment.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "certdoc/examine.hpp"
#include "certdoc/explain.hpp"
#include "certdoc/lang.hpp"
#include "flags.hpp"

namespace certdoc {

class ProgressLine {
 public:
  ProgressLine(const std::string& path, Lang lang);

  // Empty where stderr is no terminal.
  Progress callback();
  void finish() const;

 private:
  void show(std::uint64_t bytes);

  Lang lang_;
  std::uint64_t total_ = 0;
  bool shown_ = false;
  std::uint64_t last_bytes_ = 0;
  std::chrono::steady_clock::time_point next_;
};

// The same for many files, or other things that are counted.
class FileProgressLine {
 public:
  explicit FileProgressLine(Lang lang, Both what = {"reading files", "正在读取文件"})
      : what_(lang == Lang::zh ? what.zh : what.en), next_(std::chrono::steady_clock::now() + kPatience) {}

  // Empty where stderr is no terminal.
  FileProgress callback();
  void finish();

 private:
  static constexpr std::chrono::milliseconds kPatience{500};

  void show(std::size_t done, std::size_t all);

  std::string_view what_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace certdoc
