#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo check_chain_command();

}  // namespace certdoc
