// What OpenSSL, GnuTLS and NSS do with a PFX. OpenSSL 3.0, GnuTLS 3.7 and NSS 3.87 are tried by
// tests/peers/import_trials.
#include "kb/targets_parts.hpp"
#include "kb/targets_pfx.hpp"

namespace certdoc::kb {
namespace {

constexpr std::string_view kOpenssl1 = "https://docs.openssl.org/1.1.1/man1/pkcs12/";
constexpr std::string_view kOpenssl10 = "https://docs.openssl.org/1.0.2/man1/pkcs12/";
constexpr std::string_view kOpenssl3 = "https://docs.openssl.org/3.0/man1/openssl-pkcs12/";
constexpr std::string_view kNoMac = "https://github.com/openssl/openssl/issues/8106";
constexpr std::string_view kLegacy = "https://docs.openssl.org/3.0/man7/OSSL_PROVIDER-legacy/";
constexpr std::string_view kPassphrase = "https://docs.openssl.org/3.0/man7/passphrase-encoding/";
constexpr std::string_view kPbmac1 = "https://docs.openssl.org/3.5/man3/PBMAC1_get1_pbkdf2_param";
constexpr std::string_view kPbmac1Gnutls = "https://gitlab.com/gnutls/gnutls/-/merge_requests/1833";
constexpr std::string_view kCerttool = "https://www.gnutls.org/manual/html_node/certtool-Invocation.html";
constexpr std::string_view kPk12util =
    "https://firefox-source-docs.mozilla.org/security/nss/legacy/tools/pk12util/index.html";

constexpr PfxRefusal kUnsupported{
    "error:0308010C:digital envelope routines:inner_evp_generic_fetch:unsupported ... Algorithm (RC2-40-CBC : 0)",
    "openssl:0308010C"};
constexpr PfxRefusal kMacAbsent{"Mac verify error: invalid password?", {}};
constexpr PfxRefusal kBadDer{"security library: improperly formatted DER-encoded message", "nss:SEC_ERROR_BAD_DER"};
constexpr PfxRefusal kNssCipher{"Unable to import. Error attempting to import private key.",
                                "nss:SEC_ERROR_PKCS12_UNABLE_TO_IMPORT_KEY"};
constexpr PfxRefusal kGnutlsMac{"verify_mac: ASN1 parser: Element was not found.", {}};
constexpr PfxRefusal kGnutlsCipher{"bag_decrypt: The cipher type is unsupported.", {}};

void add_tried(std::vector<PfxRule>& rules, TargetText why) {
  add(rules,
      {"cipher:DES-EDE3-CBC", "cipher:AES-128-CBC", "cipher:AES-256-CBC", "cipher:none", "prf:SHA256", "mac:SHA1",
       "mac:SHA256", "mac:SHA512", "password:empty", "password:non-ascii", "keys:none", "keys:several"},
      imports({}, why, kTried));
}

PfxImport openssl_3() {
  PfxImport made{.rules = {}, .max_iterations = 0, .recipe = modern_recipe(2048)};
  add_tried(made.rules, {"OpenSSL 3 reads it", "OpenSSL 3 可读取"});
  const TargetText legacy{"RC2 is read only with the legacy provider (-legacy)",
                          "只有启用 legacy provider（-legacy）才能读取 RC2"};
  made.rules.push_back(refuses("cipher:RC2-40-CBC", legacy, kTried, kUnsupported));
  const PfxRefusal unsupported{"error:0308010C:digital envelope routines:inner_evp_generic_fetch:unsupported",
                               "openssl:0308010C"};
  add(made.rules, {"cipher:RC2-CBC", "cipher:RC4", "cipher:RC4-40", "cipher:DES-CBC"},
      refuses({}, {"it is read only with the legacy provider (-legacy)", "只有启用 legacy provider（-legacy）才能读取"},
              kLegacy, unsupported));
  add(made.rules, {"cipher:SM4-CBC", "mac:none"}, imports({}, {"OpenSSL 3 reads it", "OpenSSL 3 可读取"}, kTried));
  made.rules.push_back(
      depends("mac:pbmac1", {"PBMAC1 came with OpenSSL 3.4", "PBMAC1 自 OpenSSL 3.4 起支持"}, kPbmac1));
  return made;
}

// Before 3.0 everything was in one library, and a file without MAC was refused.
std::vector<PfxRule> before_3(std::string_view source) {
  std::vector<PfxRule> rules;
  add(rules, {"cipher:DES-EDE3-CBC", "cipher:RC2-40-CBC", "mac:SHA1"},
      imports({}, {"it is what this OpenSSL writes itself", "这是该版本 OpenSSL 自己写出的格式"}, source));
  rules.push_back(refuses("mac:none",
                          {"a file without MAC is refused; openssl pkcs12 reads it with -nomacver",
                           "拒绝没有 MAC 的文件；openssl pkcs12 加 -nomacver 可读取"},
                          kNoMac, kMacAbsent));
  rules.push_back(refuses("mac:pbmac1", {"PBMAC1 came with OpenSSL 3.4", "PBMAC1 自 OpenSSL 3.4 起支持"}, kPbmac1));
  return rules;
}

PfxImport openssl_1_1() {
  PfxImport made{.rules = before_3(kOpenssl1), .max_iterations = 0, .recipe = modern_recipe(2048)};
  add(made.rules, {"cipher:AES-128-CBC", "cipher:AES-256-CBC", "prf:SHA256", "mac:SHA256", "mac:SHA512"},
      imports({}, {"-keypbe and -macalg offer it", "-keypbe、-macalg 支持它"}, kOpenssl1));
  made.rules.push_back(imports("password:non-ascii",
                               {"passwords are taken as UTF-8, as the standards say", "密码按标准以 UTF-8 处理"},
                               kPassphrase));
  return made;
}

PfxImport openssl_1_0() {
  PfxImport made{.rules = before_3(kOpenssl10), .max_iterations = 0, .recipe = old_recipe()};
  add(made.rules, {"cipher:AES-128-CBC", "cipher:AES-256-CBC", "prf:SHA256", "mac:SHA256", "mac:SHA512"},
      depends(
          {},
          {"1.0.2 can write it, so it should read it; it was not tried", "1.0.2 能写出这种格式，应能读取，未经实测"},
          kOpenssl10));
  made.rules.push_back(depends("password:non-ascii",
                               {"before 1.1.0 each byte was taken for a character", "1.1.0 之前把每个字节当成一个字符"},
                               kPassphrase, kMacAbsent));
  return made;
}

PfxImport gnutls() {
  PfxImport made{.rules = {}, .max_iterations = 0, .recipe = modern_recipe(2048)};
  const TargetText reads{"GnuTLS 3.7 reads it", "GnuTLS 3.7 可读取"};
  add_tried(made.rules, reads);
  made.rules.push_back(imports("cipher:RC2-40-CBC", reads, kTried));
  made.rules.push_back(
      refuses("cipher:SM4-CBC", {"GnuTLS 3.7 has no SM4", "GnuTLS 3.7 不支持 SM4"}, kTried, kGnutlsCipher));
  made.rules.push_back(
      refuses("mac:none", {"certtool refuses a file without MAC", "certtool 拒绝没有 MAC 的文件"}, kTried, kGnutlsMac));
  made.rules.push_back(depends(
      "mac:pbmac1", {"PBMAC1 came in 2024, 3.7 has it not", "PBMAC1 于 2024 年加入，3.7 不支持"}, kPbmac1Gnutls));
  return made;
}

PfxImport nss() {
  PfxImport made{.rules = {}, .max_iterations = 0, .recipe = modern_recipe(10'000)};
  const TargetText reads{"NSS 3.87 reads it", "NSS 3.87 可读取"};
  add_tried(made.rules, reads);
  made.rules.push_back(imports("cipher:RC2-40-CBC", reads, kTried));
  made.rules.push_back(refuses("cipher:SM4-CBC", {"NSS has no SM4", "NSS 不支持 SM4"}, kTried, kNssCipher));
  made.rules.push_back(
      refuses("mac:none", {"NSS refuses a file without MAC", "NSS 拒绝没有 MAC 的文件"}, kTried, kBadDer));
  return made;
}

Target library(std::string_view name, std::string_view title, std::vector<std::string_view> aliases,
               std::string_view source, PfxImport pfx) {
  return {.name = name,
          .aliases = std::move(aliases),
          .title = title,
          .platform = "any",
          .accounts = {},
          .reads_key_as_root = false,
          .selinux_type = {},
          .rules = {yes("pkcs12", {"its tool reads a PFX", "其工具可读取 PFX"}, source)},
          .use = "any",
          .pfx = std::move(pfx)};
}

}  // namespace

std::vector<Target> library_targets() {
  return {library("openssl-1.0", "OpenSSL 1.0", {"openssl1.0", "openssl-1.0.2"}, kOpenssl10, openssl_1_0()),
          library("openssl-1.1", "OpenSSL 1.1", {"openssl1.1", "openssl-1.1.1"}, kOpenssl1, openssl_1_1()),
          library("openssl-3", "OpenSSL 3", {"openssl", "openssl3"}, kOpenssl3, openssl_3()),
          library("gnutls", "GnuTLS", {"certtool"}, kCerttool, gnutls()),
          library("nss", "NSS (Firefox, Thunderbird)", {"firefox", "thunderbird", "pk12util"}, kPk12util, nss())};
}

}  // namespace certdoc::kb
