// certdoc explain: what an error means, what causes it, what to do.
#include "commands/explain.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/io.hpp"
#include "base/text.hpp"
#include "certdoc/explain.hpp"
#include "progress.hpp"

namespace certdoc {
namespace {

class Explain : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("CODE|TEXT|CAUSE|-", arguments_,
                      {"error codes, symbols, message texts or cause ids; - reads a log from standard input",
                       "错误代码、符号名、错误文本或原因编号；- 表示从标准输入读取日志"});
    flags.value("--log", "FILE", log_,
                {"explain every code found in this log or ticket", "解释该日志或工单中出现的所有代码"});
    flags.value("--family", "NAME", options_.family,
                {"only codes of this family (see --families)", "只查该类代码（见 --families）"});
    flags.flag("--list", list_, {"list every known code", "列出所有已知代码"});
    flags.flag("--families", families_, {"list the families of codes", "列出代码类别"});
  }

  int run(const Settings& settings) override {
    options_.lang = settings.language();
    options_.commands = command_names();
    options_.everything = settings.verbose || settings.format != "text" || settings.ticket.wanted();
    const auto time = settings.time();
    if (!time) return usage_error("explain", time.error(), settings);
    options_.time = *time;
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("explain", knowledge.error(), settings);
    if (const auto wrong = wrong_arguments(*knowledge)) return usage_error("explain", *wrong, settings);
    if (families_) return print_report(list_families(*knowledge, options_), settings);
    if (list_) return print_report(list_codes(*knowledge, options_), settings);
    if (!log_.empty()) return run_log(*knowledge, settings);
    return print(explain(arguments_, *knowledge, options_), settings);
  }

 private:
  // The only finding is a private key in what was given.
  static int print(Report report, const Settings& settings) {
    const Severity threshold = settings.exit_rules().fail_on;
    const bool sick = std::any_of(report.findings.begin(), report.findings.end(),
                                  [&](const Finding& finding) { return finding.severity >= threshold; });
    if (sick) report.summary.exit = static_cast<int>(ExitStatus::sick);
    return print_report(std::move(report), settings);
  }

  std::string_view say(Both both) const { return options_.lang == Lang::zh ? both.zh : both.en; }

  // `-` among the arguments is the log on standard input.
  std::optional<Error> wrong_arguments(const KnowledgeBase& knowledge) {
    const auto dash = std::find(arguments_.begin(), arguments_.end(), "-");
    if (dash != arguments_.end()) {
      if (arguments_.size() > 1 || !log_.empty()) {
        return usage({"- (standard input) goes with no other argument", "-（标准输入）不能与其他参数同用"},
                     {"explain the log and the codes in two calls", "请分两次执行"});
      }
      log_ = "-";
      arguments_.clear();
    }
    if (!options_.family.empty() && !known_family(knowledge)) {
      return Error{Error::Kind::usage,
                   fmt::format(fmt::runtime(say({"no such family: {}", "没有此类别：{}"})), options_.family),
                   "certdoc explain --families"};
    }
    if (list_ || families_) return std::nullopt;
    if (!arguments_.empty() && !log_.empty()) {
      return usage({"--log goes with no code", "--log 不能与代码同用"},
                   {"explain the log and the codes in two calls", "请分两次执行"});
    }
    if (arguments_.empty() && log_.empty()) {
      return usage({"say what to explain: a code, a message, or --log FILE",
                    "请指明要解释的内容：代码、错误文本，或 --log 文件"},
                   {"for example: certdoc explain 0x80092004", "例如：certdoc explain 0x80092004"});
    }
    return wrong_argument();
  }

  std::optional<Error> wrong_argument() const {
    for (const std::string& argument : arguments_) {
      if (text::trim(argument).empty()) {
        return usage({"an argument is empty", "有参数为空"},
                     {"for example: certdoc explain 0x80092004", "例如：certdoc explain 0x80092004"});
      }
      if (argument.size() > kMaxArgument) {
        return usage({"an argument is longer than 128 KiB", "参数超过 128 KiB"},
                     {"give it as a log: certdoc explain -", "请作为日志输入：certdoc explain -"});
      }
    }
    return std::nullopt;
  }

  // Everyday names (`firefox`, `hresult`) become the family's own.
  bool known_family(const KnowledgeBase& knowledge) {
    const Report families = list_families(knowledge, options_);
    const std::string name = canonical_family(text::lower(options_.family));
    options_.family = name;
    return std::any_of(families.candidates.begin(), families.candidates.end(),
                       [&](const Candidate& c) { return c.id == name; });
  }

  int run_log(const KnowledgeBase& knowledge, const Settings& settings) {
    const auto read = open_for_reading(log_);
    if (!read) return unreadable(read.error(), settings);
    ProgressLine progress(log_, options_.lang);
    const auto report = explain_log(*read, log_, knowledge, options_, progress.callback());
    progress.finish();
    if (!report) return unreadable(report.error(), settings);
    return print(*report, settings);
  }

  int unreadable(const Error& error, const Settings& settings) const {
    Report report;
    report.command = "explain";
    report.lang = options_.lang;
    report.time = options_.time;
    report.inputs.push_back({log_, {}, {}});
    report.errors.push_back(error);
    report.summary.exit = static_cast<int>(ExitStatus::unknown);
    return print_report(std::move(report), settings);
  }

  std::vector<std::string> arguments_;
  std::string log_;
  bool list_ = false;
  bool families_ = false;
  ExplainOptions options_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<Explain>();
}

}  // namespace

CommandInfo explain_command() {
  return {
      "explain",
      {"what does this error mean, what causes it, what do I do", "这个错误是什么意思、什么原因、怎么处理"},
      {"certdoc explain 0x80092004", "certdoc explain -v 600102@900211", "certdoc explain 'certificate verify failed'",
       "certdoc explain --family curl 60", "certdoc explain key-mismatch"},
      make};
}

}  // namespace certdoc
