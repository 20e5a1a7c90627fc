// Walks a path as the kernel does and writes down whom it meets.
#ifdef __linux__
#include "artifact/access_walk.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <deque>

namespace certdoc {
namespace {

constexpr int kMaxLinks = 40;              // as the kernel, path_resolution(7)
constexpr std::size_t kMaxLookups = 1024;  // of components, links' targets included

Error not_reached(const std::string& path, const char* why) {
  return {Error::Kind::unreadable, fmt::format("cannot look at {}: {}", path, why),
          "run certdoc as a user who may look there", fmt::format("无法查看 {}：{}", path, why),
          "请用有权查看的用户运行"};
}

class PathWalk {
 public:
  PathWalk(const AccessSources& sources, FileAccess& access) : reader_(sources), access_(access) {}

  void walk(const std::string& path) {
    if (path.find('\0') != std::string::npos) return give_up(path, EINVAL);
    if (!enter_root()) return;
    if (!path.starts_with('/')) {
      std::array<char, PATH_MAX> here{};
      if (::getcwd(here.data(), here.size()) == nullptr) return give_up(path, errno);
      prepend(here.data());
    }
    append(path);
    while (!todo_.empty() && !access_.incomplete) take_one();
  }

 private:
  static std::deque<std::string> components(std::string_view path) {
    std::deque<std::string> out;
    while (!path.empty()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      if (end > 0 && path.substr(0, end) != ".") out.emplace_back(path.substr(0, end));
      path.remove_prefix(std::min(end + 1, path.size()));
    }
    return out;
  }
  void prepend(std::string_view path) {
    const auto more = components(path);
    todo_.insert(todo_.begin(), more.begin(), more.end());
  }
  void append(std::string_view path) {
    const auto more = components(path);
    todo_.insert(todo_.end(), more.begin(), more.end());
  }

  void give_up(const std::string& path, int error) { access_.incomplete = not_reached(path, std::strerror(error)); }

  bool enter_root() {
    struct stat about {};
    if (::lstat("/", &about) != 0) {
      give_up("/", errno);
      return false;
    }
    add("/", about);
    return true;
  }

  void take_one() {
    const std::string name = todo_.front();
    todo_.pop_front();
    if (++lookups_ > kMaxLookups) return give_up(access_.path, ENAMETOOLONG);
    if (name == "..") {
      here_.resize(std::max<std::size_t>(here_.rfind('/'), 1));
      return;
    }
    const std::string path = here_ == "/" ? "/" + name : here_ + "/" + name;
    struct stat about {};
    if (::lstat(path.c_str(), &about) != 0) return give_up(path, errno);
    if (!S_ISLNK(about.st_mode) && !S_ISDIR(about.st_mode) && !todo_.empty()) return give_up(path, ENOTDIR);
    add(path, about);
    if (S_ISLNK(about.st_mode)) return follow(path);
    here_ = path;
  }

  void follow(const std::string& path) {
    std::array<char, PATH_MAX> target{};
    const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
    if (size <= 0) return give_up(path, size == 0 ? ENOENT : errno);
    if (++links_ > kMaxLinks) return give_up(path, ELOOP);
    if (target.front() == '/') here_ = "/";
    prepend(std::string_view(target.data(), static_cast<std::size_t>(size)));
  }

  void add(const std::string& path, const struct stat& about) {
    if (!seen_.emplace(path, access_.steps.size()).second) return;
    access_.steps.push_back(reader_.read(path, about, path == "/" ? 0 : seen_.at(here_)));
  }

  StepReader reader_;
  FileAccess& access_;
  std::deque<std::string> todo_;
  std::string here_ = "/";
  std::map<std::string, std::size_t> seen_;
  std::size_t lookups_ = 0;
  int links_ = 0;
};

}  // namespace

void walk_path(const std::string& path, const AccessSources& sources, FileAccess& access) {
  PathWalk(sources, access).walk(path);
}

}  // namespace certdoc
#endif
