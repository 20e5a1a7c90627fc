#pragma once

#include "command.hpp"

namespace certdoc {

CommandInfo check_crl_command();

}  // namespace certdoc
