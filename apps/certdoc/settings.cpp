#include "settings.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <utility>

#include "base/key_material.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "certdoc/render.hpp"

namespace certdoc {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

namespace {

Lang lang_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const auto locale = environment(name); !locale.empty()) return lang_of_locale(locale);
  }
  return Lang::en;
}

bool wants_color(const std::string& mode) {
  if (mode != "auto") return mode == "always";
  return environment("NO_COLOR").empty() && environment("TERM") != "dumb" && ::isatty(STDOUT_FILENO) != 0;
}

}  // namespace

const std::vector<std::string>& formats() {
  static const std::vector<std::string> all{"text",  "json",  "jsonl",  "markdown",  "mermaid",
                                            "junit", "sarif", "nagios", "prometheus"};
  return all;
}

void Settings::declare(Flags& flags) {
  flags.choice(
      "--format", formats(), format,
      {"output format; jsonl is JSON on one line, of check-host one for each host as it ends; mermaid draws the chains "
       "of check-chain and nothing else; junit and sarif are for CI, nagios (with its own exit status) and prometheus "
       "for monitoring",
       "输出格式；jsonl 为单行 JSON，check-host 每台主机完成即输出一行；mermaid 只画出 check-chain 的证书链；"
       "junit 和 sarif 用于 CI，nagios（使用其自己的退出码）和 prometheus 用于监控"});
  flags.choice("--lang", {"en", "zh"}, lang,
               {"language (default: the locale's; en for formats that programs read)",
                "语言（默认取自系统区域设置；供程序读取的格式默认 en）"});
  flags.choice("--color", {"auto", "always", "never"}, color, {"colours; NO_COLOR is honoured", "颜色；遵循 NO_COLOR"});
  flags.choice("--fail-on", {"note", "warning", "error"}, fail_on,
               {"lowest severity that makes the exit status 1", "退出码为 1 的最低严重程度"});
  flags.flag("--allow-unknown", allow_unknown,
             {"what could not be examined does not make the exit status 3", "无法检查的项目不使退出码为 3"});
  flags.value("--at", "TIME", at,
              {"judge as of this time, e.g. 2026-11-21T12:00:00Z", "以该时间为准，例如 2026-11-21T12:00:00Z"});
  flags.values("--kb", "FILE", kb_files, {"add the entries of this knowledge base file", "加入该知识库文件的条目"});
  flags.flag("--redact", redact,
             {"replace names, paths and pasted text by placeholders", "用占位符替换名称、路径和粘贴的文本"});
  ticket.declare(flags);
  flags.flag("-q,--quiet", quiet, {"one line a result", "每个结果一行"});
  flags.flag("-v,--verbose", verbose, {"everything that is known", "显示全部内容"});
}

Lang Settings::language() const {
  if (!lang.empty()) return lang == "zh" ? Lang::zh : Lang::en;
  return is_machine_format() ? Lang::en : lang_of_environment();
}

Result<std::string> Settings::time() const {
  if (at.empty()) return to_rfc3339(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  const auto time = parse_time(at);
  if (!time) return tl::unexpected(time.error());
  return to_rfc3339(*time);
}

Result<KnowledgeBase> Settings::knowledge() const {
  KnowledgeBase knowledge;
  for (const std::string& file : kb_files) {
    if (const auto added = knowledge.add_file(file); !added) return tl::unexpected(added.error());
  }
  return knowledge;
}

ExitRules Settings::exit_rules() const {
  const Severity threshold = fail_on == "note"      ? Severity::note
                             : fail_on == "warning" ? Severity::warning
                                                    : Severity::error;
  return {threshold, allow_unknown};
}

namespace {

// Talk: where stderr is closed or full there is nobody to tell.
void talk_of(std::string_view badge, const Error& error, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string talk = std::string(badge) + text::escaped(error.what_in(lang)) + "\n";
  if (!error.hint_in(lang).empty()) talk += (zh ? "提示：" : "hint: ") + text::escaped(error.hint_in(lang)) + "\n";
  std::fwrite(talk.data(), 1, talk.size(), stderr);
}

}  // namespace

void print_error(const Error& error, Lang lang) {
  talk_of(lang == Lang::zh ? "错误：" : "error: ", error, lang);
}

void print_warning(const Error& warning, Lang lang) {
  talk_of(lang == Lang::zh ? "警告：" : "warning: ", warning, lang);
}

int print_out(const std::string& out, int status, Lang lang) {
  if (std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0) return status;
  if (errno == EPIPE) return status;
  const std::string why = std::strerror(errno);
  print_error({Error::Kind::unreadable, "cannot write the output: " + why, {}, "无法写出结果：" + why, {}}, lang);
  return static_cast<int>(ExitStatus::unknown);
}

namespace {

// Whatever was pasted where: an error never repeats a key.
void hide_keys(Error& error) {
  for (std::string* text : {&error.what, &error.hint, &error.what_zh, &error.hint_zh}) {
    *text = private_key_form(*text).empty() ? without_base64(*text) : std::string(kHiddenKey);
  }
}

bool wrote_ticket(const Report& report, const Settings& settings, const std::vector<std::string>& named) {
  if (report.summary.exit == static_cast<int>(ExitStatus::usage)) return true;  // nobody needs help with that
  const auto done = settings.ticket.write(report, named);
  if (!done) print_error(done.error(), report.lang);
  return done.has_value();
}

std::string rendered(const Report& report, const Settings& settings) {
  const RenderOptions options{wants_color(settings.color), settings.verbose, settings.quiet, settings.exit_rules()};
  const std::string& format = settings.format;
  if (format == "json") return render_json(report);
  if (format == "jsonl") return render_json_line(report);
  if (format == "markdown") return render_markdown(report);
  if (format == "mermaid") return render_mermaid(report);
  if (format == "junit") return render_junit(report, options);
  if (format == "sarif") return render_sarif(report, options);
  if (format == "nagios") return render_nagios(report, options);
  if (format == "prometheus") return render_prometheus(report);
  return render_text(report, options);
}

}  // namespace

int print_report(Report report, const Settings& settings) {
  return print_report(std::move(report), settings, {});
}

int print_report(Report report, const Settings& settings, const std::vector<std::string>& named) {
  for (Error& error : report.errors) hide_keys(error);
  report.lang = settings.language();
  if (report.time.empty()) report.time = settings.time().value_or("");
  const bool nagios = settings.format == "nagios";
  int status = nagios ? nagios_status(report, settings.exit_rules()) : report.summary.exit;
  std::vector<std::string> paths = settings.kb_files;
  const auto is_path = [](const std::string& one) { return one != "system" && one != "none" && one != "/"; };
  std::copy_if(named.begin(), named.end(), std::back_inserter(paths), is_path);
  if (settings.ticket.wanted() && !wrote_ticket(report, settings, paths) && status == 0)
    status = static_cast<int>(ExitStatus::unknown);
  if (settings.redact) redact(report, paths);
  for (const Error& error : report.errors) print_error(error, report.lang);
  const std::string out = rendered(report, settings);
  return print_out(out, status, report.lang);
}

Error usage(Both what, Both hint) {
  return {Error::Kind::usage, std::string(what.en), std::string(hint.en), std::string(what.zh), std::string(hint.zh)};
}

int usage_error(std::string_view command, Error error, const Settings& settings) {
  Report report;
  report.command = command;
  report.errors.push_back(std::move(error));
  report.summary.exit = static_cast<int>(ExitStatus::usage);
  return print_report(std::move(report), settings);
}

}  // namespace certdoc
