// certdoc check-pfx: is the private key in it, does it fit, who will be able to import it; writes one that can be.
#include "commands/check_pfx.hpp"

#include <charconv>

#include "base/password.hpp"
#include "examining.hpp"

namespace certdoc {
namespace {

constexpr const char* kName = "check-pfx";

class CheckPfx : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("FILE|-", paths_,
                      {"PFX files, Java key stores, .sm2 files, PEM files with key and certificates; - is standard "
                       "input",
                       "PFX、Java 密钥库、.sm2、含私钥和证书的 PEM 文件；- 表示标准输入"});
    flags.value("--target", "NAME", target_,
                {"will this program import it: windows-server-2016, iis, java-8, ... (see --targets)",
                 "该程序能否导入：windows-server-2016、iis、java-8 等（见 --targets）"});
    flags.flag("--targets", list_, {"list the targets", "列出可用的目标程序"});
    examining_.declare(flags);
    flags.value("--max-iterations", "N", max_iterations_,
                {"compute no key derivation of more iterations (default 10000000)",
                 "不计算迭代次数更多的密钥派生（默认 10000000）"});
    flags.value("--out", "FILE", out_, {"write a new PFX from what is in the files", "用这些文件的内容写出新的 PFX"});
    flags.value("--for", "NAME", for_, {"the target that is to read the new PFX", "新 PFX 的目标程序"});
    flags.value("--out-pass", "SOURCE", out_pass_,
                {"password of the new PFX; SOURCE as for --pass", "新 PFX 的密码；写法同 --pass"});
    flags.value("--name", "TEXT", friendly_name_, {"friendly name in the new PFX", "新 PFX 中的友好名称"});
    flags.flag("--force", force_, {"overwrite what is there", "覆盖已有文件"});
  }

  int run(const Settings& settings) override {
    if (list_) return list_targets(kName, settings);
    if (const auto wrong = wrong_arguments()) return usage_error(kName, *wrong, settings);
    auto options = examining_.options(settings);
    if (!options) return usage_error(kName, options.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error(kName, knowledge.error(), settings);
    options->target = target_;
    if (const auto wrong = read_max_iterations(*options)) return usage_error(kName, *wrong, settings);
    const auto out = output(*options);
    if (!out) return usage_error(kName, out.error(), settings);
    Report report = examine(*options, *knowledge, *out);
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings, {out_});
  }

 private:
  // Where a password may still be asked for, nothing is written before: what is written once is not written twice.
  Report examine(ExamineOptions& options, const KnowledgeBase& knowledge, const PfxOutput& out) const {
    const bool may_ask = !out.path.empty() && options.passwords.empty() && can_ask();
    if (!may_ask) {
      return with_password(options, [&](const ExamineOptions& o) { return check_pfx(paths_, knowledge, o, out); });
    }
    static_cast<void>(
        with_password(options, [&](const ExamineOptions& o) { return check_pfx(paths_, knowledge, o, {}); }));
    return check_pfx(paths_, knowledge, options, out);
  }

  std::optional<Error> wrong_arguments() const {
    if (paths_.empty()) {
      return usage({"say which file to examine", "请指明要检查的文件"},
                   {"for example: certdoc check-pfx server.pfx", "例如：certdoc check-pfx server.pfx"});
    }
    if (out_.empty() && (!for_.empty() || !out_pass_.empty() || !friendly_name_.empty() || force_)) {
      return usage(
          {"--for, --out-pass, --name and --force go with --out", "--for、--out-pass、--name、--force 要与 --out 同用"},
          {"name the file to write with --out", "请用 --out 指明要写出的文件"});
    }
    if (!out_.empty() && for_.empty()) {
      return usage({"--out wants --for: who is to read the new PFX", "--out 需要 --for：指明由谁读取新 PFX"},
                   {"for example: --for iis; certdoc check-pfx --targets lists them",
                    "例如：--for iis；certdoc check-pfx --targets 列出全部"});
    }
    if (auto wrong = unknown_target(kName, target_)) return wrong;
    return unknown_target(kName, for_);
  }

  std::optional<Error> read_max_iterations(ExamineOptions& options) const {
    constexpr std::uint64_t kMost = 10'000'000'000;
    if (max_iterations_.empty()) return std::nullopt;
    const char* const end = max_iterations_.data() + max_iterations_.size();
    const auto [rest, error] = std::from_chars(max_iterations_.data(), end, options.max_iterations);
    const bool number = error == std::errc() && rest == end;
    if (number && options.max_iterations > 0 && options.max_iterations <= kMost) return std::nullopt;
    return usage(
        {"--max-iterations wants a number from 1 to 10000000000", "--max-iterations 应为 1 到 10000000000 之间的数"},
        {"for example: --max-iterations 20000000", "例如：--max-iterations 20000000"});
  }

  Result<PfxOutput> output(const ExamineOptions& options) const {
    PfxOutput out{out_, for_, nullptr, {}, force_};
    if (!friendly_name_.empty()) out.friendly_name = friendly_name_;
    if (out_.empty()) return out;
    auto password = out_pass_.empty() ? asked(options.lang) : read_password(out_pass_);
    if (!password) return tl::unexpected(password.error());
    if (shows_in_process_list(out_pass_)) warn_of_process_list(options.lang);
    out.password = std::move(*password);
    return out;
  }

  // Twice, since nobody sees what is typed.
  static Result<std::shared_ptr<const SecretBytes>> asked(Lang lang) {
    const auto nothing = usage(
        {"--out wants --out-pass: no key is written without a password", "--out 需要 --out-pass：不写出没有密码的私钥"},
        {"for example: --out-pass file:NEW-PASSWORD", "例如：--out-pass file:NEW-PASSWORD"});
    if (!can_ask()) return tl::unexpected(nothing);
    auto first = ask_password(lang == Lang::zh ? "新 PFX 的密码：" : "Password of the new PFX: ");
    if (!first) return first;
    auto second = ask_password(lang == Lang::zh ? "再输入一次：" : "Once more: ");
    if (!second) return second;
    if (**first == **second) return first;
    return tl::unexpected(
        usage({"the two passwords differ", "两次输入的密码不同"}, {"type the same one twice", "请输入相同的密码"}));
  }

  std::vector<std::string> paths_;
  std::string target_, max_iterations_, out_, for_, out_pass_, friendly_name_;
  bool list_ = false, force_ = false;
  Examining examining_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<CheckPfx>();
}

}  // namespace

CommandInfo check_pfx_command() {
  return {
      kName,
      {"is the private key in it, does it fit, who can import it", "私钥在不在、是否匹配、谁能导入"},
      {"certdoc check-pfx server.pfx --pass file:pw --at 2026-12-01",
       "certdoc check-pfx server.pfx --pass file:pw --target java-17 --at 2026-12-01", "certdoc check-pfx --targets"},
      make};
}

}  // namespace certdoc
