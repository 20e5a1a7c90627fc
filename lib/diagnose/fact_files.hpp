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

FactFiles read_fact_files(const std::vector<std::string>& paths, Lang lang);

}  // namespace certdoc
