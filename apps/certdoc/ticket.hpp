// --ticket: the report as a file to be sent to somebody, beside the usual output.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certdoc/error.hpp"
#include "certdoc/report.hpp"
#include "flags.hpp"

namespace certdoc {

struct Ticket {
  std::string path;  // empty: none
  bool plain = false;
  bool force = false;
  std::vector<std::string> arguments;  // of this run, the command first

  void declare(Flags& flags);
  bool wanted() const { return !path.empty(); }

  // What speaks against it before anything is examined.
  std::optional<Error> unfit(std::string_view format) const;

  // Writes it, and beside it what the placeholders stand for. `named`: as for print_report.
  Result<void> write(Report report, const std::vector<std::string>& named) const;
};

// The command line as it may be shown: passwords, credentials in URLs and pasted keys are masked.
std::vector<std::string> masked_arguments(std::vector<std::string> arguments);

}  // namespace certdoc
