// https://man7.org/linux/man-pages/man5/acl.5.html (ACCESS CHECK ALGORITHM), and where that leaves something open, what
// the kernel does: acl_permission_check in https://github.com/torvalds/linux/blob/master/fs/namei.c and
// posix_acl_permission in https://github.com/torvalds/linux/blob/master/fs/posix_acl.c.
#include "check/access_rules.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace certdoc {
namespace {

constexpr unsigned kSticky = 01000;

bool is_in(const Account& account, std::uint32_t gid) {
  return std::find(account.groups.begin(), account.groups.end(), gid) != account.groups.end();
}

bool has(unsigned bits, unsigned want) {
  return (bits & want) == want;
}

const AclEntry* mask_of(const Acl& acl) {
  const auto found =
      std::find_if(acl.begin(), acl.end(), [](const AclEntry& entry) { return entry.tag == AclTag::mask; });
  return found == acl.end() ? nullptr : &*found;
}

// An entry whose rights the mask cuts.
Decision masked(const AclEntry& entry, const AclEntry* mask, unsigned want) {
  if (mask == nullptr) return {has(entry.bits, want), entry_text(entry)};
  const bool is_cut = has(entry.bits, want) && !has(mask->bits, want);
  return {has(entry.bits & mask->bits, want),
          entry_text(entry) + (is_cut ? fmt::format(" (mask {})", bits_text(mask->bits)) : "")};
}

bool is_group_of(const AclEntry& entry, const AccessStep& step, const Account& account) {
  if (entry.tag == AclTag::owning_group) return is_in(account, step.gid);
  return entry.tag == AclTag::group && is_in(account, entry.id);
}

// Any matching group will do, but where one matches and none suffices, `other` does not count any more.
Decision by_groups(const AccessStep& step, const Account& account, unsigned want) {
  const AclEntry* matching = nullptr;
  for (const AclEntry& entry : step.acl) {
    if (!is_group_of(entry, step, account)) continue;
    if (matching == nullptr) matching = &entry;
    if (has(entry.bits, want)) return masked(entry, mask_of(step.acl), want);
  }
  if (matching != nullptr) return {false, entry_text(*matching)};
  const AclEntry& other = step.acl.back();
  return {has(other.bits, want), entry_text(other)};
}

Decision by_acl(const AccessStep& step, const Account& account, unsigned want) {
  for (const AclEntry& entry : step.acl) {
    if (entry.tag == AclTag::user && entry.id == account.uid) return masked(entry, mask_of(step.acl), want);
  }
  return by_groups(step, account, want);
}

Decision by_mode(const AccessStep& step, const Account& account, unsigned want) {
  const bool in_group = is_in(account, step.gid);
  const unsigned bits = (in_group ? step.mode >> 3U : step.mode) & 7U;
  return {has(bits, want), (in_group ? "group::" : "other::") + bits_text(bits)};
}

// may_follow_link in fs/namei.c: in a sticky directory that everybody may write to, a link is followed only for its
// owner, or where it belongs to the directory's owner. Root is no exception.
bool may_follow(const FileAccess& access, const AccessStep& link, const Account& account) {
  const AccessStep& directory = access.steps.at(link.parent);
  const bool is_shared = has(directory.mode, kSticky | kWrite);
  return !access.protected_links || !is_shared || link.uid == account.uid || link.uid == directory.uid;
}

std::optional<Stop> stop_at(const FileAccess& access, const AccessStep& step, const Account& account) {
  if (step.kind == AccessStep::Kind::link) {
    if (may_follow(access, step, account)) return std::nullopt;
    return Stop{&step, 0, {false, "fs.protected_symlinks"}};
  }
  const unsigned want = step.kind == AccessStep::Kind::directory ? kExecute : kRead;
  const Decision decision = decide(step, account, want);
  return decision.allowed ? std::nullopt : std::optional(Stop{&step, want, decision});
}

}  // namespace

Decision decide(const AccessStep& step, const Account& account, unsigned want) {
  if (account.uid == 0) return {true, "root"};
  if (account.uid == step.uid) {
    const unsigned bits = step.mode >> 6U & 7U;
    return {has(bits, want), "user::" + bits_text(bits), true};
  }
  // With an empty mask (the middle digit of the mode) the kernel does not look at the list at all.
  const bool use_acl = !step.acl.empty() && (step.mode & 070U) != 0;
  return use_acl ? by_acl(step, account, want) : by_mode(step, account, want);
}

std::vector<Stop> stops(const FileAccess& access, const Account& account) {
  std::vector<Stop> out;
  for (const AccessStep& step : access.steps) {
    if (auto stop = stop_at(access, step, account)) out.push_back(std::move(*stop));
  }
  return out;
}

bool is_kept_out_before(const FileAccess& access, const AccessStep& step, const Account& account) {
  for (const AccessStep& earlier : access.steps) {
    if (&earlier == &step) return false;
    if (stop_at(access, earlier, account)) return true;
  }
  return false;
}

Account stranger(const FileAccess& access) {
  const auto is_used = [&](std::uint32_t id) {
    return std::any_of(access.steps.begin(), access.steps.end(), [&](const AccessStep& step) {
      return step.uid == id || std::any_of(step.acl.begin(), step.acl.end(),
                                           [&](const AclEntry& e) { return e.tag == AclTag::user && e.id == id; });
    });
  };
  Account account{"", UINT32_MAX - 1, {}, ""};
  while (is_used(account.uid)) --account.uid;
  return account;
}

Account stranger_in(const FileAccess& access, std::uint32_t gid) {
  Account account = stranger(access);
  account.groups = {gid};
  return account;
}

std::string mode_text(const AccessStep& step) {
  return fmt::format("{:04o} {}:{}", step.mode, step.owner, step.group);
}

}  // namespace certdoc
