// The checks of certdoc check-file, in the order of their findings.
#pragma once

#include <span>

#include "check/check.hpp"

namespace certdoc {

std::span<const Check* const> file_checks();

}  // namespace certdoc
