// Another program of this machine: a text in, a text out, within bounds.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "certdoc/error.hpp"

namespace certdoc {

struct RunBounds {
  std::chrono::milliseconds patience;
  std::size_t output;  // bytes
};

// What the program prints when it is given `input`; command.front() is its path, and the environment is its whole
// environment, NAME=VALUE. It is ended when its time is up. An Error: it did not start, failed, took too long or
// printed too much. Nobody sees what it writes to stderr.
Result<std::string> run_program(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                                std::string_view input, const RunBounds& bounds);

struct RunOutcome {
  int status = 0;      // 128 and more: it was ended by a signal
  std::string output;  // of both its outputs, as it came
};

// The same, where failing is an answer too: what it says on stdout and stderr together. An Error: it did not start,
// took too long or printed too much.
Result<RunOutcome> ask_program(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                               const RunBounds& bounds);

}  // namespace certdoc
