#include "help.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"
#include "certdoc/version.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kHelpColumn = 26;

std::string_view say(Lang lang, Both both) {
  return lang == Lang::zh ? both.zh : both.en;
}

// `left` and, from a column of its own, `right`.
void add_row(std::string& out, std::string_view left, std::string_view right) {
  std::size_t used = 2 + text::width(left);
  out.append("  ").append(left);
  if (used + 2 > kHelpColumn) {
    out.push_back('\n');
    used = 0;
  }
  for (const std::string& line : text::wrapped(right, kColumns - kHelpColumn)) {
    out.append(kHelpColumn - used, ' ').append(line).push_back('\n');
    used = 0;
  }
}

// `a|b|c`: a list that is wider than its column can be broken behind a bar.
std::string breakable(std::string_view choices) {
  constexpr std::size_t kRoom = kColumns - kHelpColumn - 2;
  std::string out;
  std::size_t used = 0;
  while (!choices.empty()) {
    const std::string_view one = choices.substr(0, std::min(choices.find('|'), choices.size() - 1) + 1);
    if (used + one.size() > kRoom) out.push_back(' ');
    used = used + one.size() > kRoom ? one.size() : used + one.size();
    out += one;
    choices.remove_prefix(one.size());
  }
  return out;
}

void add_examples(std::string& out, const CommandInfo& command, Lang lang) {
  out += say(lang, {"\nExamples:\n", "\n示例：\n"});
  for (const auto example : command.examples) out += fmt::format("  {}\n", example);
}

void add_exit_statuses(std::string& out, Lang lang) {
  out += say(lang, {"\nExit status:\n", "\n退出码：\n"});
  add_row(out, "0",
          say(lang, {"examined, nothing wrong; explain: at least one code found",
                     "已检查，没有问题；explain：至少找到一个代码"}));
  add_row(out, "1", say(lang, {"something is wrong; explain: no code found", "有问题；explain：没有找到代码"}));
  add_row(out, "2", say(lang, {"the command line is wrong", "命令行有误"}));
  add_row(out, "3", say(lang, {"something that was asked for could not be examined", "有要求检查的内容无法检查"}));
}

}  // namespace

std::string program_help(Lang lang) {
  std::string out(say(lang, {"certdoc, a doctor for certificates: what is wrong, the proof, the remedy.\n\n",
                             "certdoc，证书医生：哪里有问题、证据、处理办法。\n\n"}));
  out += say(lang, {"Usage: certdoc COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n",
                    "用法：certdoc 命令 [选项...] [参数...]\n\n命令：\n"});
  for (const CommandInfo& command : commands()) add_row(out, command.name, say(lang, command.summary));
  out += say(lang, {"\nOptions:\n", "\n选项：\n"});
  add_row(out, "-h, --help",
          say(lang, {"this help; certdoc COMMAND --help for a command's own",
                     "显示本帮助；certdoc 命令 --help 显示该命令的帮助"}));
  add_row(out, "--version", say(lang, {"version, OpenSSL, size of the knowledge base", "版本、OpenSSL、知识库规模"}));
  add_exit_statuses(out, lang);
  add_examples(out, commands().front(), lang);
  return out;
}

std::string command_help(const CommandInfo& command, const std::string& usage, const std::vector<HelpRow>& rows,
                         Lang lang) {
  std::string out = fmt::format("certdoc {}: {}\n\n{} certdoc {} {}\n\n", command.name, say(lang, command.summary),
                                say(lang, {"Usage:", "用法："}), command.name, usage);
  for (const HelpRow& row : rows) {
    const std::string choices = row.choices.empty() ? "" : fmt::format(" ({})", breakable(row.choices));
    add_row(out, row.names, std::string(say(lang, row.help)) + choices);
  }
  add_row(out, "-h, --help", say(lang, {"this help", "显示本帮助"}));
  add_exit_statuses(out, lang);
  add_examples(out, command, lang);
  return out;
}

std::string version_text() {
  const BuildInfo info = build_info();
  return fmt::format("certdoc {} ({})\nbuilt with {}\nknowledge base: {} codes, {} of them explained\n", info.version,
                     info.build_type, info.openssl, info.codes, info.explained);
}

}  // namespace certdoc
