// Finds error codes in text: in what a person typed, and in the lines of a log.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kb/knowledge.hpp"

namespace certdoc::kb {

// What was typed is meant to be a code; most numbers and words of a log are not.
enum class Mode { typed, log };

// A number as it was written, and whose code it is was not said.
struct Number {
  std::string written;
  std::int64_t value = 0;
  bool hex = false;
};

struct Scan {
  std::vector<std::string> ids;  // codes, in the order of the text, once each
  std::vector<Number> open;      // typed: numbers that name no family by themselves; log: HRESULTs that no table has
  std::string unknown_detail;    // `@900999` behind a CFCA code that is known
};

// `text` must be normal (text::normal). Only ids of known codes are returned; an id may be one that has no row of its
// own
// (`windows:0x80070015` is made of `win32:21`).
Scan scan(std::string_view text, Mode mode, const Knowledge& knowledge);

// The id of a 32-bit code that only one system can have made, e.g. an HRESULT; empty where it is unknown.
std::string id_of_code(std::uint32_t code, const Knowledge& knowledge);

// The id of a packed OpenSSL error of either layout; empty where no table has its reason.
std::string id_of_openssl(std::uint32_t packed, const Knowledge& knowledge);

}  // namespace certdoc::kb
