#include "check/pfx_words.hpp"

#include <fmt/format.h>
#include <limits>

#include "base/say.hpp"

namespace certdoc::pfx {
namespace {

constexpr std::uint64_t kSaturated = std::numeric_limits<std::uint64_t>::max();

std::string iterations(std::uint64_t number, Lang lang) {
  if (number == 0) return {};
  if (number == kSaturated) return say(lang, ", an absurd number of iterations", "，迭代次数大得离谱");
  if (number == 1) return say(lang, ", 1 iteration", "，1 次迭代");
  return say(lang, ", {} iterations", "，{} 次迭代", grouped(number));
}

std::string kdf(const Encryption& encryption, Lang lang) {
  if (encryption.kdf.empty()) return {};
  const std::string_view comma = lang == Lang::zh ? "，" : ", ";
  if (encryption.prf.empty()) return fmt::format("{}{}", comma, encryption.kdf);
  return say(lang, "{}{} with {}", "{}{}（{}）", comma, encryption.kdf, encryption.prf);
}

std::string mac(const Integrity& integrity, Lang lang) {
  return say(lang, "MAC with {}", "MAC（{}）", integrity.digest) + iterations(integrity.iterations, lang);
}

std::string pbmac1(const Integrity& integrity, Lang lang) {
  return say(lang, "PBMAC1: HMAC with {}, PBKDF2 with {}", "PBMAC1：HMAC（{}），PBKDF2（{}）", integrity.digest,
             integrity.prf) +
         iterations(integrity.iterations, lang);
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string words(const Encryption& encryption, Lang lang) {
  // sun.security.provider.KeyProtector, https://github.com/openjdk/jdk
  if (encryption.scheme == "1.3.6.1.4.1.42.2.17.1.1")
    return say(lang, "JKS, SHA-1, 1 iteration", "JKS，SHA-1，1 次迭代");
  const std::string& first = encryption.cipher.empty() ? encryption.scheme : encryption.cipher;
  return first + kdf(encryption, lang) + iterations(encryption.iterations, lang);
}

std::string words(const Integrity& integrity, Lang lang) {
  switch (integrity.kind) {
    case Integrity::Kind::none: return say(lang, "none", "无");
    case Integrity::Kind::mac: return mac(integrity, lang);
    case Integrity::Kind::pbmac1: return pbmac1(integrity, lang);
    case Integrity::Kind::signature: return say(lang, "a signature, not by the password", "数字签名，与密码无关");
    case Integrity::Kind::keystore: return say(lang, "SHA-1 with the password", "含密码的 SHA-1 摘要");
  }
  return {};
}

std::string words(PasswordForm form, Lang lang) {
  switch (form) {
    case PasswordForm::none:
    case PasswordForm::as_given: break;
    case PasswordForm::absent: return say(lang, "left out altogether", "完全不用密码");
    case PasswordForm::empty: return say(lang, "left empty", "为空");
    case PasswordForm::without_line_end: return say(lang, "without its line end", "去掉末尾换行");
    case PasswordForm::with_line_end: return say(lang, "with a line end behind it", "末尾加上换行");
    case PasswordForm::bytes_as_characters:
      return say(lang, "with every byte of its UTF-8 form taken for a character", "把 UTF-8 的每个字节当作一个字符");
    case PasswordForm::gb18030_characters:
      return say(lang, "with every byte of its GB18030 form taken for a character",
                 "把 GB18030 的每个字节当作一个字符");
    case PasswordForm::latin1: return say(lang, "in Latin-1", "按 Latin-1 编码");
    case PasswordForm::gb18030: return say(lang, "in GB18030", "按 GB18030 编码");
    case PasswordForm::bmp_string: return say(lang, "as UTF-16 where UTF-8 is due", "在应为 UTF-8 处用了 UTF-16");
    case PasswordForm::question_marks:
      return say(lang, "with a question mark for every character outside ASCII", "把 ASCII 以外的字符换成问号");
  }
  return {};
}

}  // namespace certdoc::pfx
