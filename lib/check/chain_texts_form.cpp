// Sentences about the form of certificates, and the look-up of all sentences.
#include <array>

#include "check/chain_scene.hpp"

namespace certdoc {

using chain::Rule;

std::vector<RuleText> form_texts() {
  return {
      {Rule::extension_critical_unknown, "{who} has the critical extension {extension}, which is not understood",
       "{who} 含有无法识别的关键扩展 {extension}"},
      {Rule::extension_twice, "{who} has the extension {extension} twice", "{who} 中的扩展 {extension} 出现两次"},
      {Rule::extension_malformed, "the extension {extension} of {who} is malformed",
       "{who} 的扩展 {extension} 格式错误"},
      {Rule::extensions_without_v3, "{who} has extensions without being version 3", "{who} 不是 v3 却带有扩展"},
      {Rule::serial_zero, "the serial number of {who} is zero", "{who} 的序列号为零"},
      {Rule::serial_negative, "the serial number of {who} is negative", "{who} 的序列号为负数"},
      {Rule::serial_too_long, "the serial number of {who} is longer than 20 bytes", "{who} 的序列号超过 20 字节"},
      {Rule::issuer_empty, "{who} names no issuer", "{who} 的颁发者为空"},
      {Rule::subject_empty, "{who} has no subject, and no critical subjectAltName instead",
       "{who} 的主题为空，也没有关键的 subjectAltName"},
      {Rule::v1_leaf, "{who} is an X.509 version {version} certificate", "{who} 是 X.509 v{version} 证书", "3"},
      {Rule::key_id_missing, "{who} lacks a key identifier ({missing})", "{who} 缺少密钥标识符（{missing}）"},
  };
}

namespace {

constexpr auto kRules = static_cast<std::size_t>(Rule::count_of_rules);

std::array<RuleText, kRules> all_texts() {
  std::array<RuleText, kRules> all{};
  for (auto* part : {&path_texts, &purpose_texts, &form_texts}) {
    for (const RuleText& text : part()) all[static_cast<std::size_t>(text.rule)] = text;
  }
  return all;
}

}  // namespace

const RuleText& rule_text(Rule rule) {
  static const auto all = all_texts();
  return all[static_cast<std::size_t>(rule)];
}

}  // namespace certdoc
