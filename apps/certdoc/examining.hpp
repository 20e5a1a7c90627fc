// The options of every command that reads files, and the questions that it may ask.
#pragma once

#include <functional>
#include <string>
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

// Exit status 2, said as every command says it.
int usage_error(const char* command, const Error& error, const Settings& settings);

}  // namespace certdoc
