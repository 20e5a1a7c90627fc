// What macOS, iOS and Android do with a PFX. None could be tried: all rows rest on reports, and say of which release.
#include "kb/targets_parts.hpp"
#include "kb/targets_pfx.hpp"

namespace certdoc::kb {
namespace {

constexpr std::string_view kMac13 =
    "https://mseeeen.msen.jp/p12-format-certificate-issued-by-openssl3-fails-to-import-to-macos/";
constexpr std::string_view kMac26 = "https://github.com/tauri-apps/tauri/pull/15844";
constexpr std::string_view kMacHash = "https://github.com/chris2511/xca/issues/474";
constexpr std::string_view kMacPlain = "https://github.com/codemagic-ci-cd/cli-tools/pull/428";
constexpr std::string_view kMacEmpty = "https://github.com/codemagic-ci-cd/cli-tools/pull/436";
constexpr std::string_view kApple = "https://docs.strongswan.org/docs/5.9/interop/appleIkev2Profile.html";
constexpr std::string_view kIos17 = "https://github.com/7ritn/VaulTLS/issues/176";
constexpr std::string_view kIosRefuses = "https://github.com/chris2511/xca/issues/536";
constexpr std::string_view kAndroid13 = "https://github.com/thevindu-w/clip_share_server/pull/48";
constexpr std::string_view kAndroid = "https://github.com/chris2511/xca/pull/389";

constexpr PfxRefusal kKeychain{"MAC verification failed during PKCS12 import (wrong password?)",
                               "apple:errSecPkcs12VerifyFailure"};
constexpr PfxRefusal kPlain{"Unable to decode the provided data", {}};
constexpr PfxRefusal kEmpty{"The user name or passphrase you entered is not correct", "apple:errSecAuthFailed"};
constexpr PfxRefusal kIosSays{"incorrect password", {}};

constexpr TargetText kMacModern{
    "macOS 13 and 14 refuse files of OpenSSL 3; macOS 26 reads them with `security import -f pkcs12`",
    "macOS 13、14 拒绝 OpenSSL 3 生成的文件，macOS 26 用 security import -f pkcs12 可读取"};
constexpr TargetText kIosModern{"iOS 17 and older refuse files of OpenSSL 3, newer ones were seen to read them",
                                "iOS 17 及更早拒绝 OpenSSL 3 生成的文件，更新的版本有人导入成功"};
constexpr TargetText kAndroidModern{"Android 13 and older refuse files of OpenSSL 3, newer ones were seen to read them",
                                    "Android 13 及更早拒绝 OpenSSL 3 生成的文件，更新的版本有人导入成功"};

PfxImport legacy_only(TargetText old, std::string_view source) {
  PfxImport made{.rules = {}, .max_iterations = 0, .recipe = old_recipe()};
  add(made.rules, {"cipher:DES-EDE3-CBC", "cipher:RC2-40-CBC", "mac:SHA1"}, imports({}, old, source));
  return made;
}

// Phones read a PFX and certificates from files; nobody configures a server there.
Target phone(std::string_view name, std::string_view title, std::vector<std::string_view> aliases, PfxImport pfx) {
  const TargetText opens{"a PFX is imported in the settings", "可在设置中导入 PFX"};
  const std::string_view source = pfx.rules.front().source;
  return {.name = name,
          .aliases = std::move(aliases),
          .title = title,
          .platform = "any",
          .accounts = {},
          .reads_key_as_root = false,
          .selinux_type = {},
          .rules = {yes("pkcs12", opens, source)},
          .use = "any",
          .pfx = std::move(pfx)};
}

}  // namespace

PfxImport macos_pfx() {
  PfxImport made = legacy_only(
      {"the keychain reads what `openssl pkcs12 -legacy` writes", "钥匙串可读取 openssl pkcs12 -legacy 写出的文件"},
      kMacHash);
  add(made.rules, {"cipher:AES-256-CBC", "prf:SHA256"}, depends({}, kMacModern, kMac26, kKeychain));
  made.rules.push_back(depends("cipher:AES-128-CBC", kMacModern, kMac13, kKeychain));
  made.rules.push_back(depends("mac:SHA256", kMacModern, kMacHash, kKeychain));
  made.rules.push_back(depends("cipher:none",
                               {"macOS 15 refuses it with -f pkcs12 and reads it with -f openssl",
                                "macOS 15 用 -f pkcs12 会拒绝，用 -f openssl 可读取"},
                               kMacPlain, kPlain));
  made.rules.push_back(depends("password:empty",
                               {"macOS 15.1 refuses it with -f pkcs12 and reads it with -f openssl",
                                "macOS 15.1 用 -f pkcs12 会拒绝，用 -f openssl 可读取"},
                               kMacEmpty, kEmpty));
  return made;
}

PfxImport ios_pfx() {
  PfxImport made = legacy_only(
      {"iOS reads what `openssl pkcs12 -legacy` writes", "iOS 可读取 openssl pkcs12 -legacy 写出的文件"}, kApple);
  add(made.rules, {"cipher:AES-256-CBC", "prf:SHA256"}, depends({}, kIosModern, kIos17, kIosSays));
  made.rules.push_back(depends("mac:SHA256", kIosModern, kIosRefuses, kIosSays));
  return made;
}

PfxImport android_pfx() {
  PfxImport made = legacy_only({"Android reads triple DES with SHA-1", "Android 可读取三重 DES 加 SHA-1"}, kAndroid);
  add(made.rules, {"cipher:AES-256-CBC", "prf:SHA256", "mac:SHA256"},
      depends({}, kAndroidModern, kAndroid13, kIosSays));
  return made;
}

std::vector<Target> phone_targets() {
  return {phone("ios", "iOS", {"iphone", "ipados"}, ios_pfx()), phone("android", "Android", {}, android_pfx())};
}

}  // namespace certdoc::kb
