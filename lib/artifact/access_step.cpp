// One thing on the way to a file: whose it is, and who else may what.
#ifdef __linux__
#include <sys/xattr.h>
#include <cerrno>

#include "artifact/access_walk.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxAttribute = 64UL * 1024;

// The value, empty where the file has no such attribute; nullopt: it could not be read.
std::optional<Bytes> attribute(const std::string& path, const std::string& name) {
  Bytes value(kMaxAttribute);
  const ssize_t size = ::lgetxattr(path.c_str(), name.c_str(), value.data(), value.size());
  if (size < 0) return errno == ENODATA || errno == EOPNOTSUPP ? std::optional(Bytes()) : std::nullopt;
  value.resize(static_cast<std::size_t>(size));
  return value;
}

std::string name_of(std::map<std::uint32_t, std::string>& known, std::uint32_t id,
                    std::string (*look_up)(std::uint32_t)) {
  const auto [place, fresh] = known.try_emplace(id);
  if (fresh) place->second = look_up(id);
  return place->second;
}

}  // namespace

AccessStep StepReader::read(const std::string& path, const struct stat& about, std::size_t parent) {
  using Kind = AccessStep::Kind;
  AccessStep out;
  out.path = path;
  out.kind = S_ISDIR(about.st_mode) ? Kind::directory : S_ISLNK(about.st_mode) ? Kind::link : Kind::file;
  out.uid = about.st_uid;
  out.gid = about.st_gid;
  out.owner = name_of(users_, out.uid, user_name);
  out.group = name_of(groups_, out.gid, group_name);
  out.mode = about.st_mode & 07777U;
  out.parent = parent;
  if (out.kind != Kind::link) read_acl(out);  // links have none
  const Bytes label = attribute(path, sources_.selinux_attribute).value_or(Bytes());
  out.selinux = std::string(as_text(label).substr(0, as_text(label).find('\0')));
  return out;
}

void StepReader::read_acl(AccessStep& step) {
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

}  // namespace certdoc
#endif
