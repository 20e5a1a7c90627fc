// The only file that knows CLI11. It builds the one command that was named: twenty commands would cost two
// milliseconds at every start.
#include "cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"
#include "command.hpp"
#include "help.hpp"

namespace certdoc {
namespace {

// Error codes are negative: `-67843` is a value. It passes CLI11 behind this mark.
constexpr char kMark = '\x01';

bool is_negative_code(std::string_view argument) {
  return argument.size() >= 3 && argument.front() == '-' &&
         std::all_of(argument.begin() + 1, argument.end(), text::is_digit);
}

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
  Parser() {
    app_.set_help_flag();
    app_.add_flag("-h,--help", help_);
    app_.allow_windows_style_options(false);
  }

  void flag(const char* names, bool& on, Both help) override {
    app_.add_flag(names, on);
    rows_.push_back({shown(names, {}), help, {}});
  }
  void value(const char* names, const char* metavar, std::string& value, Both help) override {
    app_.add_option_function<std::string>(names, [&value](const std::string& v) { value = unmarked(v); });
    rows_.push_back({shown(names, metavar), help, {}});
  }
  void values(const char* names, const char* metavar, std::vector<std::string>& values, Both help) override {
    app_.add_option_function<std::vector<std::string>>(names, collect(values))->expected(1)->take_all();
    rows_.push_back({shown(names, metavar), help, {}});
  }
  void choice(const char* names, std::vector<std::string> choices, std::string& value, Both help) override {
    const std::string list = fmt::format("{}", fmt::join(choices, "|"));
    app_.add_option(names, value)->check([choices, list](const std::string& v) {
      return std::find(choices.begin(), choices.end(), v) == choices.end() ? "is none of " + list : std::string();
    });
    rows_.push_back({shown(names, {}), help, list});
  }
  void positionals(const char* metavar, std::vector<std::string>& values, Both help) override {
    app_.add_option_function<std::vector<std::string>>("arguments", collect(values));
    usage_ = fmt::format("[OPTION...] {}...", metavar);
    rows_.insert(rows_.begin(), {metavar, help, {}});
  }

  // False where the command line is wrong; `wrong` says how.
  bool parse(std::vector<std::string> arguments, std::string& wrong) {
    for (std::string& argument : arguments) {
      if (is_negative_code(argument)) argument.insert(argument.begin(), kMark);
    }
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    try {
      app_.parse(std::move(arguments));
      return true;
    } catch (const CLI::ParseError& error) {
      wrong = error.what();
      return help_;
    }
  }

  bool help() const { return help_; }
  const std::string& usage() const { return usage_; }
  const std::vector<HelpRow>& rows() const { return rows_; }

 private:
  static std::function<void(const std::vector<std::string>&)> collect(std::vector<std::string>& values) {
    return [&values](const std::vector<std::string>& given) {
      for (const std::string& value : given) values.push_back(unmarked(value));
    };
  }

  CLI::App app_;
  bool help_ = false;
  std::string usage_;
  std::vector<HelpRow> rows_;
};

void print(std::string_view s) {
  std::fwrite(s.data(), 1, s.size(), stdout);
}

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
    if (value_of("--format") == "json") settings.format = "json";
  }
  return settings;
}

int usage_error(std::string_view command, std::string what, std::string hint, const Settings& settings) {
  Report report;
  report.command = command;
  report.errors.push_back({Error::Kind::usage, std::move(what), std::move(hint)});
  report.summary.exit = static_cast<int>(ExitStatus::usage);
  return print_report(std::move(report), settings);
}

int unknown_command(const std::string& name, const Settings& settings) {
  for (const CommandInfo& command : commands()) {
    if (text::edit_distance(name, command.name, 2) <= 2) {
      return usage_error("", fmt::format("no such command: {}", name), fmt::format("did you mean: certdoc {}", command.name), settings);
    }
  }
  return usage_error("", fmt::format("no such command: {}", name),
                     "certdoc --help lists the commands; a code or message goes behind `certdoc explain`", settings);
}

int run(const CommandInfo& info, const std::vector<std::string>& arguments, const Settings& early) {
  const auto command = info.make();
  Settings settings;
  Parser parser;
  command->declare(parser);
  settings.declare(parser);
  std::string wrong;
  if (!parser.parse(arguments, wrong)) {
    return usage_error(info.name, wrong, fmt::format("certdoc {} --help", info.name), early);
  }
  if (parser.help()) {
    print(command_help(info, parser.usage(), parser.rows(), early.language()));
    return 0;
  }
  return command->run(settings);
}

bool is_option(const std::string& argument) {
  return argument.starts_with('-') && !is_negative_code(argument);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  const Settings early = early_settings(arguments);
  if (!arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h")) {
    print(program_help(early.language()));
    return 0;
  }
  if (!arguments.empty() && arguments[0] == "--version") {
    print(version_text());
    return 0;
  }
  if (arguments.empty() || is_option(arguments[0])) {
    return usage_error("", "the command is missing", "certdoc --help lists the commands", early);
  }
  const auto& all = commands();
  const auto named = std::find_if(all.begin(), all.end(), [&](const CommandInfo& c) { return c.name == arguments[0]; });
  if (named == all.end()) return unknown_command(arguments[0], early);
  arguments.erase(arguments.begin());
  return run(*named, arguments, early);
}

}  // namespace certdoc
