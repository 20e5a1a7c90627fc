// Accounts of this machine, from wherever it keeps them (files, LDAP, ...).
#include "artifact/file_access.hpp"

#ifdef __linux__
#include <grp.h>
#include <pwd.h>
#include <cerrno>
#endif
#include <fmt/format.h>
#include <charconv>

namespace certdoc {
namespace {

#ifdef __linux__

constexpr std::size_t kMaxEntry = 4UL * 1024 * 1024;  // a group with very many members
constexpr int kMaxGroups = 65536;                     // NGROUPS_MAX

// Calls a getXXX_r with a buffer that fits. `take` gets the entry while the buffer lives. False: there is none.
template <class Entry, class Call, class Take>
bool entry_of(Call call, Take take) {
  std::vector<char> buffer(4096);
  for (;;) {
    Entry entry{};
    Entry* found = nullptr;
    const int error = call(&entry, buffer, &found);
    if (error == ERANGE && buffer.size() < kMaxEntry) {
      buffer.resize(buffer.size() * 4);
      continue;
    }
    if (error != 0 || found == nullptr) return false;
    take(*found);
    return true;
  }
}

std::vector<std::uint32_t> groups_of(const char* name, gid_t primary) {
  int count = 64;
  std::vector<gid_t> groups(static_cast<std::size_t>(count));
  while (::getgrouplist(name, primary, groups.data(), &count) < 0) {
    // It says how many there are; where it does not, twice as many are tried.
    count = std::max(count, static_cast<int>(groups.size()) * 2);
    if (count > kMaxGroups) return {primary};
    groups.resize(static_cast<std::size_t>(count));
  }
  groups.resize(static_cast<std::size_t>(count));
  return {groups.begin(), groups.end()};
}

Account account_of(const passwd& entry) {
  return {entry.pw_name, entry.pw_uid, groups_of(entry.pw_name, entry.pw_gid), group_name(entry.pw_gid)};
}

std::optional<std::uint32_t> number(const std::string& text) {
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end && value != UINT32_MAX ? std::optional(value) : std::nullopt;
}

#endif

tl::unexpected<Error> no_such_account(const std::string& name) {
  return fail(Error::Kind::invalid, fmt::format("there is no account {} on this machine", name),
              "look it up with getent passwd", fmt::format("本机没有账号 {}", name), "请用 getent passwd 查找");
}

}  // namespace

#ifdef __linux__

std::string user_name(std::uint32_t uid) {
  std::string name = std::to_string(uid);
  entry_of<passwd>([&](passwd* entry, std::vector<char>& buffer,
                       passwd** found) { return ::getpwuid_r(uid, entry, buffer.data(), buffer.size(), found); },
                   [&](const passwd& entry) { name = entry.pw_name; });
  return name;
}

std::string group_name(std::uint32_t gid) {
  std::string name = std::to_string(gid);
  entry_of<group>([&](group* entry, std::vector<char>& buffer,
                      group** found) { return ::getgrgid_r(gid, entry, buffer.data(), buffer.size(), found); },
                  [&](const group& entry) { name = entry.gr_name; });
  return name;
}

Result<Account> find_account(const std::string& name) {
  Account account;
  const auto take = [&](const passwd& entry) { account = account_of(entry); };
  const bool by_name = name.find('\0') == std::string::npos &&
                       entry_of<passwd>(
                           [&](passwd* entry, std::vector<char>& buffer, passwd** found) {
                             return ::getpwnam_r(name.c_str(), entry, buffer.data(), buffer.size(), found);
                           },
                           take);
  if (by_name) return account;
  const auto uid = number(name);
  if (!uid) return no_such_account(name);
  const bool by_number =
      entry_of<passwd>([&](passwd* entry, std::vector<char>& buffer,
                           passwd** found) { return ::getpwuid_r(*uid, entry, buffer.data(), buffer.size(), found); },
                       take);
  // A container's uid need not have a name; it is in no group that is known here.
  return by_number ? account : Account{name, *uid, {}, {}};
}

#else

std::string user_name(std::uint32_t uid) {
  return std::to_string(uid);
}
std::string group_name(std::uint32_t gid) {
  return std::to_string(gid);
}
Result<Account> find_account(const std::string& name) {
  return no_such_account(name);
}

#endif

}  // namespace certdoc
