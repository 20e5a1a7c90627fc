#include "kb/targets_chain.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc::kb {
namespace {

using Deviation = ChainDeviation;
using Effect = ChainEffect;

constexpr std::string_view kNginx = "https://nginx.org/en/docs/http/configuring_https_servers.html";
constexpr std::string_view kApache = "https://httpd.apache.org/docs/2.4/mod/mod_ssl.html#sslcertificatefile";
constexpr std::string_view kApacheSource = "https://github.com/apache/httpd/blob/2.4.x/modules/ssl/ssl_engine_init.c";
constexpr std::string_view kHaproxy = "https://docs.haproxy.org/2.8/configuration.html#5.1-crt";
constexpr std::string_view kHaproxySource = "https://github.com/haproxy/haproxy/blob/v2.8.0/src/ssl_ckch.c";
constexpr std::string_view kPostfix = "https://www.postfix.org/TLS_README.html";
constexpr std::string_view kIis =
    "https://learn.microsoft.com/en-us/troubleshoot/developer/webapps/iis/www-authentication-authorization/"
    "configure-intermediate-certificates";
constexpr std::string_view kKeytool = "https://docs.oracle.com/en/java/javase/17/docs/specs/man/keytool.html";
constexpr std::string_view kTls = "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2";

ChainRule sent_as_it_stands() {
  return {Deviation::order,
          Effect::clients_fail,
          {"it sends the certificates as they stand; strict clients refuse them",
           "它按文件中的顺序发送；严格的客户端会拒绝"},
          "",
          kTls};
}
ChainRule starts_incomplete() {
  return {Deviation::missing,
          Effect::clients_fail,
          {"it starts, and sends an incomplete chain: curl, Java and phone apps refuse it",
           "它能启动，但发送的链不完整：curl、Java、手机应用会拒绝"},
          "",
          kTls};
}
ChainRule sends_root() {
  return {Deviation::root,
          Effect::forgives,
          {"it sends the root along, which does no harm", "它会一并发送根证书，无害"},
          "",
          kTls};
}

ChainTarget nginx() {
  return {"nginx",
          "nginx",
          {"openresty", "tengine"},
          {"ssl_certificate: the server's own certificate first, then the intermediates, in one PEM file; the key in "
           "ssl_certificate_key",
           "ssl_certificate：一个 PEM 文件，服务器证书在前，中间证书在后；私钥放在 ssl_certificate_key"},
          kNginx,
          true,
          false,
          {{Deviation::leaf_not_first,
            Effect::refuses,
            {"it takes the first certificate for its own, and the key does not fit it: it does not start",
             "它把第一张当作自己的证书，与私钥不匹配：无法启动"},
            "key values mismatch",
            kNginx},
           sent_as_it_stands(),
           starts_incomplete(),
           sends_root()}};
}

ChainTarget apache() {
  return {"apache",
          "Apache HTTP Server",
          {"httpd", "apache2", "apache-httpd"},
          {"SSLCertificateFile: own certificate, then the intermediates from leaf to root (2.4.8 and later; before: "
           "SSLCertificateChainFile); the key in SSLCertificateKeyFile",
           "SSLCertificateFile：服务器证书在前，中间证书依次在后（2.4.8 起；之前用 SSLCertificateChainFile）；私钥放在 "
           "SSLCertificateKeyFile"},
          kApache,
          true,
          false,
          {{Deviation::leaf_not_first,
            Effect::refuses,
            {"it takes the first certificate for its own, and the key does not fit it: it does not start",
             "它把第一张当作自己的证书，与私钥不匹配：无法启动"},
            "AH02565: Certificate and private key ... do not match",
            kApacheSource},
           sent_as_it_stands(),
           starts_incomplete(),
           sends_root()}};
}

ChainTarget haproxy() {
  return {"haproxy",
          "HAProxy",
          {},
          {"crt: own certificate, intermediates and key in one PEM file; the key may be in FILE.key beside it (2.2)",
           "crt：一个 PEM 文件，依次为服务器证书、中间证书和私钥；私钥也可放在旁边的 FILE.key（2.2 起）"},
          kHaproxy,
          true,
          true,
          {{Deviation::leaf_not_first,
            Effect::refuses,
            {"it takes the first certificate for its own, and the key does not fit it: it does not start",
             "它把第一张当作自己的证书，与私钥不匹配：无法启动"},
            "inconsistencies between private key and certificate loaded",
            kHaproxySource},
           sent_as_it_stands(),
           starts_incomplete(),
           sends_root()}};
}

ChainTarget postfix() {
  return {"postfix",
          "Postfix",
          {},
          {"smtpd_tls_cert_file: own certificate first, then the issuing CAs, in one PEM file; the key, without a "
           "passphrase, in smtpd_tls_key_file",
           "smtpd_tls_cert_file：一个 PEM 文件，服务器证书在前，颁发者依次在后；私钥（不加密）放在 smtpd_tls_key_file"},
          kPostfix,
          true,
          false,
          {{Deviation::leaf_not_first,
            Effect::unknown,
            {"the server's own certificate is to come first; what it does otherwise was not looked up",
             "服务器证书应在最前；否则会怎样尚未查证"},
            "",
            kPostfix},
           sent_as_it_stands(),
           starts_incomplete(),
           sends_root()}};
}

std::vector<ChainRule> windows_rules() {
  const TargetText forgiven{"it builds the chain itself, from the computer's certificate stores: order does not matter",
                            "它自己用计算机证书存储构建证书链，与文件顺序无关"};
  return {
      {Deviation::leaf_not_first, Effect::forgives, forgiven, "", kIis},
      {Deviation::order, Effect::forgives, forgiven, "", kIis},
      {Deviation::missing,
       Effect::clients_fail,
       {"intermediates must be in the Intermediate Certification Authorities store of the computer, or they are not "
        "sent",
        "中间证书必须在计算机的“中间证书颁发机构”存储中，否则不会发送"},
       "",
       kIis},
      {Deviation::root, Effect::forgives, {"it does not send the root", "它不会发送根证书"}, "", kIis}};
}

ChainTarget iis() {
  return {"iis",
          "IIS",
          {},
          {"a PFX with key, certificate and intermediates, imported into the computer's store",
           "包含私钥、证书和中间证书的 PFX，导入计算机证书存储"},
          kIis,
          false,
          true,
          windows_rules()};
}

ChainTarget exchange() {
  return {"exchange",
          "Microsoft Exchange",
          {},
          {"a PFX with key, certificate and intermediates, imported into the computer's store",
           "包含私钥、证书和中间证书的 PFX，导入计算机证书存储"},
          kIis,
          false,
          true,
          windows_rules()};
}

ChainTarget java() {
  return {"java",
          "Java",
          {"tomcat"},
          {"a PKCS#12 keystore with key and the whole chain; keytool -importcert takes the CA's reply",
           "包含私钥和完整证书链的 PKCS#12 密钥库；CA 的回复用 keytool -importcert 导入"},
          kKeytool,
          false,
          true,
          {{Deviation::leaf_not_first,
            Effect::forgives,
            {"keytool puts the certificates of a reply in order by itself", "keytool 会自行整理回复中证书的顺序"},
            "",
            kKeytool},
           {Deviation::order,
            Effect::forgives,
            {"keytool puts the certificates of a reply in order by itself", "keytool 会自行整理回复中证书的顺序"},
            "",
            kKeytool},
           {Deviation::missing,
            Effect::refuses,
            {"keytool does not import a reply whose issuers it cannot find", "找不到颁发者时 keytool 不会导入回复"},
            "keytool error: java.lang.Exception: Failed to establish chain from reply",
            kKeytool}}};
}

}  // namespace

const std::vector<ChainTarget>& chain_targets() {
  static const std::vector<ChainTarget> all{nginx(), apache(), haproxy(), iis(), exchange(), java(), postfix()};
  return all;
}

const ChainTarget* find_chain_target(std::string_view name_or_alias) {
  const std::string name = text::lower(name_or_alias);
  const auto is_it = [&](const ChainTarget& target) {
    return target.name == name || std::find(target.aliases.begin(), target.aliases.end(), name) != target.aliases.end();
  };
  const auto found = std::find_if(chain_targets().begin(), chain_targets().end(), is_it);
  return found == chain_targets().end() ? nullptr : &*found;
}

const ChainRule* rule(const ChainTarget& target, ChainDeviation deviation) {
  const auto found = std::find_if(target.rules.begin(), target.rules.end(),
                                  [&](const ChainRule& one) { return one.deviation == deviation; });
  return found == target.rules.end() ? nullptr : &*found;
}

}  // namespace certdoc::kb
