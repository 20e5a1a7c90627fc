// Files that stayed closed, and what cannot be said of them therefore.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "certdoc/report.hpp"
#include "check/check.hpp"

namespace certdoc {

using LockedFiles = std::map<std::string, Reason>;  // by path

// Files with something behind a password that none of those given opened.
LockedFiles locked_files(const Material& material, bool passwords_given, Lang lang);

// A file whose contents were not read is not proven to be intact: what can be seen is its outer structure, and damage
// inside looks like a wrong password.
void doubt_what_is_locked(const LockedFiles& locked, Lang lang, std::vector<Finding>& findings);

}  // namespace certdoc
