#include "artifact/read_file.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/io.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kFirst = 16 * 1024;  // nearly every certificate and key fits

tl::unexpected<Error> too_large(const std::string& path, std::uint64_t max) {
  return fail(Error::Kind::too_large, fmt::format("{} is larger than {} bytes", path, max),
              "raise the limit with --max-size, if this really is a certificate or key",
              fmt::format("{} 超过 {} 字节", path, max), "若确为证书或密钥文件，请用 --max-size 提高上限");
}

}  // namespace

// A buffer that fits from the start: one that grows takes twice as much for a moment, and is copied.
Result<SecretBytes> read_secret_file(const std::string& path, std::uint64_t max) {
  std::uint64_t size = 0;
  const auto read = open_for_reading(path, &size);
  if (!read) return tl::unexpected(read.error());
  if (size > max) return too_large(path, max);
  SecretBytes bytes;
  bytes.reserve(std::max<std::size_t>(kFirst, size + 1));  // one more: there the end shows
  for (;;) {
    const std::size_t had = bytes.size();
    if (had == bytes.capacity()) bytes.reserve(2 * had);
    bytes.resize(bytes.capacity());
    const auto got = (*read)(reinterpret_cast<char*>(bytes.data() + had), bytes.size() - had);
    if (!got) return tl::unexpected(got.error());
    bytes.resize(had + *got);
    if (*got == 0) return bytes;
    if (bytes.size() > max) return too_large(path, max);
  }
}

}  // namespace certdoc
