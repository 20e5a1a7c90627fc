// certdoc check-chain: is the chain complete, in order, trusted; what is missing.
#include "commands/check_chain.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "examining.hpp"

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
    flags.value("--host", "NAME", chain_.host,
                {"is the certificate for this host name or IP address", "证书是否适用于该主机名或 IP 地址"});
    flags.choice("--purpose", {"server", "client", "code-signing", "email", "timestamp", "any"}, chain_.purpose,
                 {"what it is to be used for", "证书的用途"});
    flags.choice("--profile", {"rfc5280", "webpki"}, profile_,
                 {"webpki: what public CAs must not issue is an error too", "webpki：公共 CA 不得签发的也算错误"});
    examining_.declare(flags);
  }

  int run(const Settings& settings) override {
    if (paths_.empty()) return usage_error("check-chain", nothing_named(), settings);
    auto options = examining_.options(settings);
    if (!options) return usage_error("check-chain", options.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("check-chain", knowledge.error(), settings);
    chain_.webpki = profile_ == "webpki";
    Report report =
        with_password(*options, [&](const ExamineOptions& o) { return check_chain(paths_, *knowledge, o, chain_); });
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings);
  }

 private:
  static Error nothing_named() {
    return {Error::Kind::usage, "say which files hold the chain", "for example: certdoc check-chain fullchain.pem",
            "请指明证书链所在的文件", "例如：certdoc check-chain fullchain.pem"};
  }

  std::vector<std::string> paths_;
  std::string profile_ = "rfc5280";
  ChainOptions chain_;
  Examining examining_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<CheckChain>();
}

}  // namespace

CommandInfo check_chain_command() {
  return {"check-chain",
          {"is the chain complete, in order, trusted; what is missing", "证书链是否完整、顺序正确、受信任，缺少什么"},
          {"certdoc check-chain fullchain.pem --host www.example.com", "certdoc check-chain server.crt ca-bundle.crt",
           "certdoc check-chain server.crt --trust corporate-root.pem"},
          make};
}

}  // namespace certdoc
