#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo check_file_command();

}  // namespace certdoc
