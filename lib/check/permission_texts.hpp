// What the checks of permissions have in common: which files they look at, and how they name what to do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/file_access.hpp"
#include "check/check.hpp"

namespace certdoc {

// The facts, where they were gathered for this file; standard input has none.
const FileAccess* access_of(const LoadedFile& file);

bool holds_key(const LoadedFile& file);
bool holds_certificate(const LoadedFile& file);
// No key in it can be used without a password.
bool is_encrypted(const LoadedFile& file);

// --user, else the first of the target's accounts that exists here; nullptr: none.
const Account* service_account(const FileAccess& access, const Context& context);

// `words` as they stand, then `--` and the path in quotes; empty where the path cannot be printed.
std::string command(std::string_view words, const std::string& path);

// Says the command that puts it right; nothing where there is none.
void add_fix(Finding& finding, const std::string& command);

}  // namespace certdoc
