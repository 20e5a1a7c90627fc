// Command lines for sh that turn a file into what a target reads. The tools ask for passwords themselves; the result
// goes into the current directory, never over the input; what may hold a key is written for its owner only.
#pragma once

#include <string>

#include "check/check.hpp"

namespace certdoc {

// For a container or object that the target does not read; empty: there is no command that surely does it. A key alone
// becomes a PFX only where the material has its certificate.
std::string conversion(const kb::Target& target, const Material& material, const LoadedFile& file,
                       const Artifact& artifact);

// Writes the same PEM text as plain ASCII with LF; empty: nothing that a command puts right.
std::string text_repair(const LoadedFile& file);

// Takes the passphrase off a private key.
std::string without_passphrase(const LoadedFile& file, const Artifact& artifact);

}  // namespace certdoc
