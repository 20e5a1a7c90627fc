// The parts of looking at who may do what with a file. Linux only.
#pragma once

#ifdef __linux__
#include <sys/stat.h>
#include <map>

#include "artifact/file_access.hpp"

namespace certdoc {

// Writes down one thing on the way: owner, mode, access control list, label.
class StepReader {
 public:
  explicit StepReader(const AccessSources& sources) : sources_(sources) {}

  AccessStep read(const std::string& path, const struct stat& about, std::size_t parent);

 private:
  void read_acl(AccessStep& step);

  const AccessSources& sources_;
  // The same few names again and again; where they come from LDAP, each costs.
  std::map<std::uint32_t, std::string> users_, groups_;
};

// Walks a path as the kernel does. Steps, and why they end too early, go to `access`.
void walk_path(const std::string& path, const AccessSources& sources, FileAccess& access);

}  // namespace certdoc
#endif
