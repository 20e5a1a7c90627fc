// A directory that stands in for the root of a system.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "machine/root.hpp"

namespace certdoc::test {

class SystemRoot {
 public:
  SystemRoot() {
    std::string name = (std::filesystem::temp_directory_path() / "certdoc-root-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~SystemRoot() { std::filesystem::remove_all(path_); }
  SystemRoot(const SystemRoot&) = delete;
  SystemRoot& operator=(const SystemRoot&) = delete;

  void file(const std::string& name, const std::string& content) const {
    const std::filesystem::path path = path_ + name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << content;
  }
  void link(const std::string& name, const std::string& target) const {
    const std::filesystem::path path = path_ + name;
    std::filesystem::create_directories(path.parent_path());
    std::filesystem::create_symlink(target, path);
  }
  const std::string& path() const { return path_; }
  machine::Root root() const { return machine::Root(path_); }

 private:
  std::string path_;
};

}  // namespace certdoc::test
