// certdoc check-crl: are CRLs and OCSP responders reachable, is anything revoked.
#include "commands/check_crl.hpp"

#include <algorithm>

#include "certdoc/revocation.hpp"
#include "examining.hpp"
#include "networking.hpp"
#include "progress.hpp"

namespace certdoc {
namespace {

class CheckCrl : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("FILE|HOST[:PORT]|-", names_,
                      {"the certificates, with what there is of their chains, or servers that show them",
                       "证书及其证书链，或出示证书的服务器"});
    flags.flag("--crl", crl_, {"ask CRLs only; with --ocsp, both", "只查询 CRL；与 --ocsp 同用则两者都查"});
    flags.flag("--ocsp", ocsp_, {"ask OCSP responders only", "只查询 OCSP 应答服务器"});
    flags.values("--crl-file", "FILE", revocation_.crl_files,
                 {"a CRL from disk; what it covers is not fetched; may be repeated",
                  "磁盘上的 CRL；它包括的证书不再下载；可重复"});
    flags.value("--save", "DIR", revocation_.save,
                {"write the CRLs that were fetched there, and say how Windows takes them",
                 "把下载到的 CRL 写入该目录，并说明如何导入 Windows"});
    flags.flag("--force", revocation_.force, {"replace files that exist", "文件已存在时覆盖"});
    flags.value("--trust", "WHAT", revocation_.trust,
                {"system (default), none, or a file or directory of trusted roots",
                 "system（默认）、none，或存放受信任根证书的文件或目录"});
    if (has_ldap()) declare_ldap(flags);
    flags.value("--servername", "NAME", revocation_.servername,
                {"of a server: the name to ask for (SNI)", "服务器：请求的名称（SNI）"});
    flags.choice("--starttls", starttls_names(), revocation_.starttls,
                 {"of a server: begin with this protocol", "服务器：以该协议开始"});
    networking_.declare(flags);
    examining_.declare(flags);
  }

  int run(const Settings& settings) override {
    if (names_.empty()) return usage_error("check-crl", nothing_named(), settings);
    auto options = examining_.options(settings);
    if (!options) return usage_error("check-crl", options.error(), settings);
    auto network = networking_.options();
    if (!network) return usage_error("check-crl", network.error(), settings);
    network->max_body = options->max_file;
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("check-crl", knowledge.error(), settings);
    narrow();
    FileProgressLine progress(options->lang);
    Report report = with_password(*options, [&](const ExamineOptions& o) {
      return check_crl(names_, *knowledge, o, revocation_, *network, progress.callback());
    });
    progress.finish();
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings, named());
  }

 private:
  std::vector<std::string> named() const { return {revocation_.save, revocation_.ldap_server, revocation_.trust}; }

  static Error nothing_named() {
    return {Error::Kind::usage, "say which certificates or servers to examine",
            "for example: certdoc check-crl fullchain.pem", "请指明要检查的证书或服务器",
            "例如：certdoc check-crl fullchain.pem"};
  }

  static std::vector<std::string> starttls_names() {
    return {"smtp", "imap", "pop3", "ftp", "ldap", "postgres", "mysql", "xmpp", "nntp", "sieve"};
  }

  void declare_ldap(Flags& flags) {
    flags.flag("--ldap", revocation_.ldap, {"ask LDAP addresses, too", "也查询 LDAP 地址"});
    flags.value(
        "--ldap-server", "HOST[:PORT]", revocation_.ldap_server,
        {"for LDAP addresses that name no server: a domain controller", "用于没有写明服务器的 LDAP 地址：域控制器"});
  }

  // One that is named leaves the others out.
  void narrow() {
    if (!crl_ && !ocsp_) return;
    revocation_.crl = crl_;
    revocation_.ocsp = ocsp_;
    revocation_.issuers = false;
  }

  std::vector<std::string> names_;
  bool crl_ = false, ocsp_ = false;
  RevocationOptions revocation_;
  Networking networking_;
  Examining examining_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<CheckCrl>();
}

}  // namespace

CommandInfo check_crl_command() {
  return {"check-crl",
          {"are CRLs and OCSP responders reachable, is anything revoked", "CRL 和 OCSP 能否访问，证书是否被吊销"},
          {"certdoc check-crl fullchain.pem --trust ca.crt --at 2026-12-01",
           "certdoc check-crl server.crt ca.crt --ocsp --timeout 5 --at 2026-12-01",
           "certdoc check-crl fullchain.pem --trust ca.crt --save crls --at 2026-12-01"},
          make};
}

}  // namespace certdoc
