// Who may read the files: three checks over what look_at (artifact/file_access.hpp) gathered in LoadedFile::access.
// A file without that (standard input, a file that was found in a directory) gets no finding.
#pragma once

#include <string>
#include <vector>

#include "check/check.hpp"

namespace certdoc {

extern const Check kKeyFilePermissions;
extern const Check kKeyUnreadableByService;
extern const Check kSelinuxContext;

// The accounts that these checks ask for: --user, else the usual ones of the target. For look_at.
std::vector<std::string> accounts_wanted(const Context& context);

}  // namespace certdoc
