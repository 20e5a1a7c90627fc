// What speaks against a new PFX before anything is made.
#pragma once

#include <optional>
#include <string_view>

#include "diagnose/write_pfx.hpp"

namespace certdoc {

// The rule by which the target refuses this; null: nothing is known against it.
const kb::PfxRule* refusal_of(const kb::PfxImport& import, std::string_view what);

// No password, a target without PFX, or a password that the target does not take; empty: go on.
std::optional<Error> refusal_of_writing(const kb::Target& target, const WritePfxOptions& options);

}  // namespace certdoc
