// POSIX access control lists as the kernel hands them out in the extended attribute system.posix_acl_access.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace certdoc {

// Bits of one class of users: `rwx`, as in a digit of a mode.
enum AccessBit : unsigned { kExecute = 1, kWrite = 2, kRead = 4 };

// https://github.com/torvalds/linux/blob/master/include/uapi/linux/posix_acl.h
enum class AclTag : std::uint16_t {
  owner = 0x01,
  user = 0x02,
  owning_group = 0x04,
  group = 0x08,
  mask = 0x10,
  other = 0x20,
};

struct AclEntry {
  AclTag tag = AclTag::other;
  unsigned bits = 0;
  std::uint32_t id = 0;  // of `user` and `group`
  std::string name;      // of that id; empty: it has none
};

using Acl = std::vector<AclEntry>;

// The value of the attribute: a little endian version, then entries of eight bytes in the order of AclTag
// (https://github.com/torvalds/linux/blob/master/include/uapi/linux/posix_acl_xattr.h).
std::optional<Acl> decode_acl(ByteView value);

// `rw-`
std::string bits_text(unsigned bits);

// As getfacl writes it: `user:www-data:r--`.
std::string entry_text(const AclEntry& entry);

}  // namespace certdoc
