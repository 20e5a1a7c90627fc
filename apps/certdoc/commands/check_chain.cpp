// certdoc check-chain: is the chain complete, in order, trusted; what is missing.
#include "commands/check_chain.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

#include "base/password.hpp"
#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "examining.hpp"
#include "graphviz.hpp"
#include "networking.hpp"

namespace certdoc {
namespace {

class CheckChain : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("FILE|-", paths_,
                      {"the certificate and whatever else there is of its chain, in any order and form; CRLs too",
                       "证书及其证书链的其余部分，顺序和格式不限；也可给出 CRL"});
    flags.value("--trust", "WHAT", chain_.trust,
                {"system (default), none, or a file or directory of trusted roots",
                 "system（默认）、none，或存放受信任根证书的文件或目录"});
    flags.value("--host", "NAME", host_,
                {"is the certificate for this host name or IP address", "证书是否适用于该主机名或 IP 地址"});
    flags.choice("--purpose", {"server", "client", "code-signing", "email", "timestamp", "any"}, chain_.purpose,
                 {"what it is to be used for", "证书的用途"});
    flags.choice("--profile", {"rfc5280", "webpki"}, profile_,
                 {"webpki: what public CAs must not issue is an error too", "webpki：公共 CA 不得签发的也算错误"});
    flags.flag(
        "--openssl", chain_.openssl,
        {"OpenSSL's own verdict on every path, also where it agrees", "给出 OpenSSL 对每条路径的判断，包括一致的"});
    flags.value("--target", "NAME", target_,
                {"what this program makes of it: nginx, apache, haproxy, iis, exchange, java, postfix, dovecot",
                 "该程序会如何处理：nginx、apache、haproxy、iis、exchange、java、postfix、dovecot"});
    flags.value("--out", "FILE", chain_.out,
                {"write the ordered, complete chain to this file", "把顺序正确的完整证书链写入该文件"});
    flags.value(
        "--for", "NAME", chain_.out_for,
        {"in the form that this program reads, one of those of --target", "采用该程序能读取的格式，名称同 --target"});
    flags.value("--out-pass", "SOURCE", out_pass_,
                {"with the private key, under this password: PKCS #12 for iis, exchange and java; SOURCE as for --pass",
                 "连同私钥写出并用此密码保护：iis、exchange、java 为 PKCS #12；写法同 --pass"});
    flags.flag("--plain-key", chain_.plain_key,
               {"haproxy: write the private key unencrypted, for its owner only",
                "haproxy：写出未加密的私钥，仅文件所有者可读"});
    flags.value("--name", "TEXT", name_,
                {"name of the entry in PKCS #12: friendly name, alias", "PKCS #12 中的条目名称（友好名称、别名）"});
    flags.value("--graph", "FILE.svg", graph_,
                {"draw the chains into this file; wants Graphviz", "把证书链画到该文件中；需要 Graphviz"});
    flags.flag("--online", online_,
               {"fetch issuers that are missing from the addresses in the certificates, and nothing else",
                "从证书中的地址下载缺少的颁发者证书，此外不联网"});
    flags.flag("--force", chain_.force, {"replace the file if it exists", "文件已存在时覆盖"});
    networking_.declare(flags);
    examining_.declare(flags);
  }

  int run(const Settings& settings) override {
    if (paths_.empty()) return usage_error("check-chain", nothing_named(), settings);
    auto options = examining_.options(settings);
    if (!options) return usage_error("check-chain", options.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("check-chain", knowledge.error(), settings);
    if (const Error wrong = unfit_options(); !wrong.what.empty()) return usage_error("check-chain", wrong, settings);
    if (host_ != kNotGiven) {
      if (const auto good = validate_host(host_); !good) return usage_error("check-chain", good.error(), settings);
      chain_.host = host_;
    }
    options->target = target_;
    chain_.webpki = profile_ == "webpki";
    if (!name_.empty()) chain_.out_name = name_;
    if (online_) {
      const auto network = networking_.options();
      if (!network) return usage_error("check-chain", network.error(), settings);
      chain_.online = std::make_shared<NetworkOptions>(*network);
    }
    remember(settings);
    if (const auto wrong = read_out_pass(options->lang)) return usage_error("check-chain", *wrong, settings);
    Report report =
        with_password(*options, [&](const ExamineOptions& o) { return check_chain(paths_, *knowledge, o, chain_); });
    if (!graph_.empty()) draw(report, settings);
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings, {chain_.trust, chain_.out, graph_});
  }

 private:
  // What a suggested command must ask for too, or it would be about something else. A proxy may have a password.
  void remember(const Settings& settings) {
    const auto add = [this](const char* option, const std::string& value) {
      chain_.asked.insert(chain_.asked.end(), {option, value});
    };
    if (!settings.at.empty()) add("--at", settings.at);
    if (chain_.purpose != "server") add("--purpose", chain_.purpose);
    if (chain_.webpki) add("--profile", profile_);
    if (chain_.openssl) chain_.asked.emplace_back("--openssl");
    if (networking_.allows_private()) chain_.asked.emplace_back("--allow-private");
  }

  static Error nothing_named() {
    return {Error::Kind::usage, "say which files hold the chain", "for example: certdoc check-chain fullchain.pem",
            "请指明证书链所在的文件", "例如：certdoc check-chain fullchain.pem"};
  }

  static bool is_target(const std::string& name) {
    const auto all = chain_target_names();
    return std::any_of(all.begin(), all.end(), [&](const TargetName& target) {
      const auto& aliases = target.aliases;
      return target.name == name || std::find(aliases.begin(), aliases.end(), name) != aliases.end();
    });
  }

  static Error no_such_target(const std::string& name) {
    std::vector<std::string> names;
    for (const TargetName& target : chain_target_names()) names.push_back(target.name);
    return {Error::Kind::usage, fmt::format("no rules for chains are known of: {}", name),
            fmt::format("one of {}", fmt::join(names, ", ")), fmt::format("没有此目标程序的证书链规则：{}", name),
            fmt::format("可用：{}", fmt::join(names, "、"))};
  }

  // Without text: they fit.
  Error unfit_options() const {
    if (!target_.empty() && !is_target(target_)) return no_such_target(target_);
    if (!chain_.out_for.empty() && !is_target(chain_.out_for)) return no_such_target(chain_.out_for);
    if (chain_.out.empty() != chain_.out_for.empty()) {
      return {Error::Kind::usage, "--out and --for belong together", "for example: --out fullchain.pem --for nginx",
              "--out 与 --for 必须一起使用", "例如：--out fullchain.pem --for nginx"};
    }
    if (const Error wrong = unfit_files(); !wrong.what.empty()) return wrong;
    return unfit_key_options();
  }

  // --force is about what was written before; what was given is not written anywhere else.
  bool is_given(const std::string& path) const {
    std::error_code unknown;
    return std::any_of(paths_.begin(), paths_.end(), [&](const std::string& given) {
      return !path.empty() && std::filesystem::equivalent(given, path, unknown);
    });
  }

  Error unfit_files() const {
    if (!graph_.empty() && !text::lower(graph_).ends_with(".svg")) {
      return {Error::Kind::usage, fmt::format("--graph draws SVG, and {} is named otherwise", graph_),
              "for example: --graph chain.svg", fmt::format("--graph 只能输出 SVG，而文件名为 {}", graph_),
              "例如：--graph chain.svg"};
    }
    for (const std::string& path : {chain_.out, graph_}) {
      if (!is_given(path)) continue;
      return {Error::Kind::usage, fmt::format("{} is one of the files given, and is not written over", path),
              "name another file", fmt::format("{} 是输入文件，不会覆盖", path), "请指定另一个文件"};
    }
    return {Error::Kind::usage, {}, {}};
  }

  Error unfit_key_options() const {
    const ChainTargetForm form = chain_target_form(chain_.out_for);
    const bool pass = !out_pass_.empty();
    if ((pass || chain_.plain_key) && form == ChainTargetForm::without_key) {
      return {Error::Kind::usage, "--out-pass and --plain-key are about a private key, and none is written for this",
              "they go with --out FILE --for haproxy; --out-pass with iis, exchange and java too",
              "--out-pass 与 --plain-key 用于私钥，而这里不会写出私钥",
              "请与 --out FILE --for haproxy 同用；--out-pass 也可用于 iis、exchange、java"};
    }
    if (chain_.plain_key && form == ChainTargetForm::store) {
      return {Error::Kind::usage, "a PKCS #12 file is never written without a password", "use --out-pass SOURCE",
              "不会写出没有密码的 PKCS #12 文件", "请使用 --out-pass SOURCE"};
    }
    if (pass && chain_.plain_key) {
      return {Error::Kind::usage, "--out-pass and --plain-key exclude each other", "leave one of them out",
              "--out-pass 与 --plain-key 不能同时使用", "请去掉其中一个"};
    }
    return {Error::Kind::usage, {}, {}};
  }

  void draw(Report& report, const Settings& settings) const {
    Report shown = report;
    shown.lang = settings.language();
    if (settings.redact) redact(shown);
    const auto drawn = draw_svg(render_dot(shown), graph_, chain_.force);
    if (!drawn) return report.errors.push_back(drawn.error());
    report.notes.push_back(shown.lang == Lang::zh ? "已画出证书链：" + graph_ : "drew the chains: " + graph_);
  }

  std::optional<Error> read_out_pass(Lang lang) {
    if (out_pass_.empty()) return std::nullopt;
    auto password = read_password(out_pass_);
    if (!password) return password.error();
    if (shows_in_process_list(out_pass_)) warn_of_process_list(lang);
    chain_.out_password = std::move(*password);
    return std::nullopt;
  }

  std::vector<std::string> paths_;
  std::string target_;
  // Nobody can type this: an empty value, of a variable that is not set in a script, must not mean that nothing is
  // asked.
  inline static const std::string kNotGiven = std::string(1, '\0');
  std::string host_ = kNotGiven;
  std::string profile_ = "rfc5280";
  std::string out_pass_, name_, graph_;
  ChainOptions chain_;
  bool online_ = false;
  Networking networking_;
  Examining examining_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<CheckChain>();
}

}  // namespace

CommandInfo check_chain_command() {
  return {"check-chain",
          {"is the chain complete, in order, trusted; what is missing", "证书链是否完整、顺序正确、受信任，缺少什么"},
          {"certdoc check-chain fullchain.pem --trust ca.crt --host www.example.com --at 2026-12-01",
           "certdoc check-chain server.crt ca.crt --trust none --at 2026-12-01",
           "certdoc check-chain server.crt --trust ca.crt --target nginx --at 2026-12-01",
           "certdoc check-chain ca.crt server.crt --trust ca.crt --at 2026-12-01 --out bundle.pem --for nginx --force"},
          make};
}

}  // namespace certdoc
