// certdoc diagnose: of the causes that this error can have, which one is it here.
#include "commands/diagnose.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <filesystem>

#include "base/io.hpp"
#include "base/quote.hpp"
#include "base/say.hpp"
#include "base/write_file.hpp"
#include "certdoc/diagnose.hpp"
#include "certdoc/facts.hpp"
#include "examining.hpp"
#include "networking.hpp"
#include "progress.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kName = "diagnose";

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& all, std::string_view name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

// What decides the verdicts; not how they are shown, nor what a suggested command names in its own place.
constexpr std::array<std::string_view, 4> kRepeatedFlags{"--online", "--ipv4", "--ipv6", "--allow-private"};
constexpr std::array<std::string_view, 19> kRepeatedValues{
    "--pass",    "--trust",    "--host",     "--at",  "--target",   "--context",    "--user",
    "--purpose", "--crl-file", "--starttls", "--tsa", "--max-size", "--servername", "--log",
    "--timeout", "--proxy",    "--resolve",  "--kb",  "--ntp"};

// A password on the command line is not repeated, nor one in the address of a proxy.
std::string without_secret(std::string_view name, const std::string& value) {
  if (name == "--pass" && value.starts_with("pass:")) return "env:PASSWORD";
  const std::size_t at = name == "--proxy" ? value.rfind('@') : std::string::npos;
  return at == std::string::npos ? value : "http://" + value.substr(at + 1);
}

// Of the words of a command line: the options that count for a diagnosis, with their values.
std::vector<std::string> options_to_repeat(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::size_t n = 0; n < words.size(); ++n) {
    const std::size_t equals = words[n].find('=');
    const std::string name = words[n].substr(0, equals);
    if (one_of(kRepeatedFlags, name)) out.push_back(name);
    if (!one_of(kRepeatedValues, name)) continue;
    const bool joined = equals != std::string::npos;
    if (!joined && ++n == words.size()) break;
    out.push_back(name);
    out.push_back(without_secret(name, joined ? words[n].substr(equals + 1) : words[n]));
  }
  return out;
}

// Names in them that a redacted report must not show.
std::vector<std::string> values_to_redact(const std::vector<std::string>& again) {
  constexpr std::array<std::string_view, 6> kNaming{"--crl-file", "--log", "--servername", "--user", "--kb", "--ntp"};
  std::vector<std::string> out;
  for (std::size_t n = 0; n + 1 < again.size(); ++n) {
    const bool password_file = again[n] == "--pass" && again[n + 1].starts_with("file:");
    if (password_file || one_of(kNaming, again[n])) out.push_back(again[n + 1]);
  }
  return out;
}

class Diagnose : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("CODE|TEXT|FILE|DIR|HOST:PORT|-", arguments_,
                      {"the error as it is shown, and whatever there is: certificates, keys, CSRs, PFX files, "
                       "directories, servers, a log; in any order",
                       "看到的错误，以及手头的一切：证书、密钥、证书请求、PFX、目录、服务器、日志；顺序不限"});
    flags.values("--code", "CODE", codes_,
                 {"this is a code or message; may be repeated", "这是代码或错误文本；可重复"});
    flags.values("--file", "FILE", files_, {"this is a file or directory; may be repeated", "这是文件或目录；可重复"});
    flags.values("--connect", "HOST[:PORT]", hosts_, {"this is a server; may be repeated", "这是服务器；可重复"});
    flags.value("--log", "FILE", log_, {"diagnose the codes in this log or ticket", "诊断该日志或工单中的代码"});
    flags.value("--context", "NAME", request_.context,
                {"where the error was seen (see --contexts); else it is guessed from the material",
                 "错误出现的场合（见 --contexts）；不给则从材料推测"});
    flags.flag("--contexts", contexts_, {"list what --context can name", "列出 --context 可用的名称"});
    flags.value("--target", "NAME", request_.options.target,
                {"the program that is to read the files (see --targets)", "要读取这些文件的程序（见 --targets）"});
    flags.flag("--targets", targets_, {"list what --target can name", "列出 --target 可用的名称"});
    flags.value("--user", "ACCOUNT", user_, {"the account that the service runs as", "运行服务的账户"});
    declare_chain(flags);
    declare_facts(flags);
    examining_.declare(flags);
    networking_.declare(flags);
  }

  int run(const Settings& settings) override {
    auto options = examining_.options(settings);
    if (!options) return usage_error(kName, options.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error(kName, knowledge.error(), settings);
    if (contexts_) return print_report(list_contexts(*knowledge, *options), settings);
    if (targets_) return list_targets(kName, settings);
    options->target = request_.options.target;
    options->user = user_;
    sort_arguments(*knowledge);
    if (const auto wrong = wrong_arguments(*knowledge)) return usage_error(kName, *wrong, settings);
    if (const auto wrong = take_network()) return usage_error(kName, *wrong, settings);
    if (const auto wrong = open_log()) return usage_error(kName, *wrong, settings);
    request_.again = options_to_repeat(settings.ticket.arguments);
    if (!script_.empty()) return write_script(*options, *knowledge, settings);
    FileProgressLine progress(options->lang);
    Report report = with_password(*options, [&](const ExamineOptions& o) {
      request_.options = o;
      static_cast<void>(open_log());  // from its beginning, whenever it runs again
      Report diagnosed = diagnose(request_, *knowledge, progress.callback());
      progress.finish();
      return diagnosed;
    });
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings, named());
  }

 private:
  void declare_chain(Flags& flags) {
    flags.value("--trust", "WHAT", request_.chain.trust,
                {"system (default), none, or a file or directory of trusted roots",
                 "system（默认）、none，或存放受信任根证书的文件或目录"});
    flags.value("--host", "NAME", request_.chain.host,
                {"the name that clients use: is the certificate for it", "客户端使用的名称：证书是否适用于它"});
    flags.choice("--purpose", {"server", "client", "code-signing", "email", "timestamp", "any"}, purpose_,
                 {"what the certificate is for; else what the code says", "证书的用途；不给则按错误代码判断"});
    flags.flag(
        "--online", request_.online,
        {"ask CRLs, OCSP responders, issuer addresses and time servers", "联网查询 CRL、OCSP、颁发者地址和时间服务器"});
    flags.values("--ntp", "HOST[:PORT]", ntp_,
                 {"ask this time server instead of those that this machine is set to; may be repeated",
                  "询问该时间服务器，而不是本机已配置的；可重复"});
    flags.values("--crl-file", "FILE", request_.revocation.crl_files,
                 {"a CRL from disk; may be repeated", "磁盘上的 CRL；可重复"});
    flags.choice("--starttls", {"smtp", "imap", "pop3", "ftp", "ldap", "postgres", "mysql", "xmpp", "nntp", "sieve"},
                 request_.host.starttls,
                 {"of a server: begin in plain text with this protocol", "服务器：先以该协议的明文开始"});
    flags.value("--servername", "NAME", request_.host.servername,
                {"of a server: the name to ask for (SNI)", "服务器：请求的名称（SNI）"});
    flags.values("--tsa", "URL", request_.host.tsa,
                 {"ask this time-stamp server; may be repeated", "询问该时间戳服务器；可重复"});
  }

  void declare_facts(Flags& flags) {
    flags.choice(
        "--script", {"windows", "linux"}, script_,
        {"write a script that collects, on a machine that is not this one, the facts that decide; it only looks",
         "生成脚本，在另一台机器上收集判断所需的事实；脚本只查看，不修改"});
    flags.value("--out", "FILE", out_, {"write the script to this file", "将脚本写入该文件"});
    flags.flag("--force", force_, {"overwrite what is there", "覆盖已有文件"});
    flags.values("--facts", "FILE", request_.facts,
                 {"decide by the facts that such a script wrote; may be repeated", "按脚本写出的事实文件判断；可重复"});
  }

  // To standard output it is the script alone; to a file, what to do with it.
  int write_script(const ExamineOptions& options, const KnowledgeBase& knowledge, const Settings& settings) {
    request_.options = options;
    const DiagnosisScript script = diagnosis_script(request_, script_, knowledge);
    for (const Error& error : script.errors) print_error(error, options.lang);
    const int status = script.errors.empty() ? 0 : static_cast<int>(ExitStatus::unknown);
    if (script.text.empty()) return status;
    if (out_.empty()) return print_out(script.text, status, options.lang);
    const auto written = write_file(out_, as_bytes(script.text), {false, force_});
    if (!written) return usage_error(kName, written.error(), settings);
    fmt::print(stderr, "{}", how_to_run(options.lang));
    return status;
  }

  std::string how_to_run(Lang lang) const {
    const bool windows = script_ == "windows";
    const auto quoted = windows ? quoted_for_powershell(out_) : quoted_for_sh(out_);
    const std::string run = windows ? "powershell -ExecutionPolicy Bypass -File {} -Out facts.txt" : "sh {} facts.txt";
    return say(lang, "run there: {}\nthen here: --facts facts.txt\n",
               "在那台机器上执行：{}\n然后在这里使用：--facts facts.txt\n",
               fmt::format(fmt::runtime(run), quoted.value_or("FILE")));
  }

  void sort_arguments(const KnowledgeBase& knowledge) {
    request_.codes = codes_;
    request_.paths = files_;
    for (const std::string& host : hosts_) request_.hosts.push_back({host, {}});
    for (const std::string& one : arguments_) {
      switch (argument_kind(one, knowledge)) {
        case ArgumentKind::file: request_.paths.push_back(one); break;
        case ArgumentKind::host: request_.hosts.push_back({one, {}}); break;
        case ArgumentKind::code:
        case ArgumentKind::text: request_.codes.push_back(one); break;
      }
    }
    request_.paths.insert(request_.paths.end(), request_.revocation.crl_files.begin(),
                          request_.revocation.crl_files.end());
  }

  std::optional<Error> wrong_facts() const {
    if (script_.empty() && (!out_.empty() || force_)) {
      return usage({"--out and --force go with --script", "--out、--force 要与 --script 同用"},
                   {"for example: --script windows --out facts.ps1", "例如：--script windows --out facts.ps1"});
    }
    if (!script_.empty() && !request_.facts.empty()) {
      return usage(
          {"--script writes what --facts reads: one after the other",
           "--script 生成脚本，--facts 读取其结果，请分两次执行"},
          {"run the script first, then give its file with --facts", "先执行脚本，再用 --facts 给出它写的文件"});
    }
    return std::nullopt;
  }

  std::optional<Error> wrong_arguments(const KnowledgeBase& knowledge) const {
    if (auto wrong = wrong_facts()) return wrong;
    const bool nothing = request_.codes.empty() && request_.paths.empty() && request_.hosts.empty() && log_.empty() &&
                         request_.host.tsa.empty() && ntp_.empty() && request_.facts.empty() && script_.empty();
    if (nothing) {
      return usage(
          {"say what to diagnose: the error, and the files or servers that there are",
           "请给出要诊断的内容：错误，以及手头的文件或服务器"},
          {"for example: certdoc diagnose 0x80092004 server.pfx", "例如：certdoc diagnose 0x80092004 server.pfx"});
    }
    for (const HostTarget& host : request_.hosts) {
      if (auto wrong = unfit_target(host)) return wrong;
    }
    for (const std::string& path : request_.paths) {
      if (auto wrong = is_url(path)) return wrong;
    }
    if (!request_.context.empty() && !known_context(request_.context, knowledge)) {
      return Error{Error::Kind::usage, fmt::format("no such context: {}", request_.context),
                   "certdoc diagnose --contexts", fmt::format("没有此场合：{}", request_.context),
                   "certdoc diagnose --contexts"};
    }
    return unknown_target(kName, request_.options.target);
  }

  // A server is named by its address: what stands behind a URL is no certificate of it.
  static std::optional<Error> is_url(const std::string& path) {
    const std::size_t scheme = path.find("://");
    std::error_code none;
    if (scheme == std::string::npos || std::filesystem::exists(path, none)) return std::nullopt;
    const std::string rest = path.substr(scheme + 3);
    const std::string host = rest.substr(0, rest.find_first_of("/?#"));
    const std::string hint = host.find(':') == std::string::npos ? host + ":443" : host;
    return Error{Error::Kind::usage, fmt::format("{} is a URL, not a file or a server", path),
                 fmt::format("name the server as HOST:PORT or with --connect: {}", hint),
                 fmt::format("{} 是 URL，不是文件或服务器", path),
                 fmt::format("请用 HOST:PORT 或 --connect 指明服务器：{}", hint)};
  }

  // Nothing is asked unless a server is named or --online says so.
  std::optional<Error> take_network() {
    request_.purpose_given = !purpose_.empty();
    if (request_.purpose_given) request_.chain.purpose = purpose_;
    auto network = networking_.options();
    if (!network) return network.error();
    if (request_.hosts.empty() && !request_.online && request_.host.tsa.empty() && ntp_.empty()) return std::nullopt;
    request_.network = std::make_shared<const NetworkOptions>(std::move(*network));
    if (!request_.online && ntp_.empty()) return std::nullopt;
    ClockOptions clock;
    clock.ntp = ntp_;
    auto wrong = unfit_clock_options(clock);
    request_.clock = std::move(clock);
    return wrong;
  }

  std::optional<Error> open_log() {
    if (log_.empty()) return std::nullopt;
    auto read = open_for_reading(log_);
    if (!read) return read.error();
    request_.log = std::move(*read);
    request_.log_name = log_;
    return std::nullopt;
  }

  std::vector<std::string> named() const {
    std::vector<std::string> out{request_.chain.trust, request_.chain.host};
    for (const HostTarget& host : request_.hosts) out.push_back(host.name);
    out.insert(out.end(), request_.facts.begin(), request_.facts.end());
    const std::vector<std::string> more = values_to_redact(request_.again);
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }

  std::vector<std::string> arguments_, codes_, files_, hosts_, ntp_;
  std::string log_, purpose_, user_, script_, out_;
  bool contexts_ = false, targets_ = false, force_ = false;
  DiagnosisRequest request_;
  Networking networking_;
  Examining examining_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<Diagnose>();
}

}  // namespace

CommandInfo diagnose_command() {
  return {kName,
          {"of the causes that this error can have, which one is it here", "这个错误的可能原因中，这里是哪一个"},
          {"certdoc diagnose 0x80092004 server.pfx server.csr --pass file:pw --at 2026-12-01 --allow-unknown",
           "certdoc diagnose 'key values mismatch' fullchain.pem server.key server.csr --target nginx --at 2026-12-01",
           "certdoc diagnose fullchain.pem server.key --trust ca.crt --at 2026-12-01",
           "certdoc diagnose 0x80092004 server.crt --script windows", "certdoc diagnose --contexts"},
          make};
}

}  // namespace certdoc
