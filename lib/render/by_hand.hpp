// What a person does where no file decides: the manual step of a cause.
#pragma once

#include <string>
#include <vector>

#include "certdoc/report.hpp"

namespace certdoc {

// Nothing but the machine decides it: by a script that runs there, or by somebody who looks.
bool is_for_the_machine(const JudgedCause& cause);

// The commands of a manual step, with the serial number of the certificate in question where there is one.
std::vector<std::string> commands_by_hand(const Step& step, const Report& report);

}  // namespace certdoc
