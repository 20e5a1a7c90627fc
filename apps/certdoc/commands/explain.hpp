#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo explain_command();

}  // namespace certdoc
