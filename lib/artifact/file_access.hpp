// Who may do what with a file: the facts, gathered once, for checks that only judge. Linux; elsewhere `unsupported`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "artifact/posix_acl.hpp"
#include "certdoc/error.hpp"

namespace certdoc {

struct Account {
  std::string name;
  std::uint32_t uid = 0;
  std::vector<std::uint32_t> groups;  // the primary one first
  std::string group;                  // name of the primary one
};

// One thing that a look-up meets.
struct AccessStep {
  enum class Kind { directory, link, file };

  std::string path;  // absolute, without links and dots above it
  Kind kind = Kind::file;
  std::uint32_t uid = 0, gid = 0;
  std::string owner, group;  // names, else the numbers
  unsigned mode = 0;         // the lowest twelve bits
  Acl acl;                   // empty: the mode is all there is
  bool acl_read = true;      // false: there may be one, but nobody knows which
  std::string selinux;       // system_u:object_r:cert_t:s0; empty: not labelled, or not readable
  std::size_t parent = 0;    // index of the directory it stands in; of `/` itself
};

enum class Selinux { off, permissive, enforcing };

struct FileAccess {
  std::string path;                 // as it was named
  std::vector<AccessStep> steps;    // in the order of the kernel's look-up; the file is the last one
  std::optional<Error> incomplete;  // why the look-up ends before the file
  Selinux selinux = Selinux::off;
  bool protected_links = false;   // fs.protected_symlinks
  std::string remote_filesystem;  // where somebody else decides on access: nfs, cifs, fuse
  std::uint32_t invoker = 0;      // uid of whoever runs this
  std::vector<Account> accounts;  // those that were asked for and exist here
};

// Where the facts about the machine stand.
struct AccessSources {
  std::string selinux_enforce = "/sys/fs/selinux/enforce";
  std::string protected_links = "/proc/sys/fs/protected_symlinks";
  std::string selinux_attribute = "security.selinux";
};

// Looks at the file and at every directory and link on the way to it, as open() meets them. `accounts` are names, or
// uids in digits.
FileAccess look_at(const std::string& path, const std::vector<std::string>& accounts = {},
                   const AccessSources& sources = {});

Result<Account> find_account(const std::string& name);

// Of a uid or gid; the number itself where it has no name.
std::string user_name(std::uint32_t uid);
std::string group_name(std::uint32_t gid);

}  // namespace certdoc
