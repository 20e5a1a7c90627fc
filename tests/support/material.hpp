// Certificates and keys made by the peers' tools while the tests run, in a temporary directory.
#pragma once

#include <sys/wait.h>

#include <unistd.h>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace certdoc::test {

class Workbench {
 public:
  Workbench() {
    std::string pattern = (std::filesystem::temp_directory_path() / "certdoc-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory: " + pattern);
    directory_ = pattern;
  }
  ~Workbench() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  std::string path(std::string_view name) const { return (directory_ / name).string(); }

  // Runs `sh -ec` in the directory; throws, with what it printed, where it fails.
  void sh(const std::string& command) const {
    write(".command", command);
    const std::string line = "cd '" + directory_.string() + "' && sh -e .command 2>&1 </dev/null";
    std::FILE* pipe = ::popen(line.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run: " + command);
    std::string output;
    std::array<char, 4096> piece{};
    for (std::size_t n = 0; (n = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;) output.append(piece.data(), n);
    const int status = ::pclose(pipe);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error(command + "\n" + output);
  }

  std::string read(std::string_view name) const {
    std::ifstream file(path(name), std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  void write(std::string_view name, std::string_view bytes) const {
    std::ofstream file(path(name), std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file) throw std::runtime_error("cannot write " + path(name));
  }

 private:
  std::filesystem::path directory_;
};

}  // namespace certdoc::test
