// The files of one configuration: read within bounds, each include followed, loops found.
#pragma once

#include <fmt/format.h>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "machine/server_config.hpp"

namespace certdoc::machine {

class ConfigFiles {
 public:
  ConfigFiles(const Root& root, ServerConfig& config) : root_(root), config_(config) {}

  // Hands the text of the file over. False: it is not there, or a bound stands before it, which a note says; `from` is
  // the place that names it. A missing one is noted where `must` says so.
  bool read(const std::string& path, const std::string& from, bool must,
            const std::function<void(const std::string& text)>& use);

  // The files that a pattern of the shell names, sorted; wildcards may stand in every part. A path without wildcards is
  // itself, whether it exists or not.
  std::vector<std::string> expand(const std::string& pattern, const std::string& from);

  const Root& root() const { return root_; }

 private:
  void expand_into(const std::string& done, std::string_view rest, std::vector<std::string>& out, std::size_t& left);

  const Root& root_;
  ServerConfig& config_;
  std::vector<std::string> open_;  // from the first file down to the one that is being read
  std::size_t bytes_ = 0;
};

bool has_wildcard(std::string_view pattern);

// An absolute path: `path` itself, or within `directory`. Without `.` and `..` where that changes nothing: a directory
// may be a link, so `..` stays.
std::string path_in(const std::string& directory, std::string_view path);
std::string directory_of(const std::string& path);

inline std::string at_line(const std::string& path, std::size_t line) {
  return fmt::format("{}:{}", path, line);
}

// Where a configuration begins: the path that was given, or in the directory that was given the file that has one of
// these names; without one the first of them that exists. Empty: nowhere.
std::string main_file(const Root& root, const std::string& given, std::initializer_list<const char*> usual);

// As bytes that are wiped.
std::shared_ptr<const SecretBytes> secret_of(std::string_view text);

}  // namespace certdoc::machine
