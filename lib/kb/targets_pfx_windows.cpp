// What Windows, IIS and Exchange do with a PFX. No Windows could be tried: all rows rest on Microsoft's documents and
// on reports.
#include "kb/targets_pfx.hpp"

namespace certdoc::kb {
namespace {

constexpr std::string_view kAesPfx =
    "https://learn.microsoft.com/en-us/troubleshoot/windows-server/certificates-and-public-key-infrastructure-pki/"
    "cannot-import-aes256-sha256-encrypted-pfx-certificate";
constexpr std::string_view kPbes2 =
    "https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/ns-wincrypt-pkcs12_pbes2_export_params";
constexpr std::string_view kExport = "https://learn.microsoft.com/en-us/powershell/module/pki/export-pfxcertificate";
constexpr std::string_view kOldest = "https://unmitigatedrisk.com/?p=543";  // what Windows up to 10 writes
constexpr std::string_view kRounds = "https://github.com/hwdsl2/setup-ipsec-vpn/issues/414";
// NSS lowered its own count for "operating systems that are limited to 600 K iterations".
constexpr std::string_view kRoundsNss =
    "https://firefox-source-docs.mozilla.org/security/nss/legacy/nss_releases/nss_3.36.1_release_notes/index.html";
constexpr std::string_view kNoMac = "https://github.com/dotnet/corefx/issues/11046";
constexpr std::string_view kCng =
    "https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-R2-and-2008/"
    "cc730763(v=ws.10)";
constexpr std::string_view kExchangeCng =
    "https://support.microsoft.com/en-gb/topic/"
    "outlook-web-app-and-ecp-redirect-to-the-fba-page-in-exchange-server-44f8b0c0-037d-77f6-6bb1-98c7a292048d";

constexpr PfxRefusal kPassword{"The specified network password is not correct", "windows:0x80070056"};
constexpr std::string_view kSchannelCsp = "Microsoft RSA SChannel Cryptographic Provider";
constexpr std::uint64_t kWindowsRounds = 600'000;

constexpr TargetText kSince{"AES-256 and SHA-256 are read since Windows 10 1709 and Server 2019",
                            "Windows 10 1709、Server 2019 起可读取 AES-256 和 SHA-256"};
constexpr TargetText kNotYet{
    "AES-256 and SHA-256 are read from Server 2019 on; older ones say that the password is wrong (0x80070056)",
    "Server 2019 起才能读取 AES-256 和 SHA-256，更早的系统会提示密码不正确(0x80070056)"};
constexpr TargetText kFrom1709{"AES-256 and SHA-256 are read from Windows 10 1709 on",
                               "Windows 10 1709 起可读取 AES-256 和 SHA-256"};
constexpr TargetText kNameIt{
    "Server 2019 and later read AES-256 and SHA-256, older ones do not; name the release with --target",
    "Server 2019 起可读取 AES-256 和 SHA-256，更早的不行；请用 --target 指明版本"};

std::vector<PfxRule> always() {
  const TargetText old{"triple DES with SHA-1 is read by every Windows",
                       "三重 DES 加 SHA-1，所有版本的 Windows 都能读取"};
  const TargetText rc2{"40-bit RC2 is what Windows itself wrote around certificates",
                       "40 位 RC2 是 Windows 早年给证书用的加密"};
  return {
      imports("cipher:DES-EDE3-CBC", old, kExport), imports("cipher:RC2-40-CBC", rc2, kOldest),
      imports("mac:SHA1", old, kExport),
      depends("mac:none",
              {"without MAC it was seen to work where there is no password", "没有 MAC 且没有密码时，有人导入成功过"},
              kNoMac, kPassword)};
}

// AES-256 with SHA-256 is what the documents speak of; of the rest they say nothing.
void add_modern(std::vector<PfxRule>& rules, const PfxRule& like) {
  add(rules, {"cipher:AES-256-CBC", "prf:SHA256"}, like);
}

void add_since(std::vector<PfxRule>& rules, TargetText why) {
  add(rules, {"cipher:AES-256-CBC", "prf:SHA256", "mac:SHA256"}, imports({}, why, kPbes2));
}

PfxRule rounds() {
  return refuses("iterations",
                 {"more than 600,000 rounds are refused, and the password is said to be wrong",
                  "超过 600,000 轮会被拒绝，并提示密码不正确"},
                 kRounds, kPassword);
}

// Seen on Windows 10 only; NSS speaks of operating systems that have this limit.
PfxRule rounds_perhaps() {
  return depends("iterations",
                 {"Windows 10 refuses more than 600,000 rounds; whether this release does is not known",
                  "Windows 10 拒绝超过 600,000 轮；此版本是否如此尚不清楚"},
                 kRoundsNss, kPassword);
}

PfxRule mac_unknown() {
  return depends(
      "mac:SHA256",
      {"a MAC of SHA-256 is documented from Server 2019 on only", "文档只说明 Server 2019 起支持 SHA-256 的 MAC"},
      kPbes2, kPassword);
}

}  // namespace

PfxImport windows_pfx(WindowsPfx release) {
  PfxImport made{.rules = always(), .max_iterations = kWindowsRounds, .recipe = old_recipe()};
  switch (release) {
    case WindowsPfx::before_cng:
      made.rules.push_back(refuses("provider:Microsoft Software Key Storage Provider",
                                   {"CNG came with Server 2008", "CNG 自 Server 2008 起才有"}, kCng));
      [[fallthrough]];
    case WindowsPfx::before_pbes2:
      add_modern(made.rules, refuses({}, kNotYet, kAesPfx, kPassword));
      made.rules.push_back(mac_unknown());
      made.rules.push_back(rounds_perhaps());
      break;
    case WindowsPfx::windows_10:
      add_since(made.rules, kFrom1709);
      made.rules.push_back(rounds());
      made.recipe = modern_recipe(2048);
      break;
    case WindowsPfx::since_pbes2:
      add_since(made.rules, kSince);
      made.rules.push_back(rounds());
      made.recipe = modern_recipe(2048);
      break;
    case WindowsPfx::not_named:
      add_modern(made.rules, depends({}, kNameIt, kAesPfx, kPassword));
      made.rules.push_back(depends("mac:SHA256", kNameIt, kAesPfx, kPassword));
      made.rules.push_back(rounds_perhaps());
      break;
  }
  return made;
}

// Schannel takes keys of CSPs and of CNG; the CSP of its own is what IIS Manager offers for RSA keys.
PfxImport iis_pfx() {
  PfxImport made = windows_pfx(WindowsPfx::not_named);
  made.recipe = old_recipe(kSchannelCsp);
  return made;
}

PfxImport exchange_pfx() {
  PfxImport made = iis_pfx();
  made.rules.push_back(refuses("provider:Microsoft Software Key Storage Provider",
                               {"Exchange does not support keys in CNG for Outlook on the web and ECP",
                                "Exchange 的 OWA 和 ECP 不支持 CNG 中的密钥"},
                               kExchangeCng, {"back to the sign-in page, without any error", {}}));
  return made;
}

}  // namespace certdoc::kb
