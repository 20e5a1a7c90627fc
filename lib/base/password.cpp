#include "base/password.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string>

namespace certdoc {
namespace {

using Password = Result<std::shared_ptr<const SecretBytes>>;

constexpr std::size_t kLongest = 4096;

std::shared_ptr<const SecretBytes> shared(std::string_view text) {
  return std::make_shared<const SecretBytes>(to_secret(as_bytes(text)));
}

Password unreadable(std::string_view name, int error) {
  return fail(Error::Kind::unreadable, fmt::format("cannot read the password from {}: {}", name, std::strerror(error)),
              "check what stands after --pass", fmt::format("无法从 {} 读取密码：{}", name, std::strerror(error)),
              "请检查 --pass 的内容");
}

Password from_environment(const std::string& name) {
  const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
  if (value == nullptr) {
    return fail(Error::Kind::usage, fmt::format("the environment variable {} for the password is not set", name),
                "set and export it", fmt::format("存放密码的环境变量 {} 未设置", name), "请设置并导出该变量");
  }
  if (std::strlen(value) > kLongest) {
    return fail(Error::Kind::too_large, fmt::format("the environment variable {} is too long for a password", name),
                "check the name of the variable", fmt::format("环境变量 {} 过长，不是密码", name), "请检查变量名");
  }
  return shared(value);
}

Password from_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return unreadable(path, errno);
  Password password = password::first_line(fd, path);
  ::close(fd);
  return password;
}

Password from_descriptor(std::string_view digits) {
  int fd = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), fd);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || fd < 0) {
    return fail(Error::Kind::usage, "fd: takes the number of an open file descriptor", "for example fd:3",
                "fd: 后应为已打开的文件描述符编号", "例如 fd:3");
  }
  return password::first_line(fd, fmt::format("fd:{}", fd));
}

// One byte, wherever it comes from. 0: the end.
ssize_t read_byte(int fd, std::uint8_t& byte) {
  ssize_t got = 0;
  do {
    got = ::read(fd, &byte, 1);
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

namespace password {

Password first_line(int fd, std::string_view name) {
  SecretBytes line;
  line.reserve(kLongest);
  std::uint8_t byte = 0;
  for (;;) {
    const ssize_t got = read_byte(fd, byte);
    if (got < 0) return unreadable(name, errno);
    if (got == 0 || byte == '\n') break;
    if (line.size() == kLongest) {
      return fail(Error::Kind::too_large, fmt::format("the first line of {} is too long for a password", name),
                  "put the password alone into the first line", fmt::format("{} 的第一行过长，不是密码", name),
                  "请将密码单独放在第一行");
    }
    line.push_back(byte);
  }
  ::explicit_bzero(&byte, sizeof byte);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return std::make_shared<const SecretBytes>(std::move(line));
}

}  // namespace password

Password read_password(std::string_view spec) {
  if (spec == "stdin") return password::first_line(STDIN_FILENO, spec);
  const std::size_t colon = spec.find(':');
  const std::string_view kind = colon == std::string_view::npos ? std::string_view() : spec.substr(0, colon);
  const std::string_view rest = colon == std::string_view::npos ? std::string_view() : spec.substr(colon + 1);
  if (kind == "pass") return shared(rest);
  if (kind == "env") return from_environment(std::string(rest));
  if (kind == "file") return from_file(std::string(rest));
  if (kind == "fd") return from_descriptor(rest);
  // What was typed is likely to be the password itself: it is not repeated.
  return fail(Error::Kind::usage, "the source of the password is not understood",
              "write env:VARIABLE, file:PATH, fd:NUMBER, stdin or pass:TEXT", "无法识别密码来源",
              "请写成 env:变量名、file:路径、fd:编号、stdin 或 pass:文本");
}

bool shows_in_process_list(std::string_view spec) {
  return spec.substr(0, 5) == "pass:";
}

}  // namespace certdoc
