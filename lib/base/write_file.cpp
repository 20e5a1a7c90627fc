// A temporary file in the directory of the wanted one, then a rename: whoever looks sees the old file or the new one.
// The directory is opened once, so that nobody can put another one under the name in between.
#include "base/write_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/temporary_file.hpp"

namespace certdoc {
namespace {

struct Texts {
  std::string_view en, zh;
};

tl::unexpected<Error> refused(const std::string& path, Texts why, Texts hint) {
  return fail(Error::Kind::usage, fmt::format("cannot write {}: {}", path, why.en), std::string(hint.en),
              fmt::format("无法写入 {}：{}", path, why.zh), std::string(hint.zh));
}

Texts hint_for(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return {"make the directory first, or check the path", "请先创建目录，或检查路径"};
    case EACCES:
    case EPERM: return {"run certdoc as a user who may write there", "请用有写入权限的用户运行"};
    case ENOSPC:
    case EDQUOT: return {"make room there, or name another place", "请清理空间，或指定其他位置"};
    default: return {"name another place", "请指定其他位置"};
  }
}

tl::unexpected<Error> unwritten(const std::string& path, int error) {
  const Texts hint = hint_for(error);
  return fail(Error::Kind::unreadable, fmt::format("cannot write {}: {}", path, std::strerror(error)),
              std::string(hint.en), fmt::format("无法写入 {}：{}", path, std::strerror(error)), std::string(hint.zh));
}

tl::unexpected<Error> exists_already(const std::string& path) {
  return refused(path, {"it exists already", "文件已存在"},
                 {"name another file, or overwrite it with --force", "请指定其他文件，或用 --force 覆盖"});
}

struct Where {
  std::string directory, name;
};

Result<Where> where_of(const std::string& path) {
  if (path.empty() || path == "-") {
    return refused(path.empty() ? "''" : path, {"not to standard output", "不能写到标准输出"},
                   {"name a file; one called - is ./-", "请指定文件；名为 - 的文件写作 ./-"});
  }
  const std::size_t slash = path.rfind('/');
  Where where{slash == std::string::npos ? "." : path.substr(0, slash + 1),
              slash == std::string::npos ? path : path.substr(slash + 1)};
  if (where.name.empty() || where.name == "." || where.name == "..") {
    return refused(path, {"it is a directory", "它是目录"}, {"name a file in it", "请指定其中的文件"});
  }
  if (path.find('\0') != std::string::npos) return unwritten(path, EINVAL);
  return where;
}

// A directory may allow writing and forbid listing; then it can be used and not be synced.
int open_directory(const std::string& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return fd < 0 && errno == EACCES ? ::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC) : fd;
}

// What stands under the name now, if anything does and may be replaced.
Result<std::optional<struct stat>> present(const OpenFile& directory, const std::string& path, const std::string& name,
                                           bool overwrite) {
  struct stat about {};
  if (::fstatat(directory.get(), name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return unwritten(path, errno);
  }
  if (S_ISLNK(about.st_mode)) {
    return refused(path, {"it is a symbolic link", "它是符号链接"}, {"name the file itself", "请直接指定目标文件"});
  }
  if (S_ISDIR(about.st_mode)) {
    return refused(path, {"it is a directory", "它是目录"}, {"name a file in it", "请指定其中的文件"});
  }
  if (!S_ISREG(about.st_mode)) {
    return refused(path, {"it is a device, a pipe or a socket", "它是设备、管道或套接字"},
                   {"name a file", "请指定文件"});
  }
  if (!overwrite) return exists_already(path);
  return about;
}

// The name lasts only once the directory is on the disk too. Some cannot be synced; there is nothing better then.
int sync(const OpenFile& directory) {
  const bool done = ::fsync(directory.get()) == 0 || errno == EINVAL || errno == EBADF || errno == ENOTSUP;
  return done ? 0 : errno;
}

// A secret is for its owner alone. Something else that replaces a file keeps that one's mode and owner, because who
// could read the old one must be able to read the new one; a new file gets what the umask leaves.
int set_access(TemporaryFile& file, bool secret, const std::optional<struct stat>& former) {
  if (secret) return file.set_mode(0600);
  if (!former) return 0;
  file.give_to(*former);
  return file.set_mode(former->st_mode & 0777U);
}

}  // namespace

Result<void> write_file(const std::string& path, ByteView content, const WriteOptions& options) {
  const auto where = where_of(path);
  if (!where) return tl::unexpected(where.error());
  const OpenFile directory(open_directory(where->directory));
  if (directory.get() < 0) return unwritten(path, errno);
  const auto former = present(directory, path, where->name, options.overwrite);
  if (!former) return tl::unexpected(former.error());
  TemporaryFile file(directory, options.secret ? 0600 : 0666);
  int error = file.created();
  if (error == 0) error = set_access(file, options.secret, *former);
  if (error == 0) error = file.fill(content);
  if (error == 0) error = file.place(where->name, options.overwrite);
  if (error == 0) error = sync(directory);
  if (error == EEXIST) return exists_already(path);
  if (error != 0) return unwritten(path, error);
  return {};
}

}  // namespace certdoc
