#include "examining.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>

#include "base/password.hpp"

namespace certdoc {
namespace {

// `64M`, `1G`, `500k`, bytes.
Result<std::uint64_t> size_of(const std::string& text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  const std::string unit(rest, end);
  constexpr std::uint64_t kMost = 16ULL << 30U;
  const unsigned shift = unit == "k" || unit == "K" ? 10U : unit == "M" ? 20U : unit == "G" ? 30U : 0U;
  const bool known = unit.empty() || shift > 0;
  if (error != std::errc() || !known || value == 0 || value > kMost >> shift) {
    return fail(Error::Kind::usage, fmt::format("--max-size wants a size up to 16G, not {}", text),
                "for example: --max-size 256M", fmt::format("--max-size 应为不超过 16G 的大小，而不是 {}", text),
                "例如：--max-size 256M");
  }
  return value << shift;
}

bool wants_password(const Report& report) {
  return std::any_of(report.findings.begin(), report.findings.end(), [](const Finding& finding) {
    return finding.reason && finding.reason->kind == ReasonKind::no_password;
  });
}

}  // namespace

void warn_of_process_list(Lang lang) {
  print_warning({Error::Kind::usage, "pass:TEXT shows the password to everybody who lists processes",
                 "use env:VAR, file:PATH or fd:N", "pass:TEXT 会让能查看进程列表的人看到密码",
                 "请改用 env:VAR、file:PATH 或 fd:N"},
                lang);
}

void Examining::declare(Flags& flags) {
  flags.values("--pass", "SOURCE", passwords_,
               {"password to try: env:VAR, file:PATH, fd:N, stdin or pass:TEXT; may be repeated",
                "要尝试的密码：env:VAR、file:PATH、fd:N、stdin 或 pass:TEXT；可重复"});
  flags.value("--max-size", "SIZE", max_size_, {"refuse larger files (default 64M)", "拒绝更大的文件（默认 64M）"});
}

Result<ExamineOptions> Examining::options(const Settings& settings) const {
  ExamineOptions options;
  options.lang = settings.language();
  options.everything = settings.verbose || settings.format != "text";
  options.commands = command_names();
  const auto time = settings.time();
  if (!time) return tl::unexpected(time.error());
  options.time = *time;
  if (!max_size_.empty()) {
    const auto size = size_of(max_size_);
    if (!size) return tl::unexpected(size.error());
    options.max_file = *size;
  }
  for (const std::string& spec : passwords_) {
    auto password = read_password(spec);
    if (!password) return tl::unexpected(password.error());
    if (shows_in_process_list(spec)) warn_of_process_list(options.lang);
    options.passwords.push_back(std::move(*password));
  }
  return options;
}

Report with_password(ExamineOptions& options, const std::function<Report(const ExamineOptions&)>& examine) {
  Report report = examine(options);
  if (!options.passwords.empty() || !wants_password(report) || !can_ask()) return report;
  auto password = ask_password(options.lang == Lang::zh ? "密码：" : "Password: ");
  if (!password) return report;
  options.passwords.push_back(std::move(*password));
  return examine(options);
}

std::optional<Error> unknown_target(std::string_view command, const std::string& name) {
  const auto all = target_names();
  const bool known = std::any_of(all.begin(), all.end(), [&](const TargetName& target) {
    return target.name == name || std::find(target.aliases.begin(), target.aliases.end(), name) != target.aliases.end();
  });
  if (name.empty() || known) return std::nullopt;
  const std::string list = fmt::format("certdoc {} --targets", command);
  return Error{Error::Kind::usage, fmt::format("no such target: {}", name), list,
               fmt::format("没有此目标程序：{}", name), list};
}

int list_targets(std::string_view command, const Settings& settings) {
  Report report;
  report.command = command;
  for (const TargetName& target : target_names()) {
    const std::string aliases = fmt::format("{}", fmt::join(target.aliases, ", "));
    report.candidates.push_back({{}, target.name, target.title, {}, aliases});
  }
  return print_report(std::move(report), settings);
}

}  // namespace certdoc
