// Many files, several at a time.
#include <algorithm>
#include <atomic>
#include <thread>

#include "artifact/loader.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kChunk = 16;         // files that a thread takes at once
constexpr std::size_t kWorthThreads = 48;  // starting a thread costs as much as reading some files
constexpr unsigned kMostThreads = 16;

class Pool {
 public:
  Pool(const std::vector<std::string>& paths, const LoadOptions& options) : paths_(paths), options_(options) {
    files_.resize(paths.size());
  }

  std::vector<LoadedFile> run(const std::function<void(std::size_t, std::size_t)>& progress) {
    std::vector<std::jthread> others;
    for (unsigned n = 1; n < threads(); ++n) others.emplace_back([this] { work({}); });
    work(progress);
    others.clear();
    return std::move(files_);
  }

 private:
  unsigned threads() const {
    if (paths_.size() < kWorthThreads) return 1;
    return std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
  }

  void work(const std::function<void(std::size_t, std::size_t)>& progress) {
    for (;;) {
      const std::size_t from = next_.fetch_add(kChunk);
      if (from >= paths_.size()) return;
      const std::size_t to = std::min(from + kChunk, paths_.size());
      for (std::size_t n = from; n < to; ++n) files_[n] = load_file(paths_[n], options_);
      if (progress) progress(std::min(next_.load(), paths_.size()), paths_.size());
    }
  }

  const std::vector<std::string>& paths_;
  const LoadOptions& options_;
  std::vector<LoadedFile> files_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace

std::vector<LoadedFile> load_files(const std::vector<std::string>& paths, const LoadOptions& options,
                                   const std::function<void(std::size_t, std::size_t)>& progress) {
  return Pool(paths, options).run(progress);
}

}  // namespace certdoc
