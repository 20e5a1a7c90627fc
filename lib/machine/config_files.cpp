#include "machine/config_files.hpp"

#include <algorithm>

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostFiles = 2048;
constexpr std::size_t kMostDepth = 16;
constexpr std::size_t kMostMatches = 4096;
constexpr std::size_t kMostBytes = 64U * 1024U * 1024U;  // of all files together
constexpr std::size_t kLargestFile = 8U * 1024U * 1024U;
constexpr std::size_t kLongestPath = 4096;

}  // namespace

bool has_wildcard(std::string_view pattern) {
  return pattern.find_first_of("*?[") != std::string_view::npos;
}

std::string path_in(const std::string& directory, std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  if (path.starts_with('/')) return std::string(path);
  return directory == "/" ? fmt::format("/{}", path) : fmt::format("{}/{}", directory, path);
}

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string main_file(const Root& root, const std::string& given, std::initializer_list<const char*> usual) {
  if (!given.empty() && (root.is_file(given) || !root.exists(given))) return given;
  for (const std::string path : usual) {
    const std::string one = given.empty() ? path : path_in(given, path.substr(path.rfind('/') + 1));
    if (root.exists(one)) return one;
  }
  return given;
}

std::shared_ptr<const SecretBytes> secret_of(std::string_view text) {
  return std::make_shared<const SecretBytes>(text.begin(), text.end());
}

bool ConfigFiles::read(const std::string& path, const std::string& from, bool must,
                       const std::function<void(const std::string& text)>& use) {
  const auto refuse = [&](ConfigNoteKind kind) {
    add_note(config_, kind, path, from);
    return false;
  };
  if (std::find(open_.begin(), open_.end(), path) != open_.end()) return refuse(ConfigNoteKind::loop);
  if (open_.size() >= kMostDepth) return refuse(ConfigNoteKind::too_deep);
  if (config_.files.size() >= kMostFiles) return refuse(ConfigNoteKind::too_many_files);
  if (path.size() > kLongestPath || path.find('\0') != std::string::npos) return refuse(ConfigNoteKind::syntax);
  const auto text = root_.read(path, kLargestFile + 1);
  if (!text) return must ? refuse(ConfigNoteKind::missing) : false;
  bytes_ += text->size();
  if (text->size() > kLargestFile || bytes_ > kMostBytes) return refuse(ConfigNoteKind::too_large);
  if (text->find('\0') != std::string::npos) add_note(config_, ConfigNoteKind::syntax, path, from);
  config_.files.push_back(path);
  open_.push_back(path);
  use(*text);
  open_.pop_back();
  return true;
}

void ConfigFiles::expand_into(const std::string& done, std::string_view rest, std::vector<std::string>& out,
                              std::size_t& left) {
  while (rest.starts_with('/')) rest.remove_prefix(1);
  const std::size_t end = std::min(rest.find('/'), rest.size());
  const std::string part(rest.substr(0, end));
  const std::string_view behind = rest.substr(end);
  if (part.empty() || left == 0) return;
  const bool wild = has_wildcard(part);
  std::vector<std::string> names{part};
  // A look into a directory counts as well: `/*/*/*/*` is short, and what it names is not.
  if (wild) names = root_.names(done.empty() ? "/" : done, part, left--);
  for (const std::string& name : names) {
    if (left == 0) return;
    const std::string path = fmt::format("{}/{}", done, name);
    if (!behind.empty()) {
      expand_into(path, behind, out, left);
    } else if (root_.exists(path)) {
      --left;
      out.push_back(path);
    }
  }
}

std::vector<std::string> ConfigFiles::expand(const std::string& pattern, const std::string& from) {
  if (!has_wildcard(pattern)) return {pattern};
  std::vector<std::string> out;
  if (pattern.size() > kLongestPath || !pattern.starts_with('/') || pattern.find('\0') != std::string::npos) {
    add_note(config_, ConfigNoteKind::syntax, pattern, from);
    return out;
  }
  std::size_t left = kMostMatches;
  expand_into("", pattern, out, left);
  if (left == 0) add_note(config_, ConfigNoteKind::too_many_matches, pattern, from);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace certdoc::machine
