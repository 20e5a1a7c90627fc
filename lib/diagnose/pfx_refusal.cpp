// What speaks against a new PFX before anything is made.
#include "diagnose/pfx_refusal.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "check/forms.hpp"

namespace certdoc {
namespace {

// The forms of files that the target reads, as its table says: `certificate in PEM, private key in PEM`.
std::string readable_forms(const kb::Target& target, Lang lang) {
  constexpr std::array<std::string_view, 9> kForms{"pem-certificate",
                                                   "der-certificate",
                                                   "base64-certificate",
                                                   "pem-bundle",
                                                   "pem-key",
                                                   "der-key",
                                                   "pkcs7-pem",
                                                   "jks",
                                                   "jceks"};
  std::string out;
  for (const std::string_view form : kForms) {
    const kb::TargetRule* rule = kb::rule(target, form);
    if (rule == nullptr || rule->accepts != kb::Accepts::yes) continue;
    out += (out.empty() ? "" : lang == Lang::zh ? "、" : ", ") + form_name(form, lang);
  }
  return out;
}

Error no_pfx(const kb::Target& target) {
  const std::string en = readable_forms(target, Lang::en), zh = readable_forms(target, Lang::zh);
  const kb::TargetRule* rule = kb::rule(target, "pkcs12");
  const bool refuses = rule != nullptr && rule->accepts == kb::Accepts::no;
  return {
      Error::Kind::usage,
      refuses ? fmt::format("{} reads no PFX", target.title)
              : fmt::format("nothing is known of which PFX {} reads", target.title),
      en.empty() ? "name another target with --for" : "it reads: " + en,
      refuses ? fmt::format("{} 不能读取 PFX", target.title) : fmt::format("不清楚 {} 能读取哪种 PFX", target.title),
      zh.empty() ? "请用 --for 指定其他目标" : "它可以读取：" + zh};
}

// What this target cannot do with such a password; null: nothing is known against it.
const kb::PfxRule* refusal_of_password(const kb::PfxImport& import, const SecretBytes& password) {
  const bool ascii = std::all_of(password.begin(), password.end(), [](std::uint8_t byte) { return byte < 0x80; });
  if (password.empty()) return refusal_of(import, "password:empty");
  return ascii ? nullptr : refusal_of(import, "password:non-ascii");
}

}  // namespace

const kb::PfxRule* refusal_of(const kb::PfxImport& import, std::string_view what) {
  const auto found = std::find_if(import.rules.begin(), import.rules.end(), [&](const kb::PfxRule& rule) {
    return rule.what == what && rule.accepts == kb::Accepts::no;
  });
  return found == import.rules.end() ? nullptr : &*found;
}

std::optional<Error> refusal_of_writing(const kb::Target& target, const WritePfxOptions& options) {
  if (!options.password) {
    return Error{Error::Kind::usage, "without --out-pass no private key is written", "add --out-pass env:VAR",
                 "没有 --out-pass 就不会写出私钥", "请加上 --out-pass env:VAR"};
  }
  if (!target.pfx) return no_pfx(target);
  const kb::PfxRule* rule = refusal_of_password(*target.pfx, *options.password);
  if (rule == nullptr) return std::nullopt;
  return Error{Error::Kind::usage,
               fmt::format("{} does not read a PFX with such a password: {}", target.title, rule->why.en),
               "choose another password, of ASCII characters",
               fmt::format("{} 不能读取使用此类密码的 PFX：{}", target.title, rule->why.zh), "请换用 ASCII 字符的密码"};
}

}  // namespace certdoc
