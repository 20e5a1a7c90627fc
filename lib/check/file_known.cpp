// What check-file has no line for, but a list of causes has to rule out: a file that was recognised, and one in which
// no text can be damaged.
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 2> kDecides{"file-not-recognised", "file-encoding"};

bool is_binary(const LoadedFile& file) {
  return std::all_of(file.artifacts.begin(), file.artifacts.end(), [](const Artifact& one) {
    return one.encoding == Encoding::der || one.encoding == Encoding::other;
  });
}

bool is_known(const LoadedFile& file) {
  return std::any_of(file.artifacts.begin(), file.artifacts.end(),
                     [](const Artifact& one) { return one.kind != Kind::foreign; });
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    if (file.error || !is_known(file)) continue;
    Tally recognised(kDecides[0], file);
    recognised.healthy();
    append(findings,
           recognised.finding(say(context.lang, "what {} holds is recognised", "{} 的内容可以识别", file.path)));
    if (!is_binary(file)) continue;
    Tally encoding(kDecides[1], file);
    encoding.healthy();
    append(findings, encoding.finding(say(context.lang, "{} is binary: there is no text in it to be spoilt",
                                          "{} 是二进制文件，不存在文本编码问题", file.path)));
  }
  return findings;
}

}  // namespace

constexpr Check kFileKnown{"file-known", kDecides, run};

}  // namespace certdoc
