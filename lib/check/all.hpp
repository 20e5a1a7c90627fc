// The checks of each command, in the order of their findings.
#pragma once

#include <span>

#include "check/check.hpp"

namespace certdoc {

std::span<const Check* const> file_checks();  // certdoc check-file
std::span<const Check* const> pfx_checks();   // certdoc check-pfx
// Those of them that judge a file which is to become a part of a PFX.
std::span<const Check* const> part_checks();

}  // namespace certdoc
