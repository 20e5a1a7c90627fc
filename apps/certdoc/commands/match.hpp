#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo match_command();

}  // namespace certdoc
