// What is wrong with who may read or replace a key file, one by one.
#pragma once

#include <string>
#include <vector>

#include "check/permission_texts.hpp"

namespace certdoc {

struct KeyFileProblem {
  Severity severity = Severity::warning;
  std::string text;
  Evidence evidence;
  std::string fix;  // a command; empty: none, or that of the file as a whole
};

// Of the last step of `access`, which is the file, and of every directory on the way. `service`: nullptr if unknown.
std::vector<KeyFileProblem> key_file_problems(const FileAccess& access, const Account* service, Lang lang);

// The command that leaves the file to its owner, to root and to the service.
std::string key_file_fix(const FileAccess& access, const Account* service);

}  // namespace certdoc
