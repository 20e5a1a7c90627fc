// Java, Tomcat and the macOS keychain. What the sources do not say of Java was tried with OpenJDK 17.0.15.
#include "kb/targets_parts.hpp"
#include "kb/targets_pfx.hpp"

namespace certdoc::kb {
namespace {

constexpr std::string_view kKeytool = "https://docs.oracle.com/en/java/javase/17/docs/specs/man/keytool.html";
constexpr std::string_view kJsse =
    "https://docs.oracle.com/en/java/javase/17/security/java-secure-socket-extension-jsse-reference-guide.html";
constexpr std::string_view kEdwards = "https://openjdk.org/jeps/339";
constexpr std::string_view kMlDsa = "https://openjdk.org/jeps/497";
constexpr std::string_view kProviders = "https://docs.oracle.com/en/java/javase/17/security/oracle-providers.html";
constexpr std::string_view kTomcat =
    "https://tomcat.apache.org/tomcat-9.0-doc/config/http.html#SSL_Support_-_Certificate";
constexpr std::string_view kKeychain = "https://developer.apple.com/documentation/security/seckeychainitemimport";
constexpr std::string_view kApple = "https://support.apple.com/en-us/HT210176";

std::vector<TargetRule> java_forms() {
  const TargetText import{"keytool imports a certificate or PKCS#7 into a key store",
                          "keytool 可把证书或 PKCS#7 导入密钥库"};
  const TargetText no_key{"keytool cannot import a private key on its own; put it into a PKCS#12 first",
                          "keytool 不能单独导入私钥，须先放进 PKCS#12"};
  const TargetText store{"Java opens this key store", "Java 可打开这种密钥库"};
  return {yes("pem-certificate", import, kKeytool),
          yes("der-certificate", import, kKeytool),
          yes("trusted-certificate", import, kKeytool),
          yes("pkcs7-pem", import, kKeytool),
          yes("pkcs7-der", import, kKeytool),
          yes("pkcs12", store, kKeytool),
          yes("jks", store, kKeytool),
          yes("jceks", store, kKeytool),
          no("pem-key", no_key, kKeytool),
          no("der-key", no_key, kKeytool),
          no("pem-bundle", no_key, kKeytool),
          yes("key:encrypted", {"the password of the key store is configured", "密钥库密码写在配置里"}, kJsse),
          no("utf8-bom",
             {"keytool cannot parse a file that starts with a byte-order mark", "keytool 无法解析以 BOM 开头的文件"},
             kKeytool),
          no("utf16", {"keytool cannot parse UTF-16", "keytool 无法解析 UTF-16"}, kKeytool),
          yes("cr-line-ends", {"keytool reads lines that end with CR", "keytool 可读取以 CR 结尾的行"}, kKeytool)};
}

std::vector<TargetRule> java_algorithms() {
  const TargetText curves{"P-256, P-384 and P-521 work", "支持 P-256、P-384、P-521"};
  const TargetText removed{"other curves were removed in JDK 16", "JDK 16 起已移除其他曲线"};
  const TargetText edwards{"EdDSA works since JDK 15", "JDK 15 起支持 EdDSA"};
  return {yes("alg:rsa", {"RSA keys work", "支持 RSA 密钥"}, kProviders),
          yes("alg:rsa-pss", {"RSASSA-PSS works since JDK 11", "JDK 11 起支持 RSASSA-PSS"}, kProviders),
          yes("alg:ec-p256", curves, kProviders),
          yes("alg:ec-p384", curves, kProviders),
          yes("alg:ec-p521", curves, kProviders),
          unsure("alg:ec-other", removed, kProviders),
          unsure("alg:ec-brainpool", removed, kProviders),
          yes("alg:ed25519", edwards, kEdwards),
          yes("alg:ed448", edwards, kEdwards),
          no("alg:sm2",
             {"the JDK's own providers have no SM2; a provider such as Bouncy Castle or Kona is needed",
              "JDK 自带提供程序不支持 SM2，需要 Bouncy Castle、Kona 等提供程序"},
             kProviders),
          unsure("alg:ml-dsa", {"ML-DSA came with JDK 24", "ML-DSA 自 JDK 24 起支持"}, kMlDsa),
          no("hash:md5", {"MD5 is in jdk.certpath.disabledAlgorithms", "MD5 已列入 jdk.certpath.disabledAlgorithms"},
             kJsse),
          unsure("hash:sha1",
                 {"SHA-1 is refused for TLS servers under the JDK's own roots",
                  "TLS 服务器证书若由 JDK 自带根签发，SHA-1 会被拒绝"},
                 kJsse),
          yes("hash:sha256", {"SHA-256 works", "支持 SHA-256"}, kProviders),
          yes("hash:sha384", {"SHA-384 works", "支持 SHA-384"}, kProviders),
          yes("hash:sha512", {"SHA-512 works", "支持 SHA-512"}, kProviders)};
}

Target java(std::string_view name, std::string_view title, std::vector<std::string_view> aliases, JavaPfx release) {
  return {.name = name,
          .aliases = std::move(aliases),
          .title = title,
          .platform = "any",
          .accounts = {},
          .reads_key_as_root = false,
          .selinux_type = {},
          .rules = joined(java_forms(), java_algorithms()),
          .use = "any",
          .pfx = java_pfx(release)};
}

// Since 8.5 Tomcat reads PEM files beside key stores.
Target tomcat() {
  std::vector<TargetRule> rules = joined(java_forms(), java_algorithms());
  const TargetText pem{"certificateFile and certificateKeyFile are PEM, since Tomcat 8.5",
                       "certificateFile 和 certificateKeyFile 使用 PEM（Tomcat 8.5 起）"};
  const TargetText other{"only a key store or PEM is read", "只读取密钥库或 PEM"};
  for (const std::string_view form : {"pem-certificate", "pem-key", "pem-bundle", "pkcs8"}) {
    rules.push_back(yes(form, pem, kTomcat));
  }
  for (const std::string_view form : {"der-certificate", "der-key", "pkcs7-pem", "pkcs7-der"}) {
    rules.push_back(no(form, other, kTomcat));
  }
  const TargetText password{"certificateKeyPassword gives the passphrase", "可用 certificateKeyPassword 提供密码"};
  for (const std::string_view form : {"key:encrypted", "pkcs8-encrypted"}) {
    rules.push_back(yes(form, password, kTomcat));
  }
  const TargetText newer{"depends on the Tomcat release", "取决于 Tomcat 版本"};
  for (const std::string_view form : {"pkcs1", "sec1", "legacy-encrypted-key", "alg:ed25519", "alg:ed448"}) {
    rules.push_back(unsure(form, newer, kTomcat));
  }
  return {.name = "tomcat",
          .aliases = {"tomcat8", "tomcat9", "tomcat10", "tomcat11"},
          .title = "Apache Tomcat",
          .platform = "any",
          .accounts = {"tomcat"},
          .reads_key_as_root = false,
          .selinux_type = "cert_t",
          .rules = std::move(rules),
          .pfx = java_pfx(JavaPfx::not_named)};
}

Target macos() {
  const TargetText import{"the keychain imports it", "钥匙串可以导入"};
  const TargetText weak{"Apple refuses TLS servers whose certificate is not signed with SHA-2",
                        "苹果拒绝未用 SHA-2 签名的 TLS 服务器证书"};
  const TargetText java{"Java key stores are unknown to the keychain", "钥匙串不认识 Java 密钥库"};
  return {.name = "macos",
          .aliases = {"mac", "keychain", "osx"},
          .title = "macOS",
          .platform = "macos",
          .accounts = {"_www"},
          .reads_key_as_root = false,
          .selinux_type = {},
          .rules = {yes("pem-certificate", import, kKeychain), yes("der-certificate", import, kKeychain),
                    yes("pkcs12", import, kKeychain), yes("pkcs7-pem", import, kKeychain),
                    yes("pkcs7-der", import, kKeychain), yes("pem-key", import, kKeychain),
                    yes("pem-bundle", import, kKeychain), yes("pkcs8", import, kKeychain), no("jks", java, kKeychain),
                    no("jceks", java, kKeychain),
                    yes("key:encrypted", {"the import asks for the password", "导入时会询问密码"}, kKeychain),
                    yes("alg:rsa", {"RSA from 2048 bits on works", "支持 2048 位及以上的 RSA"}, kApple),
                    yes("hash:sha256", {"SHA-256 works", "支持 SHA-256"}, kApple), no("hash:sha1", weak, kApple),
                    no("hash:md5", weak, kApple)},
          .use = "any",
          .pfx = macos_pfx()};
}

}  // namespace

std::vector<Target> java_targets() {
  return {java("java", "Java", {"keytool", "jdk", "openjdk"}, JavaPfx::not_named),
          java("java-8", "Java 8", {"java8", "jdk8", "jdk-8"}, JavaPfx::java_8),
          java("java-11", "Java 11", {"java11", "jdk11", "jdk-11"}, JavaPfx::java_11),
          java("java-17", "Java 17 and later", {"java17", "jdk17", "jdk-17", "java-21"}, JavaPfx::java_17),
          tomcat(),
          macos()};
}

}  // namespace certdoc::kb
