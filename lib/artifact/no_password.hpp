// Why something stays closed that a password would open.
#pragma once

#include "artifact/artifact.hpp"

namespace certdoc {

// `no password given`, or that none of those given opens it. Which ones were tried is not told.
Reason no_password_reason(const LoadOptions& options);

}  // namespace certdoc
