// Servers that read PEM files. What nginx 1.22, Apache 2.4, HAProxy 2.6 and Postfix 3.7 do is tried by
// tests/servers/chain_targets_test, which holds this table to it.
#include "kb/targets_chain.hpp"

namespace certdoc::kb {
namespace {

using Deviation = ChainDeviation;
using Effect = ChainEffect;

constexpr std::string_view kNginx = "https://nginx.org/en/docs/http/configuring_https_servers.html#chains";
constexpr std::string_view kApache = "https://httpd.apache.org/docs/2.4/mod/mod_ssl.html#sslcertificatefile";
constexpr std::string_view kApacheSource = "https://github.com/apache/httpd/blob/2.4.x/modules/ssl/ssl_engine_init.c";
constexpr std::string_view kHaproxy = "https://docs.haproxy.org/2.8/configuration.html#5.1-crt";
constexpr std::string_view kHaproxySource = "https://github.com/haproxy/haproxy/blob/v2.8.0/src/ssl_ckch.c";
constexpr std::string_view kPostfix = "https://www.postfix.org/postconf.5.html#smtpd_tls_cert_file";
constexpr std::string_view kDovecot =
    "https://doc.dovecot.org/2.3/configuration_manual/dovecot_ssl_configuration/#chained-ssl-certificates";
constexpr std::string_view kTls = "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2";

// All of them send what stands in the file, as it stands there.
std::vector<ChainRule> sent_as_it_stands() {
  return {{Deviation::order,
           Effect::clients_fail,
           {"it sends the certificates as they stand; strict clients refuse them",
            "它按文件中的顺序发送；严格的客户端会拒绝"},
           "",
           kTls},
          {Deviation::missing,
           Effect::clients_fail,
           {"it starts, and sends an incomplete chain: curl, Java and phone apps refuse it",
            "它能启动，但发送的链不完整：curl、Java、手机应用会拒绝"},
           "",
           kTls},
          {Deviation::extra,
           Effect::forgives,
           {"it sends it along, which costs bytes and does no other harm", "它会一并发送，只是多占字节，无其他影响"},
           "",
           kTls},
          {Deviation::root,
           Effect::forgives,
           {"it sends the root along, which does no harm", "它会一并发送根证书，无害"},
           "",
           kTls}};
}

std::vector<ChainRule> with(std::vector<ChainRule> rules) {
  for (ChainRule& rule : sent_as_it_stands()) rules.push_back(rule);
  return rules;
}

ChainTarget nginx() {
  return {"nginx",
          "nginx",
          {"openresty", "tengine"},
          {"ssl_certificate: the server's own certificate first, then the intermediates, in one PEM file; the key in "
           "ssl_certificate_key",
           "ssl_certificate：一个 PEM 文件，服务器证书在前，中间证书在后；私钥放在 ssl_certificate_key"},
          kNginx,
          ChainForm::pem,
          {},
          with({{Deviation::leaf_not_first,
                 Effect::refuses,
                 {"it takes the first certificate for its own, and the key does not fit it: it does not start",
                  "它把第一张当作自己的证书，与私钥不匹配：无法启动"},
                 "key values mismatch",
                 kNginx},
                {Deviation::other_key,
                 Effect::refuses,
                 {"it compares key and certificate, and does not start", "它会比对私钥与证书，不匹配则无法启动"},
                 "key values mismatch",
                 kNginx},
                {Deviation::der,
                 Effect::refuses,
                 {"it reads PEM only, and does not start", "它只读取 PEM，无法启动"},
                 "PEM routines::no start line",
                 kNginx}})};
}

ChainTarget apache() {
  return {"apache",
          "Apache HTTP Server",
          {"httpd", "apache2", "apache-httpd"},
          {"SSLCertificateFile: own certificate, then the intermediates from leaf to root (2.4.8 and later; before: "
           "SSLCertificateChainFile); the key in SSLCertificateKeyFile. configtest reads none of them: only starting "
           "tells",
           "SSLCertificateFile：服务器证书在前，中间证书依次在后（2.4.8 起；之前用 SSLCertificateChainFile）；私钥放在 "
           "SSLCertificateKeyFile。configtest 不会读取这些文件，启动时才会发现问题"},
          kApache,
          ChainForm::pem,
          {},
          with({{Deviation::leaf_not_first,
                 Effect::refuses,
                 {"it takes the first certificate for its own, and the key does not fit it: it does not start, though "
                  "configtest says Syntax OK",
                  "它把第一张当作自己的证书，与私钥不匹配：无法启动，而 configtest 仍显示 Syntax OK"},
                 "AH02565: Certificate and private key ... do not match",
                 kApacheSource},
                {Deviation::other_key,
                 Effect::refuses,
                 {"it compares key and certificate, and does not start, though configtest says Syntax OK",
                  "它会比对私钥与证书，不匹配则无法启动，而 configtest 仍显示 Syntax OK"},
                 "AH02565: Certificate and private key ... do not match",
                 kApacheSource},
                {Deviation::der,
                 Effect::refuses,
                 {"it reads PEM only, and does not start, though configtest says Syntax OK",
                  "它只读取 PEM，无法启动，而 configtest 仍显示 Syntax OK"},
                 "AH02562: Failed to configure certificate ...",
                 kApacheSource}})};
}

ChainTarget haproxy() {
  return {"haproxy",
          "HAProxy",
          {},
          {"crt: own certificate, intermediates and key in one PEM file; the key may be in FILE.key beside it (2.2)",
           "crt：一个 PEM 文件，依次为服务器证书、中间证书和私钥；私钥也可放在旁边的 FILE.key（2.2 起）"},
          kHaproxy,
          ChainForm::pem_with_key,
          {},
          with({{Deviation::leaf_not_first,
                 Effect::refuses,
                 {"it takes the first certificate for its own, and the key does not fit it: it does not start",
                  "它把第一张当作自己的证书，与私钥不匹配：无法启动"},
                 "inconsistencies between private key and certificate loaded",
                 kHaproxySource},
                {Deviation::other_key,
                 Effect::refuses,
                 {"it compares key and certificate, and does not start", "它会比对私钥与证书，不匹配则无法启动"},
                 "inconsistencies between private key and certificate loaded",
                 kHaproxySource},
                {Deviation::key_elsewhere,
                 Effect::refuses,
                 {"it looks for the key in the file of the certificate and in FILE.key beside it, and does not start",
                  "它只在证书文件和旁边的 FILE.key 中查找私钥，找不到则无法启动"},
                 "No Private Key found in '...'",
                 kHaproxySource},
                {Deviation::der,
                 Effect::refuses,
                 {"it reads PEM only, and does not start", "它只读取 PEM，无法启动"},
                 "unable to load certificate from file '...'",
                 kHaproxySource}})};
}

ChainTarget postfix() {
  const TargetText disables{
      "it starts and goes on without TLS: clients read 454 TLS not available, and the log tells why",
      "它能启动，但停用 TLS：客户端收到 454 TLS not available，原因在日志中"};
  return {"postfix",
          "Postfix",
          {},
          {"smtpd_tls_cert_file: own certificate first, then the issuing CAs, in one PEM file; the key, without a "
           "passphrase, in smtpd_tls_key_file",
           "smtpd_tls_cert_file：一个 PEM 文件，服务器证书在前，颁发者依次在后；私钥（不加密）放在 smtpd_tls_key_file"},
          kPostfix,
          ChainForm::pem,
          {},
          with({{Deviation::leaf_not_first, Effect::refuses, disables, "key values mismatch", kPostfix},
                {Deviation::other_key, Effect::refuses, disables, "key values mismatch", kPostfix},
                {Deviation::der, Effect::refuses, disables, "disabling TLS support", kPostfix}})};
}

// What Dovecot 2.3 does is tried by tests/servers/preflight_test.
ChainTarget dovecot() {
  const TargetText fails{
      "it starts, and each TLS connection fails: the log says that the SSL server context cannot be initialized",
      "它能启动，但每个 TLS 连接都会失败：日志显示无法初始化 SSL server context"};
  const std::string_view other = "Key is for a different cert than ssl_cert";
  return {
      "dovecot",
      "Dovecot",
      {},
      {"ssl_cert = <FILE: own certificate first, then the intermediates, in one PEM file; the key in ssl_key = <FILE",
       "ssl_cert = <文件：一个 PEM 文件，服务器证书在前，中间证书在后；私钥放在 ssl_key = <文件"},
      kDovecot,
      ChainForm::pem,
      {},
      with({{Deviation::leaf_not_first, Effect::refuses, fails, other, kDovecot},
            {Deviation::other_key, Effect::refuses, fails, other, kDovecot},
            {Deviation::der, Effect::refuses, fails, "Can't load SSL certificate", kDovecot}})};
}

}  // namespace

std::vector<ChainTarget> unix_chain_targets() {
  return {nginx(), apache(), haproxy(), postfix(), dovecot()};
}

}  // namespace certdoc::kb
