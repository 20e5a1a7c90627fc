// certdoc check-file: what is in this file, is it damaged, will the target read it, are its permissions right.
#include "commands/check_file.hpp"

#include "examining.hpp"

namespace certdoc {
namespace {

class CheckFile : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("FILE|-", paths_, {"files to examine; - is standard input", "要检查的文件；- 表示标准输入"});
    flags.value("--target", "NAME", target_,
                {"will this program read them: nginx, iis, java, ... (see --targets)",
                 "该程序能否读取：nginx、iis、java 等（见 --targets）"});
    flags.flag("--targets", list_, {"list the targets", "列出可用的目标程序"});
    flags.value("--user", "NAME", user_,
                {"may this account read them (default: the target's usual account)",
                 "该账户能否读取（默认：目标程序的常用账户）"});
    examining_.declare(flags);
  }

  int run(const Settings& settings) override {
    if (list_) return list_targets("check-file", settings);
    if (paths_.empty()) return usage_error("check-file", nothing_named(), settings);
    auto options = examining_.options(settings);
    if (!options) return usage_error("check-file", options.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("check-file", knowledge.error(), settings);
    options->target = target_;
    options->user = user_;
    options->full_key_check = settings.verbose;
    if (const auto wrong = unknown_target("check-file", target_)) return usage_error("check-file", *wrong, settings);
    Report report =
        with_password(*options, [&](const ExamineOptions& o) { return check_files(paths_, *knowledge, o); });
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings);
  }

 private:
  static Error nothing_named() {
    return {Error::Kind::usage, "say which file to examine", "for example: certdoc check-file server.pem",
            "请指明要检查的文件", "例如：certdoc check-file server.pem"};
  }

  std::vector<std::string> paths_;
  std::string target_, user_;
  bool list_ = false;
  Examining examining_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<CheckFile>();
}

}  // namespace

CommandInfo check_file_command() {
  return {"check-file",
          {"what is in this file, is it damaged, will the target read it", "文件里有什么、是否损坏、目标程序能否读取"},
          {"certdoc check-file fullchain.pem", "certdoc check-file server.key --target nginx",
           "certdoc check-file -v server.pfx --pass file:pw", "certdoc check-file --targets"},
          make};
}

}  // namespace certdoc
