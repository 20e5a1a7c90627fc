#include "machine/root.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <memory>

namespace certdoc::machine {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

// A FIFO or a device in its place must not hold us up.
int open_regular(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat about {};
  if (fd >= 0 && (::fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))) {
    ::close(fd);
    return -1;
  }
  return fd;
}

}  // namespace

Root::Root(std::string directory) : directory_(std::move(directory)) {
  while (directory_.ends_with('/')) directory_.pop_back();
}

std::optional<std::string> Root::read(const std::string& path, std::size_t most) const {
  const int fd = open_regular(here(path));
  if (fd < 0) return std::nullopt;
  struct stat about {};
  constexpr std::size_t kGuess = 256U * 1024U;  // of files in /proc and /sys, whose size says nothing
  const bool sized = ::fstat(fd, &about) == 0 && about.st_size > 0;
  std::string out(std::min(most, sized ? static_cast<std::size_t>(about.st_size) + 1 : kGuess), '\0');
  std::size_t size = 0;
  ssize_t got = 0;
  do {
    got = ::read(fd, out.data() + size, out.size() - size);
    if (got > 0) size += static_cast<std::size_t>(got);
  } while ((got > 0 && size < out.size()) || (got < 0 && errno == EINTR));
  ::close(fd);
  if (got < 0) return std::nullopt;
  out.resize(size);
  return out;
}

std::optional<std::string> Root::link(const std::string& path) const {
  std::array<char, PATH_MAX> target{};
  const ssize_t size = ::readlink(here(path).c_str(), target.data(), target.size());
  if (size < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(size));
}

std::optional<std::chrono::sys_seconds> Root::touched(const std::string& path) const {
  struct stat about {};
  if (::stat(here(path).c_str(), &about) != 0) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(about.st_mtime));
}

bool Root::exists(const std::string& path) const {
  return touched(path).has_value();
}

bool Root::is_file(const std::string& path) const {
  struct stat about {};
  return ::stat(here(path).c_str(), &about) == 0 && S_ISREG(about.st_mode);
}

bool Root::may_search(const std::string& directory) const {
  return ::access(here(directory).c_str(), X_OK) == 0;
}

std::vector<std::string> Root::names(const std::string& directory, const std::string& pattern, std::size_t most) const {
  std::vector<std::string> out;
  const std::unique_ptr<DIR, CloseDirectory> open(::opendir(here(directory).c_str()));
  if (open == nullptr) return out;
  // Only here is the directory read; nobody else holds it.
  while (const dirent* entry = ::readdir(open.get())) {  // NOLINT(concurrency-mt-unsafe)
    const std::string name = static_cast<const char*>(entry->d_name);
    if (out.size() < most && ::fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0) out.push_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace certdoc::machine
