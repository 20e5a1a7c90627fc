// A file that is filled under a name of its own and then put in place at once.
#pragma once

#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <string>

#include "base/bytes.hpp"

namespace certdoc {

class OpenFile {
 public:
  explicit OpenFile(int fd) : fd_(fd) {}
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int get() const { return fd_; }

  // Some file systems say only here that there was no room. Zero, or the error.
  int close() {
    const int failed = ::close(fd_) == 0 ? 0 : errno;
    fd_ = -1;
    return failed == EINTR ? 0 : failed;  // Linux has closed it all the same
  }

 private:
  int fd_;
};

// Exists under its own name until it was put in place; is taken away where that does not happen.
class TemporaryFile {
 public:
  TemporaryFile(const OpenFile& directory, mode_t mode);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  // These give zero, or the error.
  int created() const { return error_; }
  int set_mode(mode_t mode) { return ::fchmod(file_.get(), mode) == 0 ? 0 : errno; }
  int fill(ByteView content);
  int place(const std::string& name, bool overwrite);

  // Where only root may give files away, the new file stays with whoever wrote it.
  void give_to(const struct stat& former) {
    if (::fchown(file_.get(), former.st_uid, former.st_gid) != 0) errno = 0;
  }

 private:
  int link_in_place(const std::string& name);

  const OpenFile& directory_;
  std::string name_;
  OpenFile file_;
  int error_;
  bool there_;
};

}  // namespace certdoc
