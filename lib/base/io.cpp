#include "base/io.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <memory>

namespace certdoc {
namespace {

class Descriptor {
 public:
  Descriptor(int fd, bool owned) : fd_(fd), owned_(owned) {}
  ~Descriptor() {
    if (owned_) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
  bool owned_;
};

struct Pair {
  const char* en;
  const char* zh;
};

Pair hint_for(int error) {
  if (error == ENOENT || error == ENOTDIR) {
    return {"check the path; a relative one starts at the current directory", "请检查路径；相对路径从当前目录算起"};
  }
  if (error == EACCES || error == EPERM) return {"run certdoc as a user who may read it", "请用有读取权限的用户运行"};
  return {"copy it to another place and name the copy", "请复制到别处后再试"};
}

tl::unexpected<Error> unreadable(const std::string& path, int error) {
  const Pair hint = hint_for(error);
  return fail(Error::Kind::unreadable, fmt::format("cannot read {}: {}", path, std::strerror(error)), hint.en,
              fmt::format("无法读取 {}：{}", path, std::strerror(error)), hint.zh);
}

}  // namespace

Result<ReadSome> open_for_reading(const std::string& path, std::uint64_t* size) {
  const bool standard = path == "-";
  const int fd = standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return unreadable(path, errno);
  const auto file = std::make_shared<Descriptor>(fd, !standard);
  struct stat about {};
  const bool known = ::fstat(fd, &about) == 0;
  if (size != nullptr) *size = known && S_ISREG(about.st_mode) ? static_cast<std::uint64_t>(about.st_size) : 0;
  if (known && S_ISDIR(about.st_mode)) {
    return fail(Error::Kind::unreadable, fmt::format("cannot read {}: it is a directory", path), "name a file",
                fmt::format("无法读取 {}：它是目录", path), "请指定文件");
  }
  return ReadSome([file, path](char* buffer, std::size_t most) -> Result<std::size_t> {
    ssize_t got = 0;
    do {
      got = ::read(file->get(), buffer, most);
    } while (got < 0 && errno == EINTR);
    if (got < 0) return unreadable(path, errno);
    return static_cast<std::size_t>(got);
  });
}

Result<std::string> read_file(const std::string& path, std::size_t max) {
  const auto read = open_for_reading(path);
  if (!read) return tl::unexpected(read.error());
  std::string bytes;
  std::string chunk(64 * 1024, '\0');
  for (;;) {
    const auto got = (*read)(chunk.data(), chunk.size());
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return bytes;
    bytes.append(chunk, 0, *got);
    if (bytes.size() > max) {
      return fail(Error::Kind::too_large, fmt::format("{} is larger than {} bytes", path, max), "split it",
                  fmt::format("{} 超过 {} 字节", path, max), "请拆分");
    }
  }
}

}  // namespace certdoc
