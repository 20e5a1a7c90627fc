// The list of commands, in the order of the help text.
#include "command.hpp"
#include "commands/check_chain.hpp"
#include "commands/check_clock.hpp"
#include "commands/check_crl.hpp"
#include "commands/check_file.hpp"
#include "commands/check_host.hpp"
#include "commands/check_pfx.hpp"
#include "commands/diagnose.hpp"
#include "commands/explain.hpp"
#include "commands/match.hpp"

namespace certdoc {

const std::vector<CommandInfo>& commands() {
  static const std::vector<CommandInfo> all{explain_command(),     diagnose_command(),  match_command(),
                                            check_file_command(),  check_pfx_command(), check_chain_command(),
                                            check_clock_command(), check_crl_command(), check_host_command()};
  return all;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const CommandInfo& command : commands()) names.emplace_back(command.name);
  return names;
}

}  // namespace certdoc
