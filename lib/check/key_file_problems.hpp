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

// Who uses the key. `service`: nullptr if unknown; `reads_as_root`: it needs no right of its own.
struct KeyUser {
  const Account* service = nullptr;
  bool reads_as_root = false;
};

// Of the last step of `access`, which is the file, and of every directory on the way.
std::vector<KeyFileProblem> key_file_problems(const FileAccess& access, const KeyUser& user, Lang lang);

// The command that leaves the file to its owner, to root and to the service.
std::string key_file_fix(const FileAccess& access, const KeyUser& user);

}  // namespace certdoc
