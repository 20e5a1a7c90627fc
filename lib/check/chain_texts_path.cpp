// Sentences about the end of a path, validity, signatures, keys and CAs.
#include "check/chain_scene.hpp"

namespace certdoc {

using chain::Rule;

std::vector<RuleText> path_texts() {
  return {
      {Rule::expired, "{who} expired {days} days ago, on {not-after}", "{who} 已于 {not-after} 过期，距今 {days} 天"},
      {Rule::not_yet_valid, "{who} is not valid before {not-before}, in {days} days",
       "{who} 要到 {not-before} 才生效，还有 {days} 天"},
      {Rule::validity_reversed, "{who} ends before it begins: {not-before} to {not-after}",
       "{who} 的有效期首尾颠倒：{not-before} 至 {not-after}"},
      {Rule::issuer_missing, "the issuer of {who} is missing", "缺少 {who} 的颁发者证书"},
      {Rule::root_untrusted, "the chain ends in {who}, which is not trusted here",
       "证书链止于 {who}，它在此处不受信任"},
      {Rule::self_signed, "{who} is signed by itself, and is not trusted here", "{who} 是自签名证书，在此处不受信任"},
      {Rule::key_id_mismatch, "{by} signed {who}, but their key identifiers differ: OpenSSL does not take it",
       "{by} 签发了 {who}，但两者的密钥标识符不同：OpenSSL 不接受"},
      {Rule::search_cut, "the search was cut off at {who}: too many certificates look alike",
       "在 {who} 处停止搜索：相似的证书太多"},
      {Rule::signature_wrong, "the signature of {who} does not verify with the key of {by}",
       "{who} 的签名无法用 {by} 的公钥验证"},
      {Rule::signature_altered, "{who} was changed after {by} had signed it", "{who} 在由 {by} 签名之后被改动过"},
      {Rule::signature_unsupported, "the signature of {who} cannot be verified by this program",
       "本程序无法验证 {who} 的签名"},
      {Rule::signature_algorithms_differ, "{who} names one signature algorithm inside and another outside",
       "{who} 内外两处写的签名算法不同"},
      {Rule::signature_md5, "{who} is signed with {hash}, which can be forged", "{who} 使用可被伪造的 {hash} 签名",
       "SHA-256"},
      {Rule::signature_sha1, "{who} is signed with {hash}, which clients refuse",
       "{who} 使用 {hash} 签名，客户端会拒绝", "SHA-256"},
      {Rule::rsa_short, "the RSA key of {who} has {bits} bits only", "{who} 的 RSA 密钥只有 {bits} 位", "2048"},
      {Rule::rsa_breakable, "the RSA key of {who} has {bits} bits and can be broken",
       "{who} 的 RSA 密钥只有 {bits} 位，可被破解", "2048"},
      {Rule::rsa_odd, "the RSA key of {who} has {bits} bits, which is no multiple of 8",
       "{who} 的 RSA 密钥为 {bits} 位，不是 8 的倍数"},
      {Rule::rsa_exponent, "the RSA key of {who} has the public exponent {exponent}",
       "{who} 的 RSA 公钥指数为 {exponent}", "65537"},
      {Rule::ec_short, "the key of {who} has {bits} bits only ({curve})", "{who} 的密钥只有 {bits} 位（{curve}）",
       "256"},
      {Rule::ec_curve, "the key of {who} is on {curve}, which public CAs and browsers do not take",
       "{who} 的密钥使用 {curve}，公共 CA 和浏览器不接受", "P-256, P-384"},
      {Rule::ec_explicit, "the key of {who} spells its curve out instead of naming it",
       "{who} 的密钥写出曲线参数而非名称"},
      {Rule::dsa_key, "the key of {who} is DSA, {bits} bits: browsers have dropped it",
       "{who} 使用 {bits} 位 DSA 密钥：浏览器已不支持", "RSA 2048, EC P-256"},
      {Rule::key_unread, "the key of {who} cannot be read by this program", "本程序无法读取 {who} 的密钥"},
      {Rule::ca_missing, "{who} says that it is no CA, and issued a certificate all the same",
       "{who} 声明自己不是 CA，却签发了证书", "CA:TRUE"},
      {Rule::constraints_missing, "{who} issued a certificate without saying that it is a CA",
       "{who} 没有声明自己是 CA，却签发了证书", "basicConstraints CA:TRUE"},
      {Rule::v1_ca, "{who} is an X.509 version {version} certificate and cannot say that it is a CA",
       "{who} 是 X.509 v{version} 证书，无法声明自己是 CA", "3"},
      {Rule::path_length, "{who} allows {path-length} CAs below it, and there are {below}",
       "{who} 允许其下有 {path-length} 级 CA，实际有 {below} 级"},
      {Rule::key_usage_sign, "the keyUsage of {who} does not allow it to sign certificates",
       "{who} 的 keyUsage 不允许签发证书", "keyCertSign"},
      {Rule::constraints_not_critical, "the basicConstraints of {who} are not marked critical",
       "{who} 的 basicConstraints 没有标为关键"},
      {Rule::path_length_of_no_ca, "{who} has a path length and is no CA that signs",
       "{who} 不是签发用 CA，却带有路径长度"},
      {Rule::leaf_is_ca, "{who} is a CA certificate, used as a server's own", "{who} 是 CA 证书，却当作终端证书使用"},
  };
}

}  // namespace certdoc
