// Files with modes, owners and access control lists for the tests of permissions, and what the kernel makes of them.
#pragma once

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "artifact/file_access.hpp"

namespace certdoc::test {

// A directory that everybody may enter, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = "/tmp/certdoc-permissions-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    root_ = name;
    mode("", 0755);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return name.empty() ? root_ : root_ + "/" + name; }
  std::string file(const std::string& name, unsigned bits) const {
    std::ofstream(path(name)) << "key\n";
    return mode(name, bits);
  }
  std::string directory(const std::string& name, unsigned bits) const {
    std::filesystem::create_directory(path(name));
    return mode(name, bits);
  }
  std::string link(const std::string& name, const std::string& target) const {
    std::filesystem::create_symlink(target, path(name));
    return path(name);
  }
  std::string mode(const std::string& name, unsigned bits) const {
    if (::chmod(path(name).c_str(), bits) != 0) throw std::runtime_error("chmod " + name);
    return path(name);
  }
  void owner(const std::string& name, std::uint32_t uid, std::uint32_t gid) const {
    if (::lchown(path(name).c_str(), uid, gid) != 0) throw std::runtime_error("chown " + name);
  }

 private:
  std::string root_;
};

// The attribute's bytes, as the kernel wants them.
inline std::string encoded(const Acl& acl) {
  std::string out("\2\0\0\0", 4);
  const auto put = [&](std::uint32_t value, int bytes) {
    for (int at = 0; at < bytes; ++at) out += static_cast<char>(value >> (8 * at) & 0xFFU);
  };
  for (const AclEntry& entry : acl) {
    put(static_cast<std::uint32_t>(entry.tag), 2);
    put(entry.bits, 2);
    const bool named = entry.tag == AclTag::user || entry.tag == AclTag::group;
    put(named ? entry.id : UINT32_MAX, 4);
  }
  return out;
}

inline bool set_acl(const std::string& path, const Acl& acl) {
  const std::string value = encoded(acl);
  return ::setxattr(path.c_str(), "system.posix_acl_access", value.data(), value.size(), 0) == 0;
}

// For each path whether open() for reading succeeds as this account. Only root can ask.
inline std::vector<bool> opened_as(const Account& account, const std::vector<std::string>& paths) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    const std::vector<gid_t> groups(account.groups.begin(), account.groups.end());
    const gid_t primary = groups.empty() ? 65534 : groups.front();
    if (::setgroups(groups.size(), groups.data()) != 0 || ::setgid(primary) != 0 || ::setuid(account.uid) != 0)
      ::_exit(1);
    for (const std::string& path : paths) {
      const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
      const char answer = fd >= 0 ? 'y' : 'n';
      if (fd >= 0) ::close(fd);
      if (::write(ends[1], &answer, 1) != 1) ::_exit(1);
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  std::vector<bool> out;
  for (char answer = 0; ::read(ends[0], &answer, 1) == 1;) out.push_back(answer == 'y');
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (status != 0 || out.size() != paths.size()) throw std::runtime_error("the child could not become the account");
  return out;
}

}  // namespace certdoc::test
