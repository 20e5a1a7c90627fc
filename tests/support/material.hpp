// Real keys, certificates and containers, made by the tools that people use, in a directory that goes away with it.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace certdoc::test {

class Material {
 public:
  Material() {
    std::string name = (std::filesystem::temp_directory_path() / "certdoc-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = name;
  }
  ~Material() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  Material(const Material&) = delete;
  Material& operator=(const Material&) = delete;

  std::string path(const std::string& name) const { return directory_ + "/" + name; }

  // Runs `sh -ec` in the directory; throws with what it printed where it fails.
  void sh(const std::string& command) const {
    write_file(path(".command"), command);
    const std::string line = "cd '" + directory_ + "' && sh -e .command > .output 2>&1 < /dev/null";
    // The commands are the tests' own.
    if (std::system(line.c_str()) != 0) {  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
      throw std::runtime_error(command + "\n" + read(".output"));
    }
  }

  std::string read(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& name, std::string_view bytes) const { write_file(path(name), bytes); }

 private:
  static void write_file(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }

  std::string directory_;
};

}  // namespace certdoc::test
