// What the checks of the password and of the MAC both ask.
#pragma once

#include "artifact/store.hpp"
#include "check/check.hpp"

namespace certdoc::pfx {

// Something in the container was decrypted. Where its MAC fits none of the passwords all the same, the file was
// changed, and the password is right.
bool opened_in_spite(const LoadedFile& file, const Artifact& container);

}  // namespace certdoc::pfx
