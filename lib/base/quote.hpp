// The one place where values enter command lines that a person is told to run.
#pragma once

#include <string>
#include <string_view>

#include "certdoc/error.hpp"

namespace certdoc {

// For sh: as it is where that is safe, else in single quotes. A value that starts with `-` gets `./` in front,
// since all of ours are paths. What cannot be printed as it is (control characters, bidi overrides) is refused.
Result<std::string> quoted_for_sh(std::string_view value);

// The same for PowerShell: in single quotes, single quotes (typographic ones too) doubled.
Result<std::string> quoted_for_powershell(std::string_view value);

}  // namespace certdoc
