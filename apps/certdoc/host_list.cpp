#include "host_list.hpp"

#include <fmt/format.h>
#include <utility>

#include "base/io.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxFile = std::size_t{16} * 1024 * 1024;
constexpr std::size_t kMaxHosts = 100'000;

// Without its comment.
std::string_view content(std::string_view line) {
  return text::trim(line.substr(0, line.find('#')));
}

HostTarget target_of(std::string_view line) {
  const std::size_t blank = line.find_first_of(" \t");
  if (blank == std::string_view::npos) return {std::string(line), {}};
  return {std::string(line.substr(0, blank)), std::string(text::trim(line.substr(blank)))};
}

Error in_line(Error error, const std::string& path, std::size_t number) {
  error.what = fmt::format("{}:{}: {}", path, number, error.what);
  error.what_zh = fmt::format("{}:{}：{}", path, number, error.what_zh);
  return error;
}

Error too_many(const std::string& path) {
  return {Error::Kind::too_large, fmt::format("{} names more than {} hosts", path, kMaxHosts), "split the file",
          fmt::format("{} 中的主机超过 {} 台", path, kMaxHosts), "请拆分文件"};
}

}  // namespace

Result<std::vector<HostTarget>> read_hosts(const std::string& path) {
  const auto bytes = read_file(path, kMaxFile);
  if (!bytes) return tl::unexpected(bytes.error());
  std::vector<HostTarget> out;
  std::string_view rest = *bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);  // of Notepad
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = content(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty()) continue;
    HostTarget target = target_of(line);
    if (auto wrong = unfit_target(target)) return tl::unexpected(in_line(std::move(*wrong), path, number));
    if (out.size() == kMaxHosts) return tl::unexpected(too_many(path));
    out.push_back(std::move(target));
  }
  return out;
}

}  // namespace certdoc
