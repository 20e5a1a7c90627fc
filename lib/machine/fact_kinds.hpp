// What the scripts collect, how, for which causes, and what of it could be private: one table for the scripts, their
// heads, the reader and the documentation.
#pragma once

#include <span>
#include <string_view>

#include "certdoc/lang.hpp"

namespace certdoc::machine {

struct FactText {
  std::string_view en, zh;

  std::string_view in(Lang lang) const { return lang == Lang::zh ? zh : en; }
};

struct FactKind {
  std::string_view id;
  std::string_view platform;  // windows, linux, any
  std::string_view causes;    // ids that it can decide or gives evidence for, separated by blanks
  FactText what;              // one line of the script's head
  std::string_view how;       // the command that is run
  FactText privacy;           // what is left out or replaced; empty: nothing personal is in it
};

std::span<const FactKind> fact_kinds();
const FactKind* find_fact_kind(std::string_view id);  // nullptr: none of this release

// Whether something that is collected on `platform` (windows, linux) decides this cause.
bool is_decided_on(std::string_view platform, std::string_view cause);

}  // namespace certdoc::machine
