// certdoc preflight: everything that applies, before a deployment; go or no-go.
#include "commands/preflight.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <filesystem>

#include "certdoc/preflight.hpp"
#include "examining.hpp"
#include "networking.hpp"

namespace certdoc {
namespace {

class Preflight : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("FILE|DIR|-", paths_,
                      {"what is to be deployed: certificate, key, chain, in any form",
                       "准备部署的文件：证书、私钥、证书链，格式不限"});
    flags.value("--target", "NAME", target_,
                {"the program that is to read them: nginx, iis, java, ... (see --targets)",
                 "将要读取它们的程序：nginx、iis、java 等（见 --targets）"});
    flags.flag("--targets", list_, {"list the targets", "列出可用的目标程序"});
    flags.value("--user", "NAME", user_,
                {"the account that the service runs as (default: the target's usual account)",
                 "服务运行账户（默认：目标程序的常用账户）"});
    flags.value("--host", "NAME", preflight_.host,
                {"the host name or IP address that clients ask for", "客户端访问的主机名或 IP 地址"});
    flags.value("--days", "N", days_,
                {"the certificates have to last for so many days; without it the last 14 are a warning",
                 "证书至少还要有效这么多天；不指定时最后 14 天给出警告"});
    flags.value("--trust", "WHAT", preflight_.trust,
                {"system (default), none, or a file or directory of trusted roots",
                 "system（默认）、none，或存放受信任根证书的文件或目录"});
    flags.choice("--server", servers(), preflight_.server,
                 {"the certificates that this server is configured with; auto: of every server found here",
                  "检查该服务器配置所用的证书；auto：检查本机找到的所有服务器"});
    flags.value("--config", "PATH", preflight_.config,
                {"where the server's configuration begins (default: where distributions have it)",
                 "服务器主配置文件（默认：发行版的常用位置）"});
    flags.flag("--ask-server", preflight_.ask_server,
               {"also run the server's own test of its configuration, such as nginx -t",
                "同时运行服务器自带的配置测试，例如 nginx -t"});
    flags.flag("--online", online_,
               {"ask about revocation, fetch missing issuers, ask time servers",
                "联网查询吊销状态、下载缺少的颁发者证书、询问时间服务器"});
    flags.value("--root", "DIR", preflight_.root,
                {"read the system that stands in this directory", "读取位于该目录中的系统"});
    networking_.declare(flags);
    examining_.declare(flags);
  }

  int run(const Settings& settings) override {
    if (list_) return list_targets("preflight", settings);
    if (const Error wrong = unfit(); !wrong.what.empty()) return usage_error("preflight", wrong, settings);
    auto options = examining_.options(settings);
    if (!options) return usage_error("preflight", options.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("preflight", knowledge.error(), settings);
    if (const auto wrong = unknown_target("preflight", target_)) return usage_error("preflight", *wrong, settings);
    options->target = target_;
    options->user = user_;
    preflight_.own_clock = settings.at.empty();
    take_paths();
    if (online_) {
      const auto network = networking_.options();
      if (!network) return usage_error("preflight", network.error(), settings);
      preflight_.network = std::make_shared<NetworkOptions>(*network);
    }
    Report report =
        with_password(*options, [&](const ExamineOptions& o) { return preflight(paths_, *knowledge, o, preflight_); });
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings, {preflight_.config, preflight_.root, preflight_.trust});
  }

 private:
  static std::vector<std::string> servers() {
    auto all = preflight_servers();
    all.emplace_back("auto");
    return all;
  }

  // Without text: they fit.
  Error unfit() {
    const bool server = !preflight_.server.empty();
    if (!server && paths_.empty()) {
      return {Error::Kind::usage, "say what is to be deployed",
              "for example: certdoc preflight fullchain.pem server.key --target nginx", "请指明要部署的文件",
              "例如：certdoc preflight fullchain.pem server.key --target nginx"};
    }
    if (server && !(paths_.empty() && target_.empty())) {
      return {Error::Kind::usage, "--server takes the files from its configuration", "leave out files and --target",
              "--server 会从配置中取得文件", "请去掉文件参数和 --target"};
    }
    if (!server && (!preflight_.config.empty() || preflight_.ask_server)) {
      return {Error::Kind::usage, "--config and --ask-server go with --server", "for example: --server nginx",
              "--config 和 --ask-server 需与 --server 同用", "例如：--server nginx"};
    }
    if (preflight_.server == "auto" && !preflight_.config.empty()) {
      return {Error::Kind::usage, "--config goes with one server", "for example: --server nginx --config nginx.conf",
              "--config 只能用于指定的一种服务器", "例如：--server nginx --config nginx.conf"};
    }
    return unfit_days();
  }

  Error unfit_days() {
    if (days_.empty()) return {Error::Kind::usage, {}, {}};
    int days = 0;
    constexpr int kMost = 36'500;
    const char* const end = days_.data() + days_.size();
    const auto [stop, error] = std::from_chars(days_.data(), end, days);
    if (error == std::errc() && stop == end && days >= 0 && days <= kMost) {
      preflight_.days = days;
      return {Error::Kind::usage, {}, {}};
    }
    return {Error::Kind::usage, fmt::format("--days wants a number of days up to {}, not {}", kMost, days_),
            "for example: --days 30", fmt::format("--days 应为天数（最多 {}），而不是 {}", kMost, days_),
            "例如：--days 30"};
  }

  void take_paths() {
    std::error_code none;
    preflight_.working = std::filesystem::current_path(none).string();
    if (preflight_.config.empty()) return;
    if (preflight_.root == "/")
      preflight_.config = std::filesystem::absolute(preflight_.config, none).lexically_normal().string();
  }

  std::vector<std::string> paths_;
  std::string target_, user_, days_;
  PreflightOptions preflight_;
  bool list_ = false, online_ = false;
  Networking networking_;
  Examining examining_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<Preflight>();
}

}  // namespace

CommandInfo preflight_command() {
  return {"preflight",
          {"everything that applies, before a deployment: go or no-go", "部署前检查所有相关内容，给出能否部署的结论"},
          {"certdoc preflight fullchain.pem server.key --target nginx --trust ca.crt --host www.example.com --at "
           "2026-12-01",
           "certdoc preflight server.crt --days 30 --trust ca.crt --at 2026-12-01",
           "certdoc preflight --server nginx --config nginx/nginx.conf --trust ca.crt --at 2026-12-01",
           "certdoc preflight --targets"},
          make};
}

}  // namespace certdoc
