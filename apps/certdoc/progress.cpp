#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <cstdio>
#include <filesystem>

namespace certdoc {
namespace {

constexpr std::chrono::milliseconds kFirst{500};
constexpr std::chrono::milliseconds kEvery{200};
constexpr std::uint64_t kMiB = 1024 * 1024;

}  // namespace

ProgressLine::ProgressLine(const std::string& path, Lang lang)
    : lang_(lang), next_(std::chrono::steady_clock::now() + kFirst) {
  std::error_code none;
  const auto size = std::filesystem::file_size(path, none);
  total_ = none ? 0 : size;
}

Progress ProgressLine::callback() {
  if (::isatty(STDERR_FILENO) == 0) return {};
  return [this](std::uint64_t bytes) { show(bytes); };
}

void ProgressLine::show(std::uint64_t bytes) {
  if (bytes == last_bytes_) return;  // the clock is asked once a chunk, not once a line
  last_bytes_ = bytes;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kEvery;
  shown_ = true;
  const std::string of = total_ > 0 ? fmt::format(" / {}", total_ / kMiB) : "";
  fmt::print(stderr, "\r{} {}{} MiB ", lang_ == Lang::zh ? "正在读取" : "reading", bytes / kMiB, of);
}

void ProgressLine::finish() const {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

FileProgress FileProgressLine::callback() {
  if (::isatty(STDERR_FILENO) == 0) return {};
  return [this](std::size_t done, std::size_t all) { show(done, all); };
}

void FileProgressLine::show(std::size_t done, std::size_t all) {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kEvery;
  shown_ = true;
  fmt::print(stderr, "\r{} {} / {} ", what_, done, all);
}

void FileProgressLine::finish() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
  shown_ = false;
}

}  // namespace certdoc
