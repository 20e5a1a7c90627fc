// One command that leaves a key file to those who are trusted with it.
#include <fmt/format.h>

#include "base/quote.hpp"
#include "check/key_file_problems.hpp"
#include "check/key_trust.hpp"

namespace certdoc {
namespace {

// `-x u:1001,g:50`, what of the list has to go; `keeps` says whether anything else stays.
std::string entries_to_remove(const AccessStep& file, const Trust& trust, bool& keeps) {
  std::string out;
  for (const AclEntry& entry : file.acl) {
    const bool is_user = entry.tag == AclTag::user;
    if (!is_user && entry.tag != AclTag::group) continue;
    const bool stays = is_user ? trust.user(entry.id) : trust.group(entry.id, entry.name, file.owner);
    keeps = keeps || stays;
    if (!stays) out += fmt::format("{}{}:{}", out.empty() ? "" : ",", is_user ? "u" : "g", entry.id);
  }
  return out;
}

}  // namespace

std::string key_file_fix(const FileAccess& access, const KeyUser& user) {
  const AccessStep& file = access.steps.back();
  if (!quoted_for_sh(file.path)) return "";
  const Trust trust(access, user.service);
  bool keeps = false;
  const std::string removed = entries_to_remove(file, trust, keeps);
  // chmod would cut the entries that stay: with a list its middle digit is the mask.
  if (keeps) {
    const bool trusts_group = trust.group(file.gid, file.group, file.owner);
    return command(
        fmt::format("setfacl {}-m {}o::-", removed.empty() ? "" : "-x " + removed + " ", trusts_group ? "" : "g::-,"),
        file.path);
  }
  const std::string drop = file.acl.empty() ? "" : command("setfacl -b", file.path) + " && ";
  const bool is_for_keys = file.gid != 0 && trust.group(file.gid, file.group, "");
  if (is_for_keys && (file.mode & 040U) != 0) return drop + command("chmod 640", file.path);
  const bool by_group = needs_group(user) && user.service->uid != file.uid;
  const auto group = quoted_for_sh(by_group ? user.service->group : "root");
  if (!by_group || !group) return drop + command("chmod 600", file.path);
  return drop + command("chgrp " + *group, file.path) + " && " + command("chmod 640", file.path);
}

}  // namespace certdoc
