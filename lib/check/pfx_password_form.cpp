// In which form the password opened it. Programs turn the same typed characters into different bytes, take the line end
// along, or take no password for the empty one: then one opens the file and the next calls the password wrong.
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_contents.hpp"
#include "check/pfx_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;

constexpr std::array<std::string_view, 3> kDecides{"pfx-password-encoding", "pfx-password-newline",
                                                   "pfx-password-empty"};

bool is_encoding(PasswordForm form) {
  return form >= PasswordForm::bytes_as_characters;
}
bool is_line_end(PasswordForm form) {
  return form == PasswordForm::without_line_end || form == PasswordForm::with_line_end;
}
bool is_none(PasswordForm form) {
  return form == PasswordForm::absent || form == PasswordForm::empty;
}

// Where something was opened, and how.
struct Opened {
  PasswordForm form;
  std::string what, where;
};

bool differ(const std::vector<Opened>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Opened& one) { return one.form != all.front().form; });
}

// Whether it opens without one: then nothing was encoded, and no line end taken along.
bool is_healthy_without(Tally& tally, const LoadedFile& file, const Store& store, const std::vector<Opened>& all,
                        Lang lang) {
  const bool none = store.verdict == PasswordVerdict::fits && !all.empty() &&
                    std::all_of(all.begin(), all.end(), [](const Opened& one) { return is_none(one.form); });
  if (none) tally.healthy(say(lang, "{} opens without a password", "{} 不用密码即可打开", file.path));
  return none;
}

// Each place where they differ, else the first.
std::vector<Opened> opened_in(const Contents& contents, const Artifact& container, Lang lang) {
  const Store& store = *container.store;
  std::vector<Opened> all;
  if (store.form != PasswordForm::none && store.integrity.kind != Integrity::Kind::none) {
    all.push_back({store.form, say(lang, "integrity", "完整性校验"), contents.where(container)});
  }
  for (std::size_t n = 0; n < store.parts.size(); ++n) {
    if (store.parts[n].opened_by == PasswordForm::none) continue;
    all.push_back({store.parts[n].opened_by, say(lang, "part {}", "第 {} 部分", n + 1), contents.where(container)});
  }
  for (const Artifact* key : contents.keys) {
    const bool inside = key->parent && &contents.file.artifacts[*key->parent] == &container;
    if (!inside || !key->bag || key->bag->opened_by == PasswordForm::none) continue;
    all.push_back({key->bag->opened_by, say(lang, "private key", "私钥"), contents.where(*key)});
  }
  if (!all.empty() && !differ(all)) all.resize(1);
  return all;
}

Evidence evidence(const Opened& one, Lang lang) {
  std::string how = pfx::words(one.form, lang);
  if (how.empty()) how = say(lang, "as given", "按原样");
  return {.label = one.what,
          .expected = {},
          .actual = say(lang, "opened by the password {}", "打开方式：密码{}", how),
          .location = one.where};
}

// Which programs would not open it with the same password typed in. Who writes it so: passphrase-encoding(7), the
// section on PKCS#12, https://docs.openssl.org/3.0/man7/passphrase-encoding/
std::string who_fails(PasswordForm form, Lang lang) {
  if (form == PasswordForm::bytes_as_characters) {
    return say(lang, "Windows, Java, NSS and OpenSSL from 1.1.0 on; only OpenSSL before 1.1.0 writes it so",
               "Windows、Java、NSS、OpenSSL 1.1.0 及以后；只有 OpenSSL 1.1.0 之前这样写");
  }
  if (form == PasswordForm::bmp_string) {
    return say(lang, "whoever takes UTF-8 for PBES2, as OpenSSL does", "按 UTF-8 处理 PBES2 密码的程序，例如 OpenSSL");
  }
  return say(lang, "whoever encodes the password as the standard says", "按标准编码密码的程序");
}

void examine_encoding(Tally& tally, const LoadedFile& file, const std::vector<Opened>& all, const Store& store,
                      const Context& context) {
  const Lang lang = context.lang;
  for (const Opened& one : all) {
    if (!is_encoding(one.form)) continue;
    tally.sick(Severity::warning,
               say(lang, "{} opens only with the password {}", "{} 只有这样才能打开：密码{}", file.path,
                   pfx::words(one.form, lang)),
               evidence(one, lang));
    tally.add({.label = say(lang, "calls it wrong", "会报密码错误"),
               .expected = {},
               .actual = who_fails(one.form, lang),
               .location = {}});
  }
  const bool sick = std::any_of(all.begin(), all.end(), [](const Opened& one) { return is_encoding(one.form); });
  if (!sick && is_healthy_without(tally, file, store, all, lang)) return;
  const bool given = !sick && store.password > 0 && store.password <= context.ascii_passwords.size();
  if (!given) return;
  if (context.ascii_passwords[store.password - 1]) return tally.healthy();
  tally.sick(Severity::note,
             say(lang, "the password of {} has characters that programs encode differently",
                 "{} 的密码含有各程序编码不一致的字符", file.path),
             {.label = say(lang, "password", "密码"),
              .expected = say(lang, "letters and digits", "字母和数字"),
              .actual = say(lang, "not only ASCII", "含 ASCII 以外的字符"),
              .location = file.path});
}

void examine_line_end(Tally& tally, const LoadedFile& file, const std::vector<Opened>& all, const Store& store,
                      Lang lang) {
  for (const Opened& one : all) {
    if (!is_line_end(one.form)) continue;
    std::string message = one.form == PasswordForm::with_line_end
                              ? say(lang, "the password of {} ends in a line end, which no program lets you type",
                                    "{} 的密码末尾带有换行，在任何程序里都无法输入", file.path)
                              : say(lang, "the password given for {} has a line end that does not belong to it",
                                    "为 {} 给出的密码末尾多了换行", file.path);
    tally.sick(Severity::warning, std::move(message), evidence(one, lang));
  }
  if (is_healthy_without(tally, file, store, all, lang)) return;
  if (store.password > 0) tally.healthy();
}

void examine_empty(Tally& tally, const LoadedFile& file, const std::vector<Opened>& all, const Context& context) {
  const Lang lang = context.lang;
  if (std::none_of(all.begin(), all.end(), [](const Opened& one) { return is_none(one.form); })) {
    if (!all.empty()) tally.healthy();
    return;
  }
  const bool given = !context.ascii_passwords.empty();
  std::string message = say(lang, "{} is not protected by a password", "{} 没有密码保护", file.path);
  if (given) message = say(lang, "{} opens without the password given", "{} 不用给出的密码也能打开", file.path);
  if (differ(all)) {
    message = say(lang, "parts of {} are protected in different ways: programs will call the password wrong",
                  "{} 各部分的密码不一致：程序会报密码错误", file.path);
  }
  const Severity severity = given || differ(all) ? Severity::warning : Severity::note;
  for (const Opened& one : all) tally.sick(severity, message, evidence(one, lang));
}

void hide_where_healthy(std::optional<Finding>& finding) {
  if (finding && finding->verdict == Verdict::ruled_out) finding->severity = Severity::warning;
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  const Lang lang = context.lang;
  for (const LoadedFile& file : material.files) {
    const Contents contents(file);
    Tally encoding(kDecides[0], file), line_end(kDecides[1], file), empty(kDecides[2], file);
    for (const Artifact* container : contents.containers) {
      if (!container->store) continue;
      const auto all = opened_in(contents, *container, lang);
      examine_encoding(encoding, file, all, *container->store, context);
      examine_line_end(line_end, file, all, *container->store, lang);
      examine_empty(empty, file, all, context);
    }
    auto of_encoding =
        encoding.finding(say(lang, "the password of {} is plain ASCII", "{} 的密码为纯 ASCII", file.path));
    auto of_line_end =
        line_end.finding(say(lang, "the password of {} has no line end", "{} 的密码没有多余的换行", file.path));
    auto of_empty = empty.finding(say(lang, "{} is protected by a password", "{} 有密码保护", file.path));
    for (auto* finding : {&of_encoding, &of_line_end, &of_empty}) {
      hide_where_healthy(*finding);
      append(findings, std::move(*finding));
    }
  }
  return findings;
}

}  // namespace

constexpr Check kPfxPasswordForm{"pfx-password-form", kDecides, run};

}  // namespace certdoc
