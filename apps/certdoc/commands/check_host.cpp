// certdoc check-host: what does this server really serve.
#include "commands/check_host.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "certdoc/host.hpp"
#include "examining.hpp"
#include "host_list.hpp"
#include "networking.hpp"
#include "progress.hpp"

namespace certdoc {
namespace {

// The gravest of several statuses: sick, then unknown.
int worse(int a, int b) {
  const auto rank = [](int status) { return status == 1 ? 2 : status == 3 ? 1 : status == 0 ? 0 : 3; };
  return rank(b) > rank(a) ? b : a;
}

class CheckHost : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals(
        "HOST[:PORT]", names_,
        {"servers; port 443, or that of the protocol of --starttls", "服务器；默认端口 443，或 --starttls 协议的端口"});
    flags.value("--hosts", "FILE|-", list_,
                {"servers from a file, one a line, its protocol of STARTTLS behind it; # begins a comment",
                 "从文件读取服务器，每行一个，其后可写 STARTTLS 协议；# 之后为注释"});
    flags.choice("--starttls", starttls_names(), host_.starttls,
                 {"begin in plain text with this protocol", "先以该协议的明文开始"});
    flags.value("--servername", "NAME", host_.servername,
                {"ask for this name (SNI); the certificate must be for it", "请求该名称（SNI）；证书必须适用于它"});
    flags.flag("--quick", host_.quick,
               {"one handshake with each server: no other address, version or kind of certificate",
                "每台服务器只握手一次：不检查其他地址、版本和证书类型"});
    flags.values("--compare", "FILE", host_.compare,
                 {"is the certificate in this file the one that is served; may be repeated",
                  "服务器使用的是否就是该文件中的证书；可重复"});
    flags.values("--tsa", "URL", host_.tsa,
                 {"ask this time-stamp server for a time stamp (RFC 3161); may be repeated",
                  "向该时间戳服务器请求时间戳（RFC 3161）；可重复"});
    flags.value("--trust", "WHAT", host_.trust,
                {"system (default), none, or a file or directory of trusted roots",
                 "system（默认）、none，或存放受信任根证书的文件或目录"});
    flags.choice("--profile", {"rfc5280", "webpki"}, profile_,
                 {"webpki: what public CAs must not issue is an error too", "webpki：公共 CA 不得签发的也算错误"});
    networking_.declare(flags);
    examining_.declare(flags);
  }

  int run(const Settings& settings) override {
    auto options = examining_.options(settings);
    if (!options) return usage_error("check-host", options.error(), settings);
    const auto network = networking_.options();
    if (!network) return usage_error("check-host", network.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("check-host", knowledge.error(), settings);
    const auto targets = this->targets();
    if (!targets) return usage_error("check-host", targets.error(), settings);
    host_.webpki = profile_ == "webpki";
    FileProgressLine progress(options->lang, {"hosts", "主机"});
    int status = 0;
    HostReport each;
    if (settings.format == "jsonl") {
      each = [&](Report&& report) {
        progress.finish();
        summarise(report, settings.exit_rules());
        status = worse(status, print_report(std::move(report), settings, named()));
      };
    }
    Report report = check_hosts(*targets, *knowledge, *options, host_, *network, each, progress.callback());
    progress.finish();
    summarise(report, settings.exit_rules());
    if (each && report.findings.empty()) return finish_stream(report, status, settings);
    return worse(status, print_report(std::move(report), settings, named()));
  }

 private:
  std::vector<std::string> named() const {
    std::vector<std::string> out = host_.compare;
    out.insert(out.end(), {host_.trust, list_});
    return out;
  }

  static Error nothing_named() {
    return {Error::Kind::usage, "say which servers to examine", "for example: certdoc check-host www.example.com",
            "请指明要检查的服务器", "例如：certdoc check-host www.example.com"};
  }

  Result<std::vector<HostTarget>> targets() const {
    std::vector<HostTarget> out;
    for (const std::string& name : names_) {
      HostTarget target{name, {}};
      if (auto wrong = unfit_target(target)) return tl::unexpected(std::move(*wrong));
      out.push_back(std::move(target));
    }
    if (!list_.empty()) {
      auto more = read_hosts(list_);
      if (!more) return more;
      std::move(more->begin(), more->end(), std::back_inserter(out));
    }
    if (out.empty() && host_.tsa.empty()) return tl::unexpected(nothing_named());
    return out;
  }

  // Every host has its line already.
  static int finish_stream(const Report& report, int status, const Settings& settings) {
    for (const Error& error : report.errors) print_error(error, settings.language());
    return status;
  }

  std::vector<std::string> names_;
  std::string list_;
  std::string profile_ = "rfc5280";
  HostOptions host_;
  Networking networking_;
  Examining examining_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<CheckHost>();
}

}  // namespace

CommandInfo check_host_command() {
  return {"check-host",
          {"what does this server really serve", "服务器实际使用的是什么证书"},
          {"certdoc check-host www.example.com --trust ca.crt --at 2026-12-01",
           "certdoc check-host www.example.com --compare fullchain.pem --trust ca.crt --at 2026-12-01",
           "certdoc check-host www.example.com --quick --format jsonl --trust ca.crt --at 2026-12-01"},
          make};
}

}  // namespace certdoc
