// What a command is: one file in commands/, one line in commands/registry.cpp.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "flags.hpp"
#include "settings.hpp"

namespace certdoc {

class Command {
 public:
  virtual ~Command() = default;
  virtual void declare(Flags& flags) = 0;

  // Returns the exit status. Everything printed goes through print_report and print_error.
  virtual int run(const Settings& settings) = 0;
};

struct CommandInfo {
  std::string_view name;
  Both summary;
  // Whole command lines; a test runs every one of them.
  std::vector<std::string_view> examples;
  std::unique_ptr<Command> (*make)();
};

const std::vector<CommandInfo>& commands();

// The names of all commands, for causes that a command can decide.
std::vector<std::string> command_names();

}  // namespace certdoc
