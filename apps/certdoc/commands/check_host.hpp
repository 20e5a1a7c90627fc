#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo check_host_command();

}  // namespace certdoc
