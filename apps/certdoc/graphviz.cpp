#include "graphviz.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cstdlib>

#include "base/bytes.hpp"
#include "base/run_program.hpp"
#include "base/write_file.hpp"

namespace certdoc {
namespace {

std::string environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

// `dot` in the directories of PATH; empty: it is not installed. What lies in the current directory is not looked at.
std::string find_dot(std::string_view path) {
  while (!path.empty()) {
    const std::string_view directory = path.substr(0, path.find(':'));
    path.remove_prefix(std::min(directory.size() + 1, path.size()));
    if (!directory.starts_with('/')) continue;
    std::string file = fmt::format("{}/dot", directory);
    if (::access(file.c_str(), X_OK) == 0) return file;
  }
  return {};
}

}  // namespace

Result<void> draw_svg(const std::string& dot, const std::string& path, bool overwrite) {
  constexpr RunBounds kBounds{std::chrono::seconds(20), 32U << 20U};
  const std::string directories = environment("PATH", "/usr/bin:/bin");
  const std::string program = find_dot(directories);
  if (program.empty()) {
    return fail(Error::Kind::unsupported, "no picture was written: Graphviz, which draws it, is not installed",
                "install the package graphviz, or take --format mermaid, which needs nothing",
                "没有写出图片：未安装绘图所需的 Graphviz", "请安装 graphviz 软件包，或改用无需安装的 --format mermaid");
  }
  const std::vector<std::string> variables{"PATH=" + directories, "HOME=" + environment("HOME", "/"), "LC_ALL=C.UTF-8"};
  const auto svg = run_program({program, "-Tsvg"}, variables, dot, kBounds);
  if (!svg) return tl::unexpected(svg.error());
  if (svg->find("</svg>") == std::string::npos) {
    return fail(Error::Kind::unsupported, "no picture was written: " + program + " made no SVG of it",
                "take --format mermaid instead", "没有写出图片：" + program + " 未生成 SVG", "请改用 --format mermaid");
  }
  return write_file(path, as_bytes(*svg), {.secret = false, .overwrite = overwrite});
}

}  // namespace certdoc
