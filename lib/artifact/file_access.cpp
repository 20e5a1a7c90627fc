// All that is known about access to one file: what holds for the machine, the way there, the accounts.
#include "artifact/file_access.hpp"

#ifdef __linux__
#include <sys/vfs.h>
#include <unistd.h>
#include <fstream>

#include "artifact/access_walk.hpp"
#endif

namespace certdoc {

#ifdef __linux__
namespace {

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

}  // namespace

FileAccess look_at(const std::string& path, const std::vector<std::string>& accounts, const AccessSources& sources) {
  FileAccess access;
  access.path = path;
  access.invoker = ::geteuid();
  access.selinux = selinux_state(sources.selinux_enforce);
  const char protects = first_character(sources.protected_links);
  access.protected_links = protects != '\0' && protects != '0';
  walk_path(path, sources, access);
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
