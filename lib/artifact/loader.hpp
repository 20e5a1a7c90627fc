// Bytes in, artifacts out: the one loader of all commands.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "artifact/artifact.hpp"

namespace certdoc {

// What these bytes hold. Never fails: what could not be read is in `damages`, `error` or an artifact's `unread`.
LoadedFile load_bytes(std::string path, ByteView bytes, const LoadOptions& options);

// Reads and loads one file; `-` is standard input.
LoadedFile load_file(const std::string& path, const LoadOptions& options);

struct Walk {
  std::vector<std::string> files;   // sorted
  std::vector<Error> errors;        // directories that could not be read
  std::size_t skipped_special = 0;  // sockets, pipes, devices
  std::size_t skipped_links = 0;    // symbolic links that loop or dangle
  bool cut = false;                 // more than `max_files`
};

// All regular files below a directory. Symbolic links to files are followed, each file is taken once (device, inode);
// directories are entered once.
Walk walk_directory(const std::string& directory, std::size_t max_files);

// Loads many files, several at a time. `progress` is told (done, all) from one thread only.
std::vector<LoadedFile> load_files(const std::vector<std::string>& paths, const LoadOptions& options,
                                   const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace certdoc
