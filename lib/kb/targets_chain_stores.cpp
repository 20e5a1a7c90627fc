// Programs with a key store of their own. What keytool of Java 17 does is tried by tests/servers/chain_targets_test;
// IIS and Exchange could not be tried.
#include "kb/targets_chain.hpp"

namespace certdoc::kb {
namespace {

using Deviation = ChainDeviation;
using Effect = ChainEffect;

constexpr std::string_view kIis =
    "https://learn.microsoft.com/en-us/troubleshoot/developer/webapps/iis/www-authentication-authorization/"
    "configure-intermediate-certificates";
constexpr std::string_view kAssignKey =
    "https://learn.microsoft.com/en-us/troubleshoot/developer/webapps/iis/development/assign-certificate-private-key";
constexpr std::string_view kKeytool = "https://docs.oracle.com/en/java/javase/17/docs/specs/man/keytool.html";

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
      {Deviation::other_key,
       Effect::refuses,
       {"Windows joins a certificate only to the key that it was issued for: without that key it cannot be chosen",
        "Windows 只把证书与签发时所用的密钥配对；没有该密钥就无法选用此证书"},
       "",
       kAssignKey},
      {Deviation::root, Effect::forgives, {"it does not send the root", "它不会发送根证书"}, "", kIis}};
}

ChainTarget windows(std::string_view name, std::string_view title) {
  return {name,
          title,
          {},
          {"a PFX with key, certificate and intermediates, imported into the computer's store; where the request was "
           "made there, the certificates alone (.p7b)",
           "包含私钥、证书和中间证书的 PFX，导入计算机证书存储；若申请在该机上生成，只需证书（.p7b）"},
          kIis,
          ChainForm::store,
          name,
          windows_rules()};
}

ChainTarget java() {
  const TargetText ordered{"keytool puts the certificates of a reply in order by itself",
                           "keytool 会自行整理回复中证书的顺序"};
  return {
      "java",
      "Java",
      {"tomcat", "java-8", "java-11", "java-17", "java-21"},
      {"a PKCS#12 keystore with key and the whole chain; keytool -importcert takes the CA's reply where the request "
       "was made there",
       "包含私钥和完整证书链的 PKCS#12 密钥库；若申请在该密钥库生成，CA 的回复用 keytool -importcert 导入"},
      kKeytool,
      ChainForm::store,
      "java-8",
      {{Deviation::leaf_not_first, Effect::forgives, ordered, "", kKeytool},
       {Deviation::order, Effect::forgives, ordered, "", kKeytool},
       {Deviation::missing,
        Effect::refuses,
        {"keytool does not import a reply whose issuers it cannot find", "找不到颁发者时 keytool 不会导入回复"},
        "keytool error: java.lang.Exception: Failed to establish chain from reply",
        kKeytool},
       {Deviation::other_key,
        Effect::refuses,
        {"keytool imports a reply only over the key that it was issued for", "keytool 只把回复导入到对应的私钥条目"},
        "keytool error: java.lang.Exception: Public keys in reply and keystore don't match",
        kKeytool},
       {Deviation::der, Effect::forgives, {"keytool reads DER as well", "keytool 也能读取 DER"}, "", kKeytool}}};
}

}  // namespace

std::vector<ChainTarget> store_chain_targets() {
  return {windows("iis", "IIS"), windows("exchange", "Microsoft Exchange"), java()};
}

}  // namespace certdoc::kb
