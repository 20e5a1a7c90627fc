// The files in which this machine tells about itself, read within bounds. Tests, and whoever looks at a system that is
// mounted somewhere, name another directory as its root.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace certdoc::machine {

class Root {
 public:
  explicit Root(std::string directory = "/");

  // Paths are absolute, as that system writes them. Each gives nothing where there is no such file, or it may not be
  // read; what is larger than any configuration of ours is cut.
  std::optional<std::string> read(const std::string& path) const { return read(path, kMaxFile); }
  std::optional<std::string> read(const std::string& path, std::size_t most) const;
  std::optional<std::string> link(const std::string& path) const;
  std::optional<std::chrono::sys_seconds> touched(const std::string& path) const;
  bool exists(const std::string& path) const;
  bool is_file(const std::string& path) const;          // not a directory, nor a device
  bool may_search(const std::string& directory) const;  // by whoever runs this
  // The names of a directory that match a pattern of the shell, sorted.
  std::vector<std::string> names(const std::string& directory, const std::string& pattern,
                                 std::size_t most = kMaxNames) const;

  // Where that is for us.
  std::string here(const std::string& path) const { return directory_ + path; }

 private:
  static constexpr std::size_t kMaxFile = 256U * 1024U;
  static constexpr std::size_t kMaxNames = 256;

  std::string directory_;  // without a slash at its end
};

}  // namespace certdoc::machine
