#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo check_pfx_command();

}  // namespace certdoc
