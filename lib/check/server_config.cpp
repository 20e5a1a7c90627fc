// What is said of a server's configuration itself.
#include <fmt/format.h>

#include "base/say.hpp"
#include "check/deployment.hpp"

namespace certdoc {
namespace {

using machine::ConfigNote;
using Kind = machine::ConfigNoteKind;

bool is_aside(Kind kind) {
  return kind == Kind::variable || kind == Kind::not_a_file || kind == Kind::assumed_on || kind == Kind::assumed_off ||
         kind == Kind::not_followed;
}

std::string bound_text(const ConfigNote& note, Lang lang) {
  const std::string& what = note.what;
  switch (note.kind) {
    case Kind::loop: return say(lang, "{} includes itself: it was not read again", "{} 包含了自身，没有再次读取", what);
    case Kind::too_many_files: return say(lang, "too many files: {} was not read", "文件太多：没有读取 {}", what);
    case Kind::too_deep: return say(lang, "nested too deeply: {} was not read", "嵌套太深：没有读取 {}", what);
    case Kind::too_large: return say(lang, "too large: {} was not read", "文件太大：没有读取 {}", what);
    case Kind::too_many_matches: return say(lang, "{} matches too many files", "{} 匹配的文件太多", what);
    case Kind::too_many_sets: return say(lang, "{} names too many certificates", "{} 中的证书太多", what);
    default: return say(lang, "{} is not written as the server's configuration should be", "{} 不符合配置语法", what);
  }
}

std::string lacking(const ConfigNote& note, Lang lang) {
  if (note.kind == Kind::missing) return say(lang, "{} is not there", "{} 不存在", note.what);
  if (note.kind == Kind::no_key) {
    return say(lang, "a certificate has no {}, which names its key", "证书缺少指定私钥的 {}", note.what);
  }
  return say(lang, "TLS is on, and no {} names a certificate", "已启用 TLS，但没有用 {} 指定证书", note.what);
}

Finding finding_of(const ConfigNote& note, const machine::ServerConfig& config, const machine::Root& root, Lang lang) {
  Finding finding;
  finding.cause = "server-config-incomplete";
  finding.subject = note.location;
  finding.evidence.push_back({say(lang, "configured in", "配置位置"), {}, note.what, note.location});
  const bool hidden = note.kind == Kind::missing && root.exists(note.what);
  const bool lacks = note.kind == Kind::missing || note.kind == Kind::no_key || note.kind == Kind::no_certificate;
  if (lacks && !hidden) {
    finding.verdict = Verdict::confirmed;
    // Postfix and Dovecot start without, and offer no TLS.
    finding.message = fmt::format("{}{}{}", config.server, lang == Lang::zh ? "：" : ": ", lacking(note, lang));
    return finding;
  }
  finding.verdict = Verdict::unknown;
  const std::string why =
      hidden ? say(lang, "{} may not be read here", "无权读取 {}", note.what) : bound_text(note, lang);
  finding.reason = Reason{hidden ? ReasonKind::unreadable : ReasonKind::unsupported, why};
  finding.message = say(lang, "the configuration of {} was not read to its end", "{} 的配置没有读完", config.server);
  return finding;
}

std::string aside(const ConfigNote& note, Lang lang) {
  const std::string &what = note.what, &at = note.location;
  switch (note.kind) {
    case Kind::variable:
      return say(lang, "left alone: {} holds a variable that only the running server knows ({})",
                 "未检查：{} 含有运行时才知道的变量（{}）", what, at);
    case Kind::not_a_file: return say(lang, "left alone: {} is no file ({})", "未检查：{} 不是文件（{}）", what, at);
    case Kind::assumed_on: return say(lang, "taken to hold: {} ({})", "按成立处理：{}（{}）", what, at);
    case Kind::assumed_off: return say(lang, "taken not to hold: {} ({})", "按不成立处理：{}（{}）", what, at);
    default: return say(lang, "not followed: {} ({})", "未跟踪：{}（{}）", what, at);
  }
}

}  // namespace

std::vector<Finding> config_findings(const machine::ServerConfig& config, const machine::Root& root, Lang lang) {
  std::vector<Finding> findings;
  for (const ConfigNote& note : config.notes) {
    if (!is_aside(note.kind)) findings.push_back(finding_of(note, config, root, lang));
  }
  return findings;
}

std::vector<std::string> config_notes(const machine::ServerConfig& config, Lang lang) {
  std::vector<std::string> out;
  for (const ConfigNote& note : config.notes) {
    if (is_aside(note.kind)) out.push_back(aside(note, lang));
  }
  return out;
}

Finding missing_file(const std::string& path, const std::string& directive, const std::string& location, Lang lang) {
  Finding finding;
  finding.cause = "file-missing";
  finding.verdict = Verdict::confirmed;
  finding.subject = path;
  finding.message = say(lang, "{} is not there, and {} names it", "{} 不存在，而 {} 指定了它", path, directive);
  finding.evidence.push_back({directive, path, say(lang, "no such file", "没有该文件"), location});
  return finding;
}

}  // namespace certdoc
