// Scripts for a machine that certdoc cannot reach: they only read, write one file of facts (machine/facts.hpp), and say
// at their head what they collect. Nothing of the user's files is code in them: what they are asked about comes as
// base64 and is decoded inside.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "certdoc/lang.hpp"
#include "check/check.hpp"

namespace certdoc {

enum class ScriptFor { windows, linux };

struct FactsScript {
  ScriptFor platform = ScriptFor::windows;
  Lang lang = Lang::en;
  Time written{};
  // Causes that are in question: what decides none of them is not collected. Empty: everything is.
  std::vector<std::string> causes;
};

std::string facts_script(const FactsScript& wanted, const Material& material);

namespace facts_script_parts {

// A piece of a script, and the facts (machine/fact_kinds.hpp) that it collects, separated by blanks.
struct Section {
  std::string_view facts;
  std::string_view text;
};

// In the texts stand {HEAD}, {WRITTEN}, {LANG}, {EXISTS}, {BITS}, {DONE}, {THUMBPRINTS}, {URLS}, {PATHS}.
struct Script {
  std::string_view begin, end;
  std::span<const Section> sections;
};

Script windows();
Script linux_sh();

}  // namespace facts_script_parts
}  // namespace certdoc
