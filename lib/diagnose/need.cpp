#include "diagnose/need.hpp"

#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "machine/fact_kinds.hpp"

namespace certdoc {
namespace {

struct Row {
  std::string_view cause;
  Need need;
};

constexpr std::array kNeeds{
    Row{"file-corrupt", Need::file},
    Row{"file-encoding", Need::file},
    Row{"file-misnamed", Need::file},
    Row{"file-missing", Need::file},
    Row{"file-not-recognised", Need::file},
    Row{"algorithm-for-target", Need::target},
    Row{"format-not-for-target", Need::target},
    Row{"pfx-algorithm-for-target", Need::target},
    Row{"csr-extension-for-target", Need::csr},
    Row{"csr-provider-mismatch", Need::csr},
    Row{"provider-without-sha256", Need::csr},
    Row{"key-encrypted", Need::key},
    Row{"key-file-permissions", Need::key},
    Row{"key-passphrase-wrong", Need::key},
    Row{"key-unreadable-by-service", Need::key},
    Row{"selinux-context", Need::key},
    Row{"key-mismatch", Need::pair},
    Row{"key-unpaired", Need::pair},
    Row{"certificate-unpaired", Need::pair},
    Row{"csr-mismatch", Need::request},
    Row{"legacy-algorithm-disabled", Need::pfx},
    Row{"pfx-algorithm-unavailable", Need::pfx},
    Row{"pfx-no-mac", Need::pfx},
    Row{"pfx-no-private-key", Need::pfx},
    Row{"pfx-password-empty", Need::pfx},
    Row{"pfx-password-encoding", Need::pfx},
    Row{"pfx-password-newline", Need::pfx},
    Row{"pfx-provider-mismatch", Need::pfx},
    Row{"pfx-several-keys", Need::pfx},
    Row{"pfx-wrong-password", Need::pfx},
    Row{"ca-constraint", Need::certificate},
    Row{"certificate-expired", Need::certificate},
    Row{"certificate-malformed", Need::certificate},
    Row{"certificate-not-yet-valid", Need::certificate},
    Row{"chain-extra-certificate", Need::certificate},
    Row{"chain-incomplete", Need::certificate},
    Row{"chain-order", Need::certificate},
    Row{"chain-root-included", Need::certificate},
    Row{"critical-extension-unknown", Need::certificate},
    Row{"key-weak", Need::certificate},
    Row{"name-constraint", Need::certificate},
    Row{"policy-constraint", Need::certificate},
    Row{"purpose-mismatch", Need::certificate},
    Row{"root-untrusted", Need::certificate},
    Row{"self-signed", Need::certificate},
    Row{"signature-invalid", Need::certificate},
    Row{"signature-weak", Need::certificate},
    Row{"validity-too-long", Need::certificate},
    Row{"hostname-mismatch", Need::name},
    Row{"certificate-revoked", Need::lists},
    Row{"crl-invalid", Need::lists},
    Row{"crl-stale", Need::lists},
    Row{"crl-not-loaded", Need::network},
    Row{"crl-unreachable", Need::network},
    Row{"issuer-unreachable", Need::network},
    Row{"no-revocation-information", Need::network},
    Row{"ocsp-invalid", Need::network},
    Row{"ocsp-unreachable", Need::network},
    Row{"proxy-misconfigured", Need::network},
    Row{"clock-skewed", Need::clock},
    Row{"peer-clock-skewed", Need::clock},
    Row{"timestamp-unreachable", Need::stamp},
    Row{"client-certificate-required", Need::host},
    Row{"deployed-differs", Need::host},
    Row{"host-unreachable", Need::host},
    Row{"sni-wrong", Need::host},
    Row{"stapling-missing", Need::host},
    Row{"starttls-injection", Need::host},
    Row{"starttls-unavailable", Need::host},
    Row{"tls-handshake-failed", Need::host},
    Row{"tls-no-common-cipher", Need::host},
    Row{"tls-no-common-version", Need::host},
    Row{"tls-not-spoken", Need::host},
    Row{"tls-version-obsolete", Need::host},
};

Need pair_of(const Have& have) {
  if (have.certificate == have.key) return have.locked && !have.key ? Need::password : Need::pair;
  if (have.locked) return Need::password;
  return have.certificate ? Need::key : Need::leaf;
}

Need request_of(const Have& have) {
  if (have.certificate) return have.csr ? Need::request : Need::csr;
  if (have.locked) return have.csr ? Need::password : Need::password_and_csr;
  return have.csr ? Need::leaf : Need::request;
}

// What files decide is not for a script: nobody has to go to the machine for it.
bool is_for_files(Need need) {
  return need == Need::file || need == Need::pair || need == Need::target;
}

}  // namespace

Need need_of(std::string_view cause, const Have& have) {
  const Need need = need_of(cause);
  if (need == Need::pair) return pair_of(have);
  if (need == Need::request) return request_of(have);
  if (need == Need::certificate && have.locked && !have.certificate) return Need::password;
  return cause == "deployed-differs" && have.host ? Need::served : need;
}

std::vector<std::string> scripts_for(std::string_view cause, std::string_view platform) {
  std::vector<std::string> out;
  if (is_for_files(need_of(cause))) return out;
  const bool elsewhere = platform != "windows" && platform != "linux";
  for (const std::string_view system : {"windows", "linux"}) {
    if ((elsewhere || platform == system) && machine::is_decided_on(system, cause)) out.emplace_back(system);
  }
  return out;
}

Need need_of(std::string_view cause) {
  const auto* found = std::find_if(kNeeds.begin(), kNeeds.end(), [&](const Row& row) { return row.cause == cause; });
  return found == kNeeds.end() ? Need::nobody : found->need;
}

std::string words_for(Need need, Lang lang) {
  switch (need) {
    case Need::nobody: return say(lang, "no program can tell from here", "从这里无法由程序判断");
    case Need::file: return say(lang, "give the file that the program was to read", "请给出程序要读取的文件");
    case Need::pfx: return say(lang, "give the PFX or key store", "请给出 PFX 或密钥库");
    case Need::key: return say(lang, "give the private key file", "请给出私钥文件");
    case Need::pair: return say(lang, "give the certificate and its private key", "请给出证书及其私钥");
    case Need::request: return say(lang, "give the certificate and the CSR", "请给出证书和 CSR");
    case Need::csr: return say(lang, "give the CSR", "请给出 CSR");
    case Need::certificate: return say(lang, "give the certificate and its chain", "请给出证书及证书链");
    case Need::name: return say(lang, "say which name clients use", "请指明客户端使用的名称");
    case Need::target: return say(lang, "say which program is to read the files", "请指明由哪个程序读取文件");
    case Need::lists: return say(lang, "give the CA's CRL, or let it be asked for", "请给出 CA 的 CRL，或允许联网查询");
    case Need::network: return say(lang, "the addresses in the certificate were not asked", "没有查询证书中写明的地址");
    case Need::host: return say(lang, "name the server", "请指明服务器");
    case Need::clock: return say(lang, "no time server was asked", "没有询问时间服务器");
    case Need::stamp: return say(lang, "name the time-stamp server", "请指明时间戳服务器");
    case Need::leaf: return say(lang, "give the certificate", "请给出证书");
    case Need::password: return say(lang, "give the password that opens the file", "请给出能打开文件的密码");
    case Need::password_and_csr:
      return say(lang, "give the password that opens the file, and the CSR", "请给出能打开文件的密码，以及 CSR");
    case Need::served: return say(lang, "give the file that the server is to serve", "请给出服务器应使用的证书文件");
  }
  return {};
}

std::string_view argument_for(Need need) {
  switch (need) {
    case Need::nobody: return {};
    case Need::file: return "FILE";
    case Need::pfx: return "FILE.pfx";
    case Need::key: return "FILE.key";
    case Need::pair: return "FILE.crt FILE.key";
    case Need::request: return "FILE.crt FILE.csr";
    case Need::csr: return "FILE.csr";
    case Need::certificate: return "FULLCHAIN.pem";
    case Need::name: return "--host NAME";
    case Need::target: return "--target NAME";
    case Need::lists:
    case Need::network: return "--online";
    case Need::host: return "HOST:443";
    case Need::clock: return "--online";
    case Need::stamp: return "--tsa URL";
    case Need::leaf: return "FILE.crt";
    case Need::password: return "--pass env:PASSWORD";
    case Need::password_and_csr: return "--pass env:PASSWORD FILE.csr";
    case Need::served: return "FULLCHAIN.pem";
  }
  return {};
}

bool is_on_request(Need need) {
  return need == Need::lists || need == Need::network || need == Need::clock;
}

}  // namespace certdoc
