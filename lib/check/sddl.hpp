// Access lists of Windows as Get-Acl writes them (SDDL), as far as it takes to say who may do what.
// https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-dtyp/f4296d69-1c0f-491f-9587-a960b292d070
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace certdoc::sddl {

// What an entry is on: the same letters mean other rights.
enum class On { file, registry_key };

constexpr std::uint32_t kFileRead = 0x1;      // FILE_READ_DATA, FILE_LIST_DIRECTORY
constexpr std::uint32_t kFileAdd = 0x2;       // FILE_ADD_FILE of a directory
constexpr std::uint32_t kFileAll = 0x1F01FF;  // FILE_ALL_ACCESS
constexpr std::uint32_t kKeyAll = 0xF003F;    // KEY_ALL_ACCESS
constexpr std::uint32_t kKeyRead = 0x20019;   // KEY_READ

struct Entry {
  bool allows = true;  // else it denies
  std::uint32_t rights = 0;
  std::string sid;  // S-1-5-18; an alias that depends on the domain as it stands: DA
};

struct List {
  bool everybody = false;      // there is no list: nothing is forbidden
  std::vector<Entry> entries;  // those that are for the object itself, in their order
};

// The DACL; nullopt: there is none to see, it is written in a way that is not known here, or it is larger than any.
std::optional<List> read(std::string_view sddl, On on);

// Somebody, as the SIDs in his token.
using Token = std::span<const std::string_view>;

// Tokens that every Windows has: SYSTEM, an elevated administrator, services, anybody who has logged on.
// https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/manage/understand-security-identifiers
Token system_token();
Token administrator_token();
Token everyone_token();
// Of an account by the names in use: `NETWORK SERVICE`, `NT AUTHORITY\NETWORK SERVICE`, `IIS_IUSRS`, `SYSTEM`, ...;
// empty: not one of them.
Token token_of(std::string_view account);

// Whether all of `wanted` is allowed to him; the first entry that says something of a right decides on it.
bool allows(const List& list, Token token, std::uint32_t wanted);
// Whether an entry takes some of it away from him.
bool denies(const List& list, Token token, std::uint32_t wanted);

}  // namespace certdoc::sddl
