// certdoc match: which keys, certificates and CSRs belong together.
#include "commands/match.hpp"

#include "examining.hpp"
#include "progress.hpp"

namespace certdoc {
namespace {

class Match : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("FILE|DIR|-", paths_,
                      {"certificates, keys, CSRs, PFX files; named files must belong together, in directories it is "
                       "found out what does",
                       "证书、密钥、证书请求、PFX 文件；逐个指定的文件应当属于同一密钥，目录则自动归类"});
    examining_.declare(flags);
    flags.flag("--openssl-hash", openssl_hash_,
               {"add the figure of: openssl x509 -pubkey -noout | openssl sha256",
                "附上 openssl x509 -pubkey -noout | openssl sha256 的结果"});
  }

  int run(const Settings& settings) override {
    if (paths_.empty()) return usage_error("match", nothing_named(), settings);
    auto options = examining_.options(settings);
    if (!options) return usage_error("match", options.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("match", knowledge.error(), settings);
    options->openssl_hash = openssl_hash_;
    FileProgressLine progress(options->lang);
    Report report = with_password(*options, [&](const ExamineOptions& o) {
      Report examined = match_files(paths_, *knowledge, o, progress.callback());
      progress.finish();
      return examined;
    });
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings);
  }

 private:
  static Error nothing_named() {
    return {Error::Kind::usage, "say which files to compare", "for example: certdoc match server.crt server.key",
            "请指明要比对的文件", "例如：certdoc match server.crt server.key"};
  }

  std::vector<std::string> paths_;
  Examining examining_;
  bool openssl_hash_ = false;
};

std::unique_ptr<Command> make() {
  return std::make_unique<Match>();
}

}  // namespace

CommandInfo match_command() {
  return {"match",
          {"which keys, certificates and CSRs belong together", "哪些密钥、证书和证书请求属于同一密钥"},
          {"certdoc match server.crt server.key", "certdoc match fullchain.pem server.key",
           "certdoc match server.pfx server.csr --pass file:pw", "certdoc match ssl"},
          make};
}

}  // namespace certdoc
