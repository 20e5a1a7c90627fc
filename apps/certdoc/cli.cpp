// The only file that knows CLI11. It builds the one command that was named: what the others declare would be work
// at every start, for nothing.
#include "cli.hpp"

#include "cli11.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <optional>

#include "anything.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "help.hpp"

namespace certdoc {
namespace {

// Error codes are negative: `-67843` is a value. It passes CLI11 behind this mark.
constexpr char kMark = '\x01';

// What stands behind it is never echoed, however the option in front of it is misspelt.
constexpr std::string_view kPassword = "pass:";

std::string unmarked(std::string value) {
  if (!value.empty() && value.front() == kMark) value.erase(0, 1);
  return value;
}

// `-v,--verbose` and `FILE` -> `-v, --verbose FILE`
std::string shown(std::string names, std::string_view metavar) {
  if (const auto comma = names.find(','); comma != std::string::npos) names.insert(comma + 1, " ");
  return metavar.empty() ? names : fmt::format("{} {}", names, metavar);
}

class Parser : public Flags {
 public:
  // Telling CLI11 of a command's options takes longer than looking a code up: it is left out where no argument looks
  // like one.
  Parser(Lang lang, const std::vector<std::string>& arguments) : lang_(lang) {
    if (std::none_of(arguments.begin(), arguments.end(), looks_like_option)) return;
    app_.emplace();
    app_->set_help_flag();
    app_->add_flag("-h,--help", help_);
    app_->allow_windows_style_options(false);
  }

  void flag(const char* names, bool& on, Both help) override {
    if (!app_) return;
    app_->add_flag(names, on);
    rows_.push_back({shown(names, {}), help, {}});
  }
  void value(const char* names, const char* metavar, std::string& value, Both help) override {
    if (!app_) return;
    app_->add_option_function<std::string>(names, [&value](const std::string& v) { value = unmarked(v); });
    rows_.push_back({shown(names, metavar), help, {}});
  }
  void values(const char* names, const char* metavar, std::vector<std::string>& values, Both help) override {
    if (!app_) return;
    app_->add_option_function<std::vector<std::string>>(names, collect(values))
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all();
    rows_.push_back({shown(names, metavar), help, {}});
  }
  void choice(const char* names, std::vector<std::string> choices, std::string& value, Both help) override {
    if (!app_) return;
    const std::string list = fmt::format("{}", fmt::join(choices, "|"));
    app_->add_option(names, value)->check([choices, list](const std::string& v) {
      return std::find(choices.begin(), choices.end(), v) == choices.end() ? v + " (" + list + ")" : std::string();
    });
    rows_.push_back({shown(names, {}), help, list});
  }
  void positionals(const char* metavar, std::vector<std::string>& values, Both help) override {
    positionals_ = &values;
    if (!app_) return;
    app_->add_option_function<std::vector<std::string>>("arguments", collect(values));
    usage_ = fmt::format("[OPTION...] {}...", metavar);
    rows_.insert(rows_.begin(), {metavar, help, {}});
  }

  // False where the command line is wrong; `wrong` says how.
  bool parse(std::vector<std::string> arguments, std::string& wrong) {
    if (!app_ && positionals_ != nullptr) {
      *positionals_ = std::move(arguments);
      return true;
    }
    if (!app_) app_.emplace();
    for (std::string& argument : arguments) {
      // CLI11 would take `[a,b]` for a list.
      if (is_negative_code(argument) || argument.starts_with('[')) argument.insert(argument.begin(), kMark);
    }
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    try {
      app_->parse(std::move(arguments));
      return true;
    } catch (const CLI::ExtrasError& error) {
      wrong = described({"unknown option: {}", "未知选项：{}"}, error.what());
    } catch (const CLI::ArgumentMismatch& error) {
      const std::string what = error.what();
      wrong = described({"this option takes one value: {}", "该选项需要一个取值：{}"}, what.substr(0, what.find(':')));
    } catch (const CLI::ValidationError& error) {
      wrong = described({"no such value: {}", "没有此取值：{}"}, error.what());
    } catch (const CLI::ParseError& error) {
      wrong = described({"the command line is wrong: {}", "命令行有误：{}"}, error.what());
    }
    return help_;
  }

  bool help() const { return help_; }
  const std::string& usage() const { return usage_; }
  const std::vector<HelpRow>& rows() const { return rows_; }

 private:
  // CLI11 says what it stumbled over behind a colon, in English.
  std::string described(Both form, const std::string& what) const {
    const std::size_t colon = what.rfind(": ");
    std::string rest = colon == std::string::npos ? what : what.substr(colon + 2);
    std::erase(rest, kMark);
    if (const std::size_t at = rest.find(kPassword); at != std::string::npos)
      rest.replace(at, std::string::npos, "pass:***");
    return fmt::format(fmt::runtime(lang_ == Lang::zh ? form.zh : form.en), rest);
  }

  static std::function<void(const std::vector<std::string>&)> collect(std::vector<std::string>& values) {
    return [&values](const std::vector<std::string>& given) {
      for (const std::string& value : given) values.push_back(unmarked(value));
    };
  }

  Lang lang_;
  std::optional<CLI::App> app_;
  std::vector<std::string>* positionals_ = nullptr;
  bool help_ = false;
  std::string usage_;
  std::vector<HelpRow> rows_;
};

// The language and format before anything is parsed: errors and help need them.
Settings early_settings(const std::vector<std::string>& arguments) {
  Settings settings;
  for (std::size_t n = 0; n < arguments.size(); ++n) {
    const std::string_view argument = arguments[n];
    const auto value_of = [&](std::string_view name) -> std::string {
      if (argument == name && n + 1 < arguments.size()) return arguments[n + 1];
      const bool joined = argument.starts_with(name) && argument.size() > name.size() && argument[name.size()] == '=';
      return joined ? std::string(argument.substr(name.size() + 1)) : std::string();
    };
    if (const auto lang = value_of("--lang"); lang == "en" || lang == "zh") settings.lang = lang;
    const auto& known = formats();
    const auto format = std::find(known.begin(), known.end(), value_of("--format"));
    if (format != known.end()) settings.format = *format;
    if (!settings.is_machine_format()) settings.format = "text";  // an error is no report for people to keep
  }
  return settings;
}

int refuse(std::string_view command, std::string what, std::string hint, const Settings& settings) {
  return usage_error(command, {Error::Kind::usage, std::move(what), std::move(hint)}, settings);
}

std::string say(const Settings& settings, Both both) {
  return std::string(settings.language() == Lang::zh ? both.zh : both.en);
}

int no_such_command(const std::string& name, std::string hint, const Settings& settings) {
  return refuse("", fmt::format(fmt::runtime(say(settings, {"no such command: {}", "没有此命令：{}"})), name),
                std::move(hint), settings);
}

int run(const CommandInfo& info, const std::vector<std::string>& arguments, const Settings& early) {
  const auto command = info.make();
  Settings settings;
  Parser parser(early.language(), arguments);
  command->declare(parser);
  settings.declare(parser);
  std::string wrong;
  if (!parser.parse(arguments, wrong)) {
    return refuse(info.name, wrong, fmt::format("certdoc {} --help", info.name), early);
  }
  if (parser.help()) {
    return print_out(command_help(info, parser.usage(), parser.rows(), early.language()), 0, early.language());
  }
  if (const auto unfit = settings.ticket.unfit(settings.format)) return usage_error(info.name, *unfit, early);
  settings.ticket.arguments.assign(1, std::string(info.name));
  settings.ticket.arguments.insert(settings.ticket.arguments.end(), arguments.begin(), arguments.end());
  return command->run(settings);
}

// Without a command: what the arguments speak for, said in one line.
int run_anything(const std::string& first, const std::vector<std::string>& arguments, const Settings& early) {
  const Meant meant = meant_by(arguments);
  if (!meant.misspelt.empty()) return no_such_command(meant.misspelt, "certdoc " + meant.suggestion, early);
  const auto& all = commands();
  const auto named =
      std::find_if(all.begin(), all.end(), [&](const CommandInfo& c) { return c.name == meant.command; });
  if (named == all.end()) {
    return no_such_command(first,
                           say(early, {"certdoc --help lists the commands; it is no file and no error that is known",
                                       "certdoc --help 列出所有命令；它也不是文件或已知的错误"}),
                           early);
  }
  fmt::print(stderr, "{}\n",
             fmt::format(fmt::runtime(say(early, {"running: certdoc {}", "执行：certdoc {}"})), named->name));
  return run(*named, meant.arguments, early);
}

}  // namespace

// Options may stand before the command as well: `certdoc --lang zh explain ...`.
int run_command_line(int argc, char** argv) {
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  const Settings early = early_settings(arguments);
  const auto& all = commands();
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    if (*at == "--help" || *at == "-h") return print_out(program_help(early.language()), 0, early.language());
    if (*at == "--version") return print_out(version_text(), 0, early.language());
    const auto named = std::find_if(all.begin(), all.end(), [&](const CommandInfo& c) { return c.name == *at; });
    if (named != all.end()) {
      arguments.erase(at);
      return run(*named, arguments, early);
    }
    const bool value = at != arguments.begin() && takes_value(*(at - 1));
    if (!looks_like_option(*at) && !value) return run_anything(*at, arguments, early);
  }
  const auto forces = [](const std::string& one) { return one == "--code" || one == "--file" || one == "--connect"; };
  if (std::any_of(arguments.begin(), arguments.end(), forces)) return run_anything("", arguments, early);
  return refuse("", say(early, {"the command is missing", "缺少命令"}),
                say(early, {"certdoc --help lists the commands", "certdoc --help 列出所有命令"}), early);
}

// Nagios takes a status that it does not know for an alarm about what is watched.
int internal_failure(int argc, char** argv, const char* what) {
  std::fprintf(stderr, "certdoc: internal failure: %s\n", what);
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  if (early_settings(arguments).format != "nagios") return static_cast<int>(ExitStatus::internal);
  std::fputs("CERTDOC UNKNOWN - internal failure\n", stdout);
  std::fflush(stdout);
  return 3;
}

}  // namespace certdoc
