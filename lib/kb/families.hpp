// The families of error codes: who prints them, and how their numbers are written.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace certdoc::kb {

// How the key of an id (`family:key`) is made of a row.
enum class Key { hex32, packed, decimal, symbol, short_symbol, slug, written };

struct Family {
  std::string_view id;
  std::string_view en;
  std::string_view zh;
  Key key = Key::symbol;
  // Where one text or number belongs to several families, the lower rank is shown first.
  int rank = 0;
  // Its tables hold the texts that the system prints. Else they hold plain facts, by which nothing is found.
  bool printed = true;
  // Its numbers say which code is meant. Else they mean something else wherever people quote them.
  bool numbered = true;
};

std::span<const Family> families();

// Index into families(); also accepts a few everyday names (`schannel`, `winhttp`, `firefox`).
std::optional<std::uint8_t> family_index(std::string_view id);

// The key of a row: `0x80092004`, `0A000086`, `20`, `SEC_ERROR_UNKNOWN_ISSUER`, `pkix-path-building-failed`.
std::string key_of(const Family& family, std::optional<std::int64_t> value, std::string_view symbol,
                   std::string_view text);

// The number inside a key of the numeric families; nothing for the others and for what is no number.
std::optional<std::int64_t> value_of_key(const Family& family, std::string_view key);

// Lower-case words joined by hyphens, at most 48 characters.
std::string slug(std::string_view text);

// The code as people write it: the id without its family, `NET::` put back, and so on.
std::string display(const Family& family, std::string_view key);

}  // namespace certdoc::kb
