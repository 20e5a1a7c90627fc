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

// Before the command only a few options stand alone; every other long one has its value behind it.
bool takes_value(std::string_view option);

}  // namespace certdoc
