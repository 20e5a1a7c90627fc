// The one way in which certdoc writes a file that a person asked for.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "certdoc/error.hpp"

namespace certdoc {

struct WriteOptions {
  bool secret = false;     // may hold a key: mode 0600, whatever the umask says
  bool overwrite = false;  // --force
};

// Writes to a temporary file in the same directory, then puts it in place at once: the name holds the whole content or
// what it held before. Never through a symbolic link, never over a directory or a device, never over what is there
// unless `overwrite`.
Result<void> write_file(const std::string& path, ByteView content, const WriteOptions& options);

}  // namespace certdoc
