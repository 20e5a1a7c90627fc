// The options of every command that reads files, and the questions that it may ask.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdoc/examine.hpp"
#include "command.hpp"

namespace certdoc {

class Examining {
 public:
  void declare(Flags& flags);

  // Reads the passwords and what the settings say; an Error is one of usage or of reading.
  Result<ExamineOptions> options(const Settings& settings) const;

 private:
  std::vector<std::string> passwords_;
  std::string max_size_;
};

// Runs `examine`; where something stays closed for want of a password and a person sits there, asks and runs it again.
Report with_password(ExamineOptions& options, const std::function<Report(const ExamineOptions&)>& examine);

// What is said where a password was given as pass:TEXT.
void warn_of_process_list(Lang lang);

// What is wrong with the name of a target; nothing where it is empty or known.
std::optional<Error> unknown_target(std::string_view command, const std::string& name);

// The answer to --targets; returns the exit status.
int list_targets(std::string_view command, const Settings& settings);

}  // namespace certdoc
