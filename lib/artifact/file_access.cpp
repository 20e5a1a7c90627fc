// Walks a path as the kernel does and writes down whom it meets.
#include "artifact/file_access.hpp"

#include <fmt/format.h>

#ifdef __linux__
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <deque>
#include <fstream>
#include <map>
#endif

namespace certdoc {

#ifdef __linux__
namespace {

constexpr int kMaxLinks = 40;              // as the kernel, path_resolution(7)
constexpr std::size_t kMaxLookups = 1024;  // of components, links' targets included
constexpr std::size_t kMaxAttribute = 64UL * 1024;

// The value, empty where the file has no such attribute; nullopt: it could not be read.
std::optional<Bytes> attribute(const std::string& path, const std::string& name) {
  Bytes value(kMaxAttribute);
  const ssize_t size = ::lgetxattr(path.c_str(), name.c_str(), value.data(), value.size());
  if (size < 0) return errno == ENODATA || errno == EOPNOTSUPP ? std::optional(Bytes()) : std::nullopt;
  value.resize(static_cast<std::size_t>(size));
  return value;
}

char first_character(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  char c = '\0';
  return file.get(c) ? c : '\0';
}

Selinux selinux_state(const std::string& enforce) {
  const char c = first_character(enforce);
  if (c == '\0') return Selinux::off;
  return c == '0' ? Selinux::permissive : Selinux::enforcing;
}

// Access there is decided on the server, or by a program. Numbers: statfs(2).
std::string remote_filesystem(const std::string& path) {
  struct statfs about {};
  if (::statfs(path.c_str(), &about) != 0) return "";
  switch (static_cast<unsigned long>(about.f_type) & 0xFFFFFFFFUL) {
    case 0x6969: return "nfs";
    case 0xFF534D42:
    case 0xFE534D42: return "cifs";
    case 0x65735546: return "fuse";
    case 0x01021997: return "9p";
    default: return "";
  }
}

Error not_reached(const std::string& path, const char* why) {
  return {Error::Kind::unreadable, fmt::format("cannot look at {}: {}", path, why),
          "run certdoc as a user who may look there", fmt::format("无法查看 {}：{}", path, why),
          "请用有权查看的用户运行"};
}

class Walker {
 public:
  explicit Walker(const AccessSources& sources) : sources_(sources) {}

  // Steps go to `access`.
  void walk(const std::string& path, FileAccess& access) {
    access_ = &access;
    if (path.find('\0') != std::string::npos) return give_up(path, EINVAL);
    if (!enter_root()) return;
    if (!path.starts_with('/')) {
      std::array<char, PATH_MAX> here{};
      if (::getcwd(here.data(), here.size()) == nullptr) return give_up(path, errno);
      prepend(here.data());
    }
    append(path);
    while (!todo_.empty() && !access.incomplete) take_one();
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

  void give_up(const std::string& path, int error) { access_->incomplete = not_reached(path, std::strerror(error)); }

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
    if (++lookups_ > kMaxLookups) return give_up(access_->path, ENAMETOOLONG);
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
    if (seen_.emplace(path, access_->steps.size()).second) access_->steps.push_back(step(path, about));
  }

  AccessStep step(const std::string& path, const struct stat& about) {
    using Kind = AccessStep::Kind;
    AccessStep out;
    out.path = path;
    out.kind = S_ISDIR(about.st_mode) ? Kind::directory : S_ISLNK(about.st_mode) ? Kind::link : Kind::file;
    out.uid = about.st_uid;
    out.gid = about.st_gid;
    out.owner = name_of(users_, out.uid, user_name);
    out.group = name_of(groups_, out.gid, group_name);
    out.mode = about.st_mode & 07777U;
    out.parent = path == "/" ? 0 : seen_.at(here_);
    if (out.kind != Kind::link) read_acl(out);  // links have none
    const Bytes label = attribute(path, sources_.selinux_attribute).value_or(Bytes());
    out.selinux = std::string(as_text(label).substr(0, as_text(label).find('\0')));
    return out;
  }

  void read_acl(AccessStep& step) {
    const auto value = attribute(step.path, "system.posix_acl_access");
    if (value && value->empty()) return;
    const auto acl = value ? decode_acl(*value) : std::nullopt;
    step.acl_read = acl.has_value();
    step.acl = acl.value_or(Acl());
    for (AclEntry& entry : step.acl) {
      if (entry.tag == AclTag::user) entry.name = name_of(users_, entry.id, user_name);
      if (entry.tag == AclTag::group) entry.name = name_of(groups_, entry.id, group_name);
    }
  }

  // The same few names again and again; where they come from LDAP, each costs.
  static std::string name_of(std::map<std::uint32_t, std::string>& known, std::uint32_t id,
                             std::string (*look_up)(std::uint32_t)) {
    const auto [place, fresh] = known.try_emplace(id);
    if (fresh) place->second = look_up(id);
    return place->second;
  }

  const AccessSources& sources_;
  FileAccess* access_ = nullptr;
  std::deque<std::string> todo_;
  std::string here_ = "/";
  std::map<std::string, std::size_t> seen_;
  std::map<std::uint32_t, std::string> users_, groups_;
  std::size_t lookups_ = 0;
  int links_ = 0;
};

}  // namespace

FileAccess look_at(const std::string& path, const std::vector<std::string>& accounts, const AccessSources& sources) {
  FileAccess access;
  access.path = path;
  access.invoker = ::geteuid();
  access.selinux = selinux_state(sources.selinux_enforce);
  const char protects = first_character(sources.protected_links);
  access.protected_links = protects != '\0' && protects != '0';
  Walker(sources).walk(path, access);
  if (!access.steps.empty()) access.remote_filesystem = remote_filesystem(access.steps.back().path);
  for (const std::string& name : accounts) {
    if (const auto account = find_account(name)) access.accounts.push_back(*account);
  }
  return access;
}

#else

FileAccess look_at(const std::string& path, const std::vector<std::string>&, const AccessSources&) {
  FileAccess access;
  access.path = path;
  access.incomplete =
      Error{Error::Kind::unsupported, "permissions are examined on Linux only", {}, "仅在 Linux 上检查权限", {}};
  return access;
}

#endif

}  // namespace certdoc
