// Who may have access to a key file without a word being said about it.
#pragma once

#include <algorithm>
#include <string>

#include "artifact/file_access.hpp"
#include "check/key_file_problems.hpp"

namespace certdoc {

// Whose access is nobody's business: root's, the service's, and that of whoever asks.
class Trust {
 public:
  Trust(const FileAccess& access, const Account* service) : access_(access), service_(service) {}

  bool user(std::uint32_t uid) const {
    return uid == 0 || uid == access_.invoker || (service_ != nullptr && uid == service_->uid);
  }
  // ssl-cert is Debian's group for keys (package ssl-cert). A group that is named as the owner is his alone.
  bool group(std::uint32_t gid, const std::string& name, const std::string& owner) const {
    if (gid == 0 || name == "ssl-cert" || name == owner) return true;
    return service_ != nullptr &&
           std::find(service_->groups.begin(), service_->groups.end(), gid) != service_->groups.end();
  }

 private:
  const FileAccess& access_;
  const Account* service_;
};

// True where a service that is not root reads the key by itself.
inline bool needs_group(const KeyUser& user) {
  return user.service != nullptr && !user.reads_as_root && user.service->uid != 0 && !user.service->group.empty();
}

}  // namespace certdoc
