// The checks of each command, in the order of their findings.
#pragma once

#include <span>

#include "check/check.hpp"

namespace certdoc {

std::span<const Check* const> file_checks();  // certdoc check-file
std::span<const Check* const> pfx_checks();   // certdoc check-pfx
// Those of them that judge a file which is to become a part of a PFX.
std::span<const Check* const> part_checks();

// The parts of an examination of everything (diagnose, preflight), beside file_checks():
std::span<const Check* const> form_checks();  // any file
std::span<const Check* const>
container_checks();  // PFX, key store, .sm2: pfx_checks() without what is in file_checks()
std::span<const Check* const> passphrase_checks();  // private keys outside of containers

}  // namespace certdoc
