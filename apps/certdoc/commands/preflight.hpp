#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo preflight_command();

}  // namespace certdoc
