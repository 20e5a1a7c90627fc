#include "graphviz.hpp"

#include "base/bytes.hpp"
#include "base/write_file.hpp"
#include "run_program.hpp"

namespace certdoc {

Result<void> draw_svg(const std::string& dot, const std::string& path, bool overwrite) {
  constexpr RunBounds kBounds{std::chrono::seconds(20), 32U << 20U};
  const std::string program = find_program("dot");
  if (program.empty()) {
    return fail(Error::Kind::unsupported, "no picture was written: Graphviz, which draws it, is not installed",
                "install the package graphviz, or take --format mermaid, which needs nothing",
                "没有写出图片：未安装绘图所需的 Graphviz", "请安装 graphviz 软件包，或改用无需安装的 --format mermaid");
  }
  const auto svg = run_program({program, "-Tsvg"}, dot, kBounds);
  if (!svg) return tl::unexpected(svg.error());
  if (svg->find("</svg>") == std::string::npos) {
    return fail(Error::Kind::unsupported, "no picture was written: " + program + " made no SVG of it",
                "take --format mermaid instead", "没有写出图片：" + program + " 未生成 SVG", "请改用 --format mermaid");
  }
  return write_file(path, as_bytes(*svg), {.secret = false, .overwrite = overwrite});
}

}  // namespace certdoc
