// Linux's openat, renameat2 and linkat, all in one directory that stays open.
#include "base/temporary_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <array>
#include <cstdint>
#include <cstdio>

namespace certdoc {
namespace {

// A name that nobody can guess beforehand; empty where the kernel has no random numbers.
std::string random_name() {
  std::array<std::uint8_t, 12> random{};
  if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) return {};
  std::string name = ".certdoc-";
  for (const std::uint8_t byte : random) name += fmt::format("{:02x}", byte);
  return name + ".tmp";
}

}  // namespace

TemporaryFile::TemporaryFile(const OpenFile& directory, mode_t mode)
    : directory_(directory),
      name_(random_name()),
      file_(name_.empty()
                ? -1
                : ::openat(directory.get(), name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)),
      error_(file_.get() < 0 ? errno : 0),
      there_(file_.get() >= 0) {}

TemporaryFile::~TemporaryFile() {
  if (there_) ::unlinkat(directory_.get(), name_.c_str(), 0);
}

int TemporaryFile::fill(ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file_.get(), content.data(), content.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) content = content.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(file_.get()) != 0 && errno != EINVAL) return errno;
  return file_.close();
}

// For file systems without RENAME_NOREPLACE: link() does not replace either.
int TemporaryFile::link_in_place(const std::string& name) {
  const int from = directory_.get();
  return ::linkat(from, name_.c_str(), from, name.c_str(), 0) == 0 ? 0 : errno;  // the destructor unlinks
}

int TemporaryFile::place(const std::string& name, bool overwrite) {
  const int from = directory_.get();
  const unsigned flags = overwrite ? 0U : RENAME_NOREPLACE;
  const int done = overwrite ? ::renameat(from, name_.c_str(), from, name.c_str())
                             : ::renameat2(from, name_.c_str(), from, name.c_str(), flags);
  if (done == 0) {
    there_ = false;
    return 0;
  }
  const bool unknown = errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
  return !overwrite && unknown ? link_in_place(name) : errno;
}

}  // namespace certdoc
