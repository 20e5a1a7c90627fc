#include "check/revocation_texts.hpp"

#include <fmt/format.h>
#include <array>
#include <charconv>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "base/text.hpp"
#include "chain/crl_entry.hpp"
#include "check/fill.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kTitle = 60;  // columns of a page's title

// `"Sign in"`: a page of a captive portal mostly says in its title what it is.
std::string title_in(Lang lang, const std::string& title) {
  if (title.empty()) return {};
  return say(lang, " \"{}\"", "“{}”", text::shortened(title, kTitle));
}

template <class Problem>
std::string sentence(const Problem& problem, Lang lang) {
  const auto& known = text_of(problem.rule);
  return filled(lang == Lang::zh ? known.zh : known.en, [&](std::string_view word) -> std::string {
    const std::string* value = problem.value(word);
    if (word == "title") return title_in(lang, value == nullptr ? "" : *value);
    return value == nullptr ? "?" : shown_value(word, *value);
  });
}

struct ReasonWords {
  std::string_view name, en, zh;
};

// RFC 5280 5.3.1.
constexpr std::array kReasons{
    ReasonWords{"unspecified", "no reason given", "未说明原因"},
    ReasonWords{"keyCompromise", "its private key is known to others", "私钥泄露"},
    ReasonWords{"cACompromise", "the key of the CA is known to others", "CA 密钥泄露"},
    ReasonWords{"affiliationChanged", "a name in it no longer holds", "证书中的信息已变更"},
    ReasonWords{"superseded", "it has been replaced", "已被新证书取代"},
    ReasonWords{"cessationOfOperation", "it is no longer needed", "停止使用"},
    ReasonWords{"certificateHold", "on hold; the CA can lift that", "证书冻结，CA 可以解除"},
    ReasonWords{"privilegeWithdrawn", "a right that it states was withdrawn", "权限被撤销"},
    ReasonWords{"aACompromise", "the key of the attribute authority is known to others", "属性授权机构密钥泄露"},
};

struct LabelWords {
  std::string_view label, en, zh;
};

constexpr std::array kLabels{
    LabelWords{"next-update", "next update", "下次更新"},
    LabelWords{"this-update", "this update", "本次更新"},
    LabelWords{"not-after", "not after", "到期时间"},
    LabelWords{"not-before", "not before", "生效时间"},
    LabelWords{"signer", "signed by", "签名者"},
    LabelWords{"issuer", "issuer", "颁发者"},
    LabelWords{"title", "its title", "页面标题"},
    LabelWords{"refresh", "leads to", "跳转到"},
    LabelWords{"looks-like", "it is", "实际为"},
    LabelWords{"responder", "responder", "应答者"},
    LabelWords{"status", "status", "状态"},
};

}  // namespace

std::string_view phase_id(JudgedPhase phase) {
  switch (phase) {
    case JudgedPhase::parse: return "parse";
    case JudgedPhase::signature: return "signature";
    case JudgedPhase::freshness: return "freshness";
    case JudgedPhase::answer: return "answer";
  }
  return {};
}

std::string sentence_of(const chain::CrlProblem& problem, Lang lang) {
  return sentence(problem, lang);
}

std::string sentence_of(const chain::OcspProblem& problem, Lang lang) {
  return sentence(problem, lang);
}

std::string reason_words(std::string_view name, Lang lang) {
  for (const ReasonWords& one : kReasons) {
    if (one.name == name) return say(lang, "{} ({})", "{}（{}）", name, lang == Lang::zh ? one.zh : one.en);
  }
  return std::string(name);
}

std::string value_label(std::string_view label, Lang lang) {
  for (const LabelWords& one : kLabels) {
    if (one.label == label) return say(lang, one.en, one.zh);
  }
  return std::string(label);
}

std::string shown_value(std::string_view label, const std::string& value) {
  if (label == "extension") return algorithm_name(value);
  if (label == "hash" && value == "sha1") return "SHA-1";
  if (label == "hash" && value.starts_with("md")) return text::upper(value);
  return value;
}

}  // namespace certdoc
