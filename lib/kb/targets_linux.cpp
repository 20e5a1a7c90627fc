// nginx, Apache httpd and HAProxy. They read files through OpenSSL's PEM reader, so most rules are the same; what the
// sources do not say was tried with OpenSSL 3.0.19 (SSL_CTX_use_certificate and s_server).
#include "kb/targets_parts.hpp"

namespace certdoc::kb {
namespace {

constexpr std::string_view kNginx = "https://nginx.org/en/docs/http/ngx_http_ssl_module.html";
constexpr std::string_view kApache = "https://httpd.apache.org/docs/2.4/mod/mod_ssl.html";
constexpr std::string_view kHaproxy = "https://docs.haproxy.org/2.8/configuration.html#5.1-crt";
constexpr std::string_view kPostfix = "https://www.postfix.org/TLS_README.html#server_cert_key";
constexpr std::string_view kDovecot = "https://doc.dovecot.org/2.3/configuration_manual/dovecot_ssl_configuration/";
constexpr std::string_view kHaproxyKeys =
    "https://docs.cloudera.com/cloudera-manager/7.9.5/managing-clusters/topics/cm-ha-proxy-sample-configuration.html";
constexpr std::string_view kPem = "https://www.openssl.org/docs/man3.0/man3/PEM_read_bio_PrivateKey.html";
constexpr std::string_view kLevels = "https://www.openssl.org/docs/man3.0/man3/SSL_CTX_set_security_level.html";
constexpr std::string_view kEdwards = "https://www.openssl.org/docs/man3.0/man7/EVP_PKEY-ED25519.html";
constexpr std::string_view kCurves = "https://www.openssl.org/docs/man3.0/man7/EVP_PKEY-EC.html";
constexpr std::string_view kRsa = "https://www.openssl.org/docs/man3.0/man7/EVP_PKEY-RSA.html";
constexpr std::string_view kSm2 = "https://www.openssl.org/docs/man3.0/man7/SM2.html";
constexpr std::string_view kMlDsa = "https://docs.openssl.org/3.5/man7/EVP_PKEY-ML-DSA/";

std::vector<TargetRule> key_forms() {
  return {
      yes("pkcs8", {"PKCS#8 in PEM is read", "可读取 PEM 格式的 PKCS#8"}, kPem),
      yes("pkcs1", {"the traditional RSA form is read", "可读取传统 RSA 私钥格式"}, kPem),
      yes("sec1", {"the traditional EC form is read", "可读取传统 EC 私钥格式"}, kPem),
      yes("dsa-key", {"the traditional DSA form is read", "可读取传统 DSA 私钥格式"}, kPem),
      no("openssh-key", {"OpenSSH's own key form is unknown to OpenSSL", "OpenSSL 不认识 OpenSSH 私钥格式"}, kPem),
      no("putty-key", {"PuTTY's key form is unknown to OpenSSL", "OpenSSL 不认识 PuTTY 私钥格式"}, kPem),
  };
}

std::vector<TargetRule> texts() {
  return {
      yes("trusted-certificate",
          {"OpenSSL reads its own TRUSTED CERTIFICATE form too", "OpenSSL 也能读取它自己的 TRUSTED CERTIFICATE 格式"},
          kPem),
      unsure("utf8-bom",
             {"OpenSSL 3 skips a byte-order mark, older releases find no BEGIN line behind it",
              "OpenSSL 3 会跳过 BOM，旧版本找不到 BEGIN 行"},
             kPem),
      no("utf16", {"the BEGIN line is looked for in ASCII", "只按 ASCII 查找 BEGIN 行"}, kPem),
      no("cr-line-ends", {"lines must end with LF or CR LF", "行尾必须是 LF 或 CR LF"}, kPem),
  };
}

std::vector<TargetRule> keys_and_hashes() {
  return {
      yes("alg:rsa", {"RSA keys work", "支持 RSA 密钥"}, kRsa),
      yes("alg:rsa-pss", {"RSA-PSS keys work since OpenSSL 1.1.1", "OpenSSL 1.1.1 起支持 RSA-PSS 密钥"}, kRsa),
      yes("alg:ec-p256", {"P-256 works", "支持 P-256"}, kCurves),
      yes("alg:ec-p384", {"P-384 works", "支持 P-384"}, kCurves),
      yes("alg:ec-p521", {"P-521 works", "支持 P-521"}, kCurves),
      yes("alg:ed25519", {"Ed25519 works since OpenSSL 1.1.1", "OpenSSL 1.1.1 起支持 Ed25519"}, kEdwards),
      yes("alg:ed448", {"Ed448 works since OpenSSL 1.1.1", "OpenSSL 1.1.1 起支持 Ed448"}, kEdwards),
      no("alg:sm2",
         {"OpenSSL 3.0 reads SM2 keys but has no TLS with them: unknown certificate type",
          "OpenSSL 3.0 能读 SM2 密钥，但不支持用它做 TLS：unknown certificate type"},
         kSm2),
      unsure("alg:ml-dsa", {"ML-DSA needs OpenSSL 3.5", "ML-DSA 需要 OpenSSL 3.5"}, kMlDsa),
      no("hash:md5", {"OpenSSL 3 refuses MD5 signatures: ca md too weak", "OpenSSL 3 拒绝 MD5 签名：ca md too weak"},
         kLevels),
      no("hash:sha1",
         {"OpenSSL 3 refuses SHA-1 signatures from security level 1 on: ca md too weak",
          "OpenSSL 3 在安全级别 1 及以上拒绝 SHA-1 签名：ca md too weak"},
         kLevels),
      yes("hash:sha256", {"SHA-256 works", "支持 SHA-256"}, kLevels),
      yes("hash:sha384", {"SHA-384 works", "支持 SHA-384"}, kLevels),
      yes("hash:sha512", {"SHA-512 works", "支持 SHA-512"}, kLevels),
  };
}

// What a program says that documents PEM files and nothing else.
std::vector<TargetRule> pem_only(std::string_view source) {
  const TargetText pem{"files are read in PEM", "读取 PEM 文件"};
  const TargetText other{"only PEM is read", "只读取 PEM"};
  return {yes("pem-certificate", pem, source),
          yes("pem-key", pem, source),
          yes("pem-bundle", pem, source),
          no("der-certificate", other, source),
          no("base64-certificate", other, source),
          no("der-key", other, source),
          no("pkcs12", other, source),
          no("pkcs7-pem", other, source),
          no("pkcs7-der", other, source),
          no("jks", other, source),
          no("jceks", other, source),
          no("sm2-file", other, source)};
}

// `passphrase` goes for both encrypted forms of a key.
std::vector<TargetRule> openssl_rules(std::string_view source, const TargetRule& passphrase) {
  std::vector<TargetRule> rules = joined(joined(joined(pem_only(source), key_forms()), texts()), keys_and_hashes());
  for (const std::string_view form : {"key:encrypted", "pkcs8-encrypted", "legacy-encrypted-key"}) {
    rules.push_back({form, passphrase.accepts, passphrase.why, passphrase.source});
  }
  return rules;
}

Target nginx() {
  return {.name = "nginx",
          .aliases = {"openresty", "tengine"},
          .title = "nginx",
          .platform = "linux",
          .accounts = {"www-data", "nginx"},
          .reads_key_as_root = true,
          .selinux_type = "cert_t",
          .rules = openssl_rules(kNginx, yes("key:encrypted",
                                             {"ssl_password_file (nginx 1.7.3 and later) gives the passphrase",
                                              "可用 ssl_password_file 提供密码（nginx 1.7.3 起）"},
                                             kNginx))};
}

Target apache() {
  return {.name = "apache",
          .aliases = {"httpd", "apache2", "apache-httpd"},
          .title = "Apache HTTP Server",
          .platform = "linux",
          .accounts = {"www-data", "apache", "wwwrun"},
          .reads_key_as_root = true,
          .selinux_type = "cert_t",
          .rules = openssl_rules(kApache, yes("key:encrypted",
                                              {"SSLPassPhraseDialog with a program gives the passphrase",
                                               "可用 SSLPassPhraseDialog 指定程序提供密码"},
                                              kApache))};
}

Target haproxy() {
  std::vector<TargetRule> rules = openssl_rules(
      kHaproxy, no("key:encrypted", {"HAProxy cannot be told a passphrase for a key", "HAProxy 无法为私钥提供密码"},
                   kHaproxyKeys));
  rules.push_back(yes("pem-bundle",
                      {"certificate, chain and key in one PEM file, or the key beside it in NAME.key since 2.2",
                       "证书、证书链和私钥放在一个 PEM 文件里；2.2 起私钥也可放在旁边的 NAME.key"},
                      kHaproxy));
  return {.name = "haproxy",
          .aliases = {},
          .title = "HAProxy",
          .platform = "linux",
          .accounts = {"haproxy"},
          .reads_key_as_root = true,
          .selinux_type = "cert_t",
          .rules = std::move(rules)};
}

// "The private key must not be encrypted", and is read before Postfix gives up root.
Target postfix() {
  return {.name = "postfix",
          .aliases = {},
          .title = "Postfix",
          .platform = "linux",
          .accounts = {"postfix"},
          .reads_key_as_root = true,
          .selinux_type = "cert_t",
          .rules = openssl_rules(kPostfix, no("key:encrypted",
                                              {"the key must not be encrypted: Postfix cannot be told a passphrase",
                                               "私钥不得加密：无法为 Postfix 提供密码"},
                                              kPostfix))};
}

// The files are read as root, so keys may be 0600 root:root.
Target dovecot() {
  return {.name = "dovecot",
          .aliases = {},
          .title = "Dovecot",
          .platform = "linux",
          .accounts = {"dovecot"},
          .reads_key_as_root = true,
          .selinux_type = "cert_t",
          .rules = openssl_rules(
              kDovecot, yes("key:encrypted",
                            {"ssl_key_password gives the passphrase", "可用 ssl_key_password 提供密码"}, kDovecot))};
}

}  // namespace

std::vector<Target> linux_targets() {
  return {nginx(), apache(), haproxy(), postfix(), dovecot()};
}

}  // namespace certdoc::kb
