#include "artifact/read_file.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/io.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kFirst = 16 * 1024;  // nearly every certificate and key fits
constexpr std::size_t kMost = 4 * 1024 * 1024;

tl::unexpected<Error> too_large(const std::string& path, std::uint64_t max) {
  return fail(Error::Kind::too_large, fmt::format("{} is larger than {} bytes", path, max),
              "raise the limit with --max-size, if this really is a certificate or key",
              fmt::format("{} 超过 {} 字节", path, max), "若确为证书或密钥文件，请用 --max-size 提高上限");
}

}  // namespace

Result<SecretBytes> read_secret_file(const std::string& path, std::uint64_t max) {
  const auto read = open_for_reading(path);
  if (!read) return tl::unexpected(read.error());
  SecretBytes bytes;
  for (std::size_t chunk = kFirst;; chunk = std::min(chunk * 2, kMost)) {
    const std::size_t had = bytes.size();
    bytes.resize(had + chunk);
    const auto got = (*read)(reinterpret_cast<char*>(bytes.data() + had), chunk);
    if (!got) return tl::unexpected(got.error());
    bytes.resize(had + *got);
    if (*got == 0) return bytes;
    if (bytes.size() > max) return too_large(path, max);
  }
}

}  // namespace certdoc
