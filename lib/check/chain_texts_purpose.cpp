// Sentences about names, purposes and revocation.
#include "check/chain_scene.hpp"

namespace certdoc {

using chain::Rule;

std::vector<RuleText> purpose_texts() {
  return {
      {Rule::name_excluded, "{by} must not issue for {name}, which is in {who}",
       "{by} 被禁止为 {name} 签发证书，而它出现在 {who} 中"},
      {Rule::name_not_permitted, "{by} may not issue for {name}, which is in {who}",
       "{name} 不在 {by} 允许签发的范围内，而它出现在 {who} 中"},
      {Rule::name_unsupported, "{by} constrains names of the kind {name}, which nobody can compare",
       "{by} 限制了 {name} 这类无法比较的名称"},
      {Rule::constraint_malformed, "the nameConstraints of {who} are malformed", "{who} 的 nameConstraints 格式错误"},
      {Rule::constraint_misplaced, "{who} is no CA and has nameConstraints", "{who} 不是 CA，却带有 nameConstraints"},
      {Rule::constraint_not_critical, "the nameConstraints of {who} are not marked critical: old clients ignore them",
       "{who} 的 nameConstraints 没有标为关键：旧客户端会忽略"},
      {Rule::constraint_too_many, "{who} has too many names and constraints to compare",
       "{who} 的名称和约束太多，无法比较"},
      {Rule::purpose_missing, "{who} is not for {wanted}: it may be used for {found}",
       "{who} 不用于 {wanted}：它只可用于 {found}"},
      {Rule::purpose_any_only, "{who} is for any purpose; some clients want {wanted} itself",
       "{who} 允许任何用途；有的客户端要求明确写出 {wanted}"},
      {Rule::purpose_of_ca, "{who} may not issue for {wanted}, but for {found} only",
       "{who} 不可为 {wanted} 签发证书，只可用于 {found}"},
      {Rule::purpose_key_usage, "the keyUsage of {who} does not allow {wanted}: {key-usage}",
       "{who} 的 keyUsage 不允许 {wanted}：{key-usage}"},
      {Rule::purpose_not_critical, "the extended key usage of {who} is not marked critical, as time stamping wants",
       "{who} 的增强型密钥用法没有按时间戳的要求标为关键"},
      {Rule::purpose_not_alone, "{who} may be used for more than time stamping: {found}",
       "{who} 除时间戳外还有别的用途：{found}", "timeStamping"},
      {Rule::purpose_absent, "{who} does not say what it may be used for; {wanted} is asked for",
       "{who} 没有写明用途；此处要求 {wanted}"},
      {Rule::host_mismatch, "{who} is not for {host}", "{who} 不适用于 {host}"},
      {Rule::host_only_in_common_name, "{who} has {host} as its common name only, which clients no longer read",
       "{who} 只在通用名（CN）里写了 {host}，客户端已不再读取"},
      {Rule::san_missing, "{who} has no subjectAltName: browsers take no name from it",
       "{who} 没有 subjectAltName：浏览器不认其中任何名称"},
      {Rule::common_name_not_in_san, "the common name {common-name} is not among the names of {who}",
       "通用名 {common-name} 不在 {who} 的 subjectAltName 中"},
      {Rule::wildcard_form, "the name {name} of {who} matches nothing", "{who} 中的名称 {name} 不匹配任何主机"},
      {Rule::wildcard_over_suffix, "the wildcard {name} of {who} is over a public suffix: others can have names in it",
       "{who} 的通配符 {name} 覆盖整个公共后缀，其下的名称可由他人注册"},
      {Rule::wildcard_suffix_unknown,
       "whether the wildcard {name} of {who} is over a public suffix is not known: this machine has no Public Suffix "
       "List (package publicsuffix)",
       "无法判断 {who} 的通配符 {name} 是否覆盖公共后缀：本机没有公共后缀列表（软件包 publicsuffix）"},
      {Rule::revoked, "{who} was revoked on {date}", "{who} 已于 {date} 被吊销"},
      {Rule::crl_expired, "the CRL of {by} was due to be replaced on {next-update}",
       "{by} 的 CRL 应在 {next-update} 前更新"},
      {Rule::crl_not_yet_valid, "the CRL of {by} begins on {this-update}", "{by} 的 CRL 从 {this-update} 起才有效"},
      {Rule::crl_signature, "the CRL of {by} was not signed by it", "{by} 的 CRL 不是由它签名的"},
      {Rule::crl_key_usage, "the keyUsage of {by} does not allow it to sign CRLs", "{by} 的 keyUsage 不允许签发 CRL",
       "cRLSign"},
      {Rule::crl_without_number, "the CRL of {by} has no number", "{by} 的 CRL 没有编号"},
      {Rule::crl_malformed, "the CRL of {by} is malformed", "{by} 的 CRL 格式错误"},
      {Rule::crl_critical_unknown, "the CRL of {by} has a critical extension that is not understood: {extension}",
       "{by} 的 CRL 含有无法识别的关键扩展：{extension}"},
      {Rule::crl_scope, "the CRL of {by} does not cover {who}, or not for all reasons",
       "{by} 的 CRL 不覆盖 {who}，或不覆盖全部吊销原因"},
      {Rule::crl_delta, "the delta CRL of {by} says little without the complete CRL that it belongs to",
       "{by} 的增量 CRL 缺少与之配套的完整 CRL，单独说明不了问题"},
  };
}

}  // namespace certdoc
