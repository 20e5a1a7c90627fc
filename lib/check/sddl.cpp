#include "check/sddl.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace certdoc::sddl {
namespace {

constexpr std::size_t kMaxText = 16'384;
constexpr std::size_t kMaxEntries = 200;

struct Alias {
  std::string_view name, sid;
};

// MS-DTYP 2.5.1.1, sid-token; those that are the same on every machine. IS: IIS_IUSRS.
constexpr std::array<Alias, 20> kAliases{
    {{"SY", "S-1-5-18"},     {"BA", "S-1-5-32-544"}, {"BU", "S-1-5-32-545"}, {"BG", "S-1-5-32-546"},
     {"PU", "S-1-5-32-547"}, {"IS", "S-1-5-32-568"}, {"CY", "S-1-5-32-569"}, {"WD", "S-1-1-0"},
     {"AU", "S-1-5-11"},     {"NS", "S-1-5-20"},     {"LS", "S-1-5-19"},     {"NU", "S-1-5-2"},
     {"IU", "S-1-5-4"},      {"SU", "S-1-5-6"},      {"AN", "S-1-5-7"},      {"RC", "S-1-5-12"},
     {"CO", "S-1-3-0"},      {"CG", "S-1-3-1"},      {"OW", "S-1-3-4"},      {"AC", "S-1-15-2-1"}}};

struct Right {
  std::string_view name;
  std::uint32_t on_file, on_key;
};

// MS-DTYP 2.5.1.1, dir-ace rights; generic ones as the object maps them:
// https://learn.microsoft.com/en-us/windows/win32/fileio/file-security-and-access-rights
// https://learn.microsoft.com/en-us/windows/win32/sysinfo/registry-key-security-and-access-rights
constexpr std::array<Right, 25> kRights{
    {{"GA", 0x1F01FF, 0xF003F},  {"GR", 0x120089, 0x20019},  {"GW", 0x120116, 0x20006},  {"GX", 0x1200A0, 0x20019},
     {"RC", 0x20000, 0x20000},   {"SD", 0x10000, 0x10000},   {"WD", 0x40000, 0x40000},   {"WO", 0x80000, 0x80000},
     {"FA", 0x1F01FF, 0x1F01FF}, {"FR", 0x120089, 0x120089}, {"FW", 0x120116, 0x120116}, {"FX", 0x1200A0, 0x1200A0},
     {"KA", 0xF003F, 0xF003F},   {"KR", 0x20019, 0x20019},   {"KW", 0x20006, 0x20006},   {"KX", 0x20019, 0x20019},
     {"CC", 0x1, 0x1},           {"DC", 0x2, 0x2},           {"LC", 0x4, 0x4},           {"SW", 0x8, 0x8},
     {"RP", 0x10, 0x10},         {"WP", 0x20, 0x20},         {"DT", 0x40, 0x40},         {"LO", 0x80, 0x80},
     {"CR", 0x100, 0x100}}};

std::uint32_t specific(std::uint32_t mask, On on) {
  constexpr std::array<std::string_view, 4> kGeneric{"GR", "GW", "GX", "GA"};  // from bit 31 downwards
  std::uint32_t out = mask & 0x0FFFFFFFU;
  for (std::size_t n = 0; n < kGeneric.size(); ++n) {
    if ((mask & (0x80000000U >> n)) == 0) continue;
    const auto* right =
        std::find_if(kRights.begin(), kRights.end(), [&](const Right& one) { return one.name == kGeneric[n]; });
    out |= on == On::file ? right->on_file : right->on_key;
  }
  return out;
}

std::optional<std::uint32_t> rights_of(std::string_view text, On on) {
  std::uint32_t mask = 0;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + 2, end, mask, 16);
    return error == std::errc() && rest == end ? std::optional(specific(mask, on)) : std::nullopt;
  }
  for (; text.size() >= 2; text.remove_prefix(2)) {
    const auto* right =
        std::find_if(kRights.begin(), kRights.end(), [&](const Right& one) { return one.name == text.substr(0, 2); });
    if (right == kRights.end()) return std::nullopt;
    mask |= on == On::file ? right->on_file : right->on_key;
  }
  return text.empty() ? std::optional(mask) : std::nullopt;
}

std::string sid_of(std::string_view text) {
  const auto* alias =
      std::find_if(kAliases.begin(), kAliases.end(), [&](const Alias& one) { return one.name == text; });
  return std::string(alias == kAliases.end() ? text : alias->sid);
}

// type;flags;rights;object;inherited object;sid
bool split(std::string_view text, std::array<std::string_view, 6>& out) {
  for (std::size_t n = 0; n < out.size(); ++n) {
    const std::size_t end = text.find(';');
    const bool last = n + 1 == out.size();
    if (last != (end == std::string_view::npos)) return false;
    out.at(n) = text.substr(0, end);
    if (!last) text.remove_prefix(end + 1);
  }
  return true;
}

bool inherits_only(std::string_view flags) {
  for (; flags.size() >= 2; flags.remove_prefix(2)) {
    if (flags.substr(0, 2) == "IO") return true;
  }
  return false;
}

// False: an entry that this reader does not know, so nothing can be said of the whole.
bool add(List& list, std::string_view text, On on) {
  std::array<std::string_view, 6> parts;
  if (!split(text, parts) || list.entries.size() == kMaxEntries) return false;
  const auto& [type, flags, rights, object, inherited, sid] = parts;
  if ((type != "A" && type != "D") || !object.empty() || !inherited.empty() || sid.empty()) return false;
  const auto mask = rights_of(rights, on);
  if (!mask) return false;
  if (!inherits_only(flags)) list.entries.push_back({type == "A", *mask, sid_of(sid)});
  return true;
}

// What stands behind `D:`, outside of parentheses.
std::optional<std::string_view> dacl_of(std::string_view sddl) {
  bool inside = false;
  for (std::size_t n = 0; n + 1 < sddl.size(); ++n) {
    if (sddl[n] == '(') inside = true;
    if (sddl[n] == ')') inside = false;
    if (!inside && sddl[n] == 'D' && sddl[n + 1] == ':') return sddl.substr(n + 2);
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 5> kSystem{"S-1-5-18", "S-1-5-32-544", "S-1-1-0", "S-1-5-11", "S-1-5-32-545"};
constexpr std::array<std::string_view, 3> kEveryone{"S-1-1-0", "S-1-5-11", "S-1-5-32-545"};
constexpr std::array<std::string_view, 4> kAdministrator{"S-1-5-32-544", "S-1-1-0", "S-1-5-11", "S-1-5-32-545"};
constexpr std::array<std::string_view, 5> kNetworkService{"S-1-5-20", "S-1-5-6", "S-1-1-0", "S-1-5-11", "S-1-5-32-545"};
constexpr std::array<std::string_view, 5> kLocalService{"S-1-5-19", "S-1-5-6", "S-1-1-0", "S-1-5-11", "S-1-5-32-545"};
// Of a worker process:
// https://learn.microsoft.com/en-us/troubleshoot/developer/webapps/iis/general/default-permissions-user-rights
constexpr std::array<std::string_view, 5> kWorker{"S-1-5-32-568", "S-1-5-6", "S-1-1-0", "S-1-5-11", "S-1-5-32-545"};

struct Account {
  std::string_view name;  // lower case, without blanks
  Token token;
};

constexpr std::array<Account, 8> kAccounts{{{"system", kSystem},
                                            {"localsystem", kSystem},
                                            {"networkservice", kNetworkService},
                                            {"localservice", kLocalService},
                                            {"iis_iusrs", kWorker},
                                            {"administrators", kAdministrator},
                                            {"s-1-5-20", kNetworkService},
                                            {"s-1-5-18", kSystem}}};

bool is_about(const Entry& entry, Token token) {
  return std::find(token.begin(), token.end(), entry.sid) != token.end();
}

}  // namespace

std::optional<List> read(std::string_view sddl, On on) {
  if (sddl.size() > kMaxText) return std::nullopt;
  auto rest = dacl_of(sddl);
  if (!rest) return std::nullopt;
  List list;
  const std::size_t flags = std::min(rest->find_first_of("(:"), rest->size());
  // In front of the next part stands its letter: `D:PAIS:` has no entries.
  list.everybody = rest->substr(0, flags).find("NO_ACCESS_CONTROL") != std::string_view::npos;
  rest->remove_prefix(flags);
  while (rest->starts_with('(')) {
    const std::size_t end = rest->find(')');
    if (end == std::string_view::npos || !add(list, rest->substr(1, end - 1), on)) return std::nullopt;
    rest->remove_prefix(end + 1);
  }
  const bool ends = rest->empty() || rest->starts_with("S:") || rest->starts_with(':');
  return ends ? std::optional(std::move(list)) : std::nullopt;
}

Token system_token() {
  return kSystem;
}

Token administrator_token() {
  return kAdministrator;
}

Token everyone_token() {
  return kEveryone;
}

Token token_of(std::string_view account) {
  std::string name = text::lower(account);
  constexpr std::string_view kAuthority = "nt authority\\";
  if (name.starts_with(kAuthority)) name.erase(0, kAuthority.size());
  if (name.starts_with("builtin\\")) name.erase(0, 8);
  std::erase(name, ' ');
  const auto* found =
      std::find_if(kAccounts.begin(), kAccounts.end(), [&](const Account& one) { return one.name == name; });
  return found == kAccounts.end() ? Token() : found->token;
}

bool allows(const List& list, Token token, std::uint32_t wanted) {
  if (list.everybody) return true;
  for (const Entry& entry : list.entries) {
    if (wanted == 0) break;
    if (!is_about(entry, token)) continue;
    if (!entry.allows && (entry.rights & wanted) != 0) return false;
    if (entry.allows) wanted &= ~entry.rights;
  }
  return wanted == 0;
}

bool denies(const List& list, Token token, std::uint32_t wanted) {
  return !allows(list, token, wanted) && std::any_of(list.entries.begin(), list.entries.end(), [&](const Entry& entry) {
    return !entry.allows && (entry.rights & wanted) != 0 && is_about(entry, token);
  });
}

}  // namespace certdoc::sddl
