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

}  // namespace certdoc
