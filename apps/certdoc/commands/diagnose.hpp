#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo diagnose_command();

}  // namespace certdoc
