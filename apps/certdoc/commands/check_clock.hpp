// certdoc check-clock
#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo check_clock_command();

}  // namespace certdoc
