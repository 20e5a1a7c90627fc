// A command line without a command: which one was meant?
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certdoc {

struct Meant {
  std::string command;                 // empty: none
  std::vector<std::string> arguments;  // for it
  std::string misspelt;                // the word that is near the name of a command
  std::string suggestion;              // and that name
};

// A code or message is explained, files are diagnosed, with or without one, a server alone is checked. A host inside of
// longer text is never contacted.
Meant meant_by(const std::vector<std::string>& arguments);

// `-67843`: error codes may be negative.
bool is_negative_code(std::string_view argument);

// Neither that nor `-`, which is standard input.
bool looks_like_option(std::string_view argument);

// Before the command only a few options stand alone; every other long one has its value behind it.
bool takes_value(std::string_view option);

}  // namespace certdoc
