// Windows Server from 2003 to 2025, and IIS, Exchange and code signing on it.
#include "kb/targets_parts.hpp"
#include "kb/targets_pfx.hpp"

namespace certdoc::kb {
namespace {

constexpr std::string_view kImportPfx = "https://learn.microsoft.com/en-us/powershell/module/pki/import-pfxcertificate";
constexpr std::string_view kImport = "https://learn.microsoft.com/en-us/powershell/module/pki/import-certificate";
constexpr std::string_view kQuery =
    "https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/nf-wincrypt-cryptqueryobject";
constexpr std::string_view kPfxImport =
    "https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/nf-wincrypt-pfximportcertstore";
constexpr std::string_view kAlgId = "https://learn.microsoft.com/en-us/windows/win32/seccrypto/alg-id";
constexpr std::string_view kSha2Update = "http://support.microsoft.com/kb/938397/";
constexpr std::string_view kCng =
    "https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-R2-and-2008/"
    "cc730763(v=ws.10)";
constexpr std::string_view kNamedCurves =
    "https://learn.microsoft.com/en-us/windows/win32/seccng/cng-named-elliptic-curves";
constexpr std::string_view kTlsCurves =
    "https://learn.microsoft.com/en-us/windows/win32/secauthn/tls-elliptic-curves-in-windows-10-1607-and-later";
constexpr std::string_view kRsa = "https://learn.microsoft.com/en-us/windows/win32/seccrypto/prov-rsa-aes";
constexpr std::string_view kEdwards = "https://github.com/dotnet/runtime/issues/63174";
constexpr std::string_view kMlDsaTls =
    "https://docs.paloaltonetworks.com/trust-protection-foundation/Docs/current/TopNav/Content/Drivers/"
    "cco-CAPI-AppDriverConfig-tpp.php";
constexpr std::string_view kExchangeImport =
    "https://learn.microsoft.com/en-us/powershell/module/exchange/import-exchangecertificate";
constexpr std::string_view kCsbr = "https://github.com/cabforum/code-signing/blob/main/docs/CSBR.md";

std::vector<TargetRule> forms() {
  const TargetText alone{"a certificate without key completes a request that was made on this machine",
                         "不带私钥的证书只能用于完成本机生成的申请"};
  const TargetText no_key{"Windows imports a private key from a PFX, not from a file of its own",
                          "Windows 只从 PFX 导入私钥，不读取单独的私钥文件"};
  const TargetText chain{"the certificates are imported, a PKCS#7 holds no key", "可导入其中的证书；PKCS#7 不含私钥"};
  const TargetText java{"Java key stores are unknown to Windows", "Windows 不认识 Java 密钥库"};
  return {yes("pem-certificate", alone, kQuery),
          yes("der-certificate", alone, kQuery),
          yes("base64-certificate", alone, kQuery),
          yes("pkcs7-pem", chain, kQuery),
          yes("pkcs7-der", chain, kQuery),
          yes("pkcs12", {"a PFX is imported", "可导入 PFX"}, kImportPfx),
          no("pem-key", no_key, kPfxImport),
          no("der-key", no_key, kPfxImport),
          no("pem-bundle", no_key, kPfxImport),
          no("jks", java, kImport),
          no("jceks", java, kImport),
          yes("key:encrypted", {"the import asks for the PFX's password", "导入时会询问 PFX 的密码"}, kImportPfx)};
}

// Server 2003: CryptoAPI only, no CNG.
std::vector<TargetRule> algorithms_2003() {
  const TargetText ec{"elliptic curves came with CNG in Server 2008", "椭圆曲线自 Server 2008 的 CNG 起才支持"};
  const TargetText sha2{"without update KB938397 or KB968730 it knows no SHA-2",
                        "不安装更新 KB938397 或 KB968730 就不支持 SHA-2"};
  return {yes("alg:rsa", {"RSA keys work", "支持 RSA 密钥"}, kAlgId),
          no("alg:ec-p256", ec, kAlgId),
          no("alg:ec-p384", ec, kAlgId),
          no("alg:ec-p521", ec, kAlgId),
          no("alg:ec-brainpool", ec, kAlgId),
          no("alg:ec-other", ec, kAlgId),
          yes("hash:sha1", {"SHA-1 works", "支持 SHA-1"}, kAlgId),
          no("hash:sha256", sha2, kSha2Update),
          no("hash:sha384", sha2, kSha2Update),
          no("hash:sha512", sha2, kSha2Update)};
}

std::vector<TargetRule> algorithms_cng(bool named_curves) {
  const TargetText suite_b{"Suite B is in CNG since Server 2008", "自 Server 2008 起 CNG 支持 Suite B"};
  const TargetText named = named_curves ? TargetText{"CNG knows named curves since Windows 10 and Server 2016",
                                                     "自 Windows 10、Server 2016 起 CNG 支持命名曲线"}
                                        : TargetText{"other curves than P-256, P-384 and P-521 came with Windows 10",
                                                     "除 P-256、P-384、P-521 外的曲线自 Windows 10 起才支持"};
  const Accepts other = named_curves ? Accepts::yes : Accepts::no;
  const TargetText edwards{"Windows has no Ed25519 and Ed448 in certificates: invalid algorithm specified",
                           "Windows 不支持证书使用 Ed25519、Ed448：指定了无效的算法"};
  return {yes("alg:rsa", {"RSA keys work", "支持 RSA 密钥"}, kRsa),
          yes("alg:ec-p256", suite_b, kCng),
          yes("alg:ec-p384", suite_b, kCng),
          yes("alg:ec-p521", suite_b, kCng),
          {"alg:ec-brainpool", other, named, kNamedCurves},
          unsure("alg:ec-other", named, kNamedCurves),
          no("alg:ed25519", edwards, kEdwards),
          no("alg:ed448", edwards, kEdwards),
          yes("hash:sha256", suite_b, kCng),
          yes("hash:sha384", suite_b, kCng),
          yes("hash:sha512", {"SHA-512 works", "支持 SHA-512"}, kRsa)};
}

struct Release {
  std::string_view name, title;
  std::vector<std::string_view> aliases;
  bool cng = true, named_curves = true;
  WindowsPfx pfx = WindowsPfx::since_pbes2;
};

Target server(const Release& release) {
  std::vector<TargetRule> rules =
      joined(forms(), release.cng ? algorithms_cng(release.named_curves) : algorithms_2003());
  return {.name = release.name,
          .aliases = release.aliases,
          .title = release.title,
          .platform = "windows",
          .accounts = {},
          .reads_key_as_root = false,
          .selinux_type = {},
          .rules = std::move(rules),
          .pfx = windows_pfx(release.pfx)};
}

std::vector<Target> servers() {
  constexpr WindowsPfx oldest = WindowsPfx::before_cng;
  constexpr WindowsPfx old = WindowsPfx::before_pbes2;
  return {
      server({"windows-server-2003", "Windows Server 2003", {"win2003", "server-2003"}, false, false, oldest}),
      server({"windows-server-2003r2", "Windows Server 2003 R2", {"win2003r2", "server-2003r2"}, false, false, oldest}),
      server({"windows-server-2008", "Windows Server 2008", {"win2008", "server-2008"}, true, false, old}),
      server({"windows-server-2008r2", "Windows Server 2008 R2", {"win2008r2", "server-2008r2"}, true, false, old}),
      server({"windows-server-2012", "Windows Server 2012", {"win2012", "server-2012"}, true, false, old}),
      server({"windows-server-2012r2", "Windows Server 2012 R2", {"win2012r2", "server-2012r2"}, true, false, old}),
      server({"windows-server-2016", "Windows Server 2016", {"win2016", "server-2016"}, true, true, old}),
      server({"windows-server-2019", "Windows Server 2019", {"win2019", "server-2019"}}),
      server({"windows-server-2022", "Windows Server 2022", {"win2022", "server-2022"}}),
      server({"windows-server-2025", "Windows Server 2025", {"win2025", "server-2025"}}),
      server({"windows-10", "Windows 10", {"win10"}, true, true, WindowsPfx::windows_10}),
      server({"windows-11", "Windows 11", {"win11"}})};
}

// A role on a Windows whose release is not named: what depends on the release stays open.
Target role(std::string_view name, std::string_view title, std::vector<std::string_view> aliases) {
  std::vector<TargetRule> rules = joined(forms(), algorithms_cng(true));
  const TargetText off{"Schannel supports this curve but has it switched off by default",
                       "Schannel 支持此曲线，但默认关闭"};
  for (const std::string_view curve : {"alg:ec-p521", "alg:ec-brainpool", "alg:ec-other"}) {
    rules.push_back(unsure(curve, off, kTlsCurves));
  }
  rules.push_back(
      no("alg:ml-dsa", {"Windows has no TLS with ML-DSA yet", "Windows 尚不支持用 ML-DSA 做 TLS"}, kMlDsaTls));
  return {.name = name,
          .aliases = std::move(aliases),
          .title = title,
          .platform = "windows",
          .accounts = {},
          .reads_key_as_root = false,
          .selinux_type = {},
          .rules = std::move(rules),
          .pfx = iis_pfx()};
}

Target exchange() {
  Target target = role("exchange", "Exchange Server", {"exchange-2016", "exchange-2019", "exchange-server"});
  const TargetText import{"Import-ExchangeCertificate reads PKCS#12, PKCS#7 and certificates",
                          "Import-ExchangeCertificate 可读取 PKCS#12、PKCS#7 和证书"};
  for (const std::string_view form : {"pkcs12", "pkcs7-pem", "pkcs7-der"}) {
    target.rules.push_back(yes(form, import, kExchangeImport));
  }
  const TargetText ec{"depends on the update level of Exchange", "取决于 Exchange 的更新级别"};
  for (const std::string_view curve : {"alg:ec-p256", "alg:ec-p384"}) {
    target.rules.push_back(unsure(curve, ec, kExchangeImport));
  }
  target.pfx = exchange_pfx();
  return target;
}

Target code_signing() {
  Target target = role("windows-code-signing", "Windows code signing", {"code-signing", "authenticode", "signtool"});
  target.use = "code-signing";
  target.pfx = windows_pfx(WindowsPfx::not_named);
  target.rsa_min_bits = 3072;  // CSBR 6.1.5.2
  const TargetText curves{"code signing CAs take P-256, P-384 and P-521", "代码签名 CA 接受 P-256、P-384、P-521"};
  for (const std::string_view curve : {"alg:ec-p256", "alg:ec-p384", "alg:ec-p521"}) {
    target.rules.push_back(yes(curve, curves, kCsbr));
  }
  return target;
}

}  // namespace

std::vector<Target> windows_targets() {
  std::vector<Target> all{role("iis", "IIS", {"iis7", "iis8", "iis10"}), exchange(), code_signing()};
  for (Target& target : servers()) all.push_back(std::move(target));
  return all;
}

}  // namespace certdoc::kb
