// The files of --facts: read, and what the reader of the report should know of them.
#pragma once

#include <string>
#include <vector>

#include "certdoc/error.hpp"
#include "certdoc/lang.hpp"
#include "certdoc/report.hpp"
#include "machine/facts.hpp"

namespace certdoc {

struct FactFiles {
  std::vector<machine::Facts> facts;
  std::vector<Input> inputs;
  std::vector<Error> errors;
  std::vector<std::string> notes;  // a file that was cut off, lines that are no facts
};

// A file that was cut off is an error, and its facts are left out: what is not in it proves nothing.
FactFiles read_fact_files(const std::vector<std::string>& paths, Time now, Lang lang);

}  // namespace certdoc
