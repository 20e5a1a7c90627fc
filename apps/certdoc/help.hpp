// The help texts, made of what the commands declare.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace certdoc {

// One option as the help text shows it: `-v, --verbose` or `--log FILE`.
struct HelpRow {
  std::string names;
  Both help;
  std::string choices;
};

std::string program_help(Lang lang);
std::string command_help(const CommandInfo& command, const std::string& usage, const std::vector<HelpRow>& rows,
                         Lang lang);
std::string version_text();

}  // namespace certdoc
