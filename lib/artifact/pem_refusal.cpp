// What could not be read, in words: which byte, which line, and what the rest looks like.
#include <utf8proc.h>

#include "artifact/armor_reader.hpp"
#include "base/say.hpp"

namespace certdoc {

// `'*' (U+002A)`, `U+201C`, or `\x93` where the file is not Unicode.
std::string ArmorReader::character_name(std::size_t at) const {
  const std::string_view rest = text_.substr(at);
  utf8proc_int32_t point = 0;
  const auto width = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                      static_cast<utf8proc_ssize_t>(std::min<std::size_t>(rest.size(), 4)), &point);
  if (width <= 0) return fmt::format("\\x{:02x}", static_cast<unsigned char>(rest.front()));
  if (point > ' ' && point < 0x7F) return fmt::format("'{}' (U+{:04X})", static_cast<char>(point), point);
  return fmt::format("U+{:04X}", static_cast<unsigned>(point));
}

void ArmorReader::refuse_character(std::size_t at, const SecretBytes& before) {
  damages_.unread(Flaw::bad_base64, at, [&] {
    const std::size_t offset = source_.place(at).offset;
    const bool bytewise = source_.form() == TextForm::latin && source_.source()[offset] >= 0x80;
    const std::string name = bytewise ? fmt::format("\\x{:02x}", source_.source()[offset]) : character_name(at);
    const auto announced = announced_length(before);
    if (!announced) return say(lang_, "{} is no character of base64", "{} 不是 base64 字符", name);
    return say(lang_, "{} is no character of base64; before it stand {} of {} bytes of DER",
               "{} 不是 base64 字符；其前已有 DER 共 {}/{} 字节", name, std::min(before.size(), *announced),
               *announced);
  });
}

void ArmorReader::refuse_empty(const Marker& begin) {
  damages_.unread(Flaw::empty_block, begin.start, [&] {
    return say(lang_, "nothing stands between BEGIN and END ({})", "BEGIN 与 END 之间没有内容（{}）", begin.label);
  });
}

void ArmorReader::refuse_count(const Base64& decoded, std::size_t at) {
  damages_.unread(Flaw::bad_base64, at, [&] {
    if (decoded.whole()) {
      return say(lang_, "the base64 text cannot be read with certainty: its padding or alphabet is wrong",
                 "base64 文本无法可靠读取：填充或字母表有误");
    }
    return say(lang_, "{} base64 characters are no whole number of bytes; one is missing or too many",
               "{} 个 base64 字符不能构成整数个字节，缺少或多出了字符", decoded.characters);
  });
}

void ArmorReader::refuse_cut_off(std::size_t announced, std::size_t there, std::size_t at) {
  damages_.unread(Flaw::cut_off, at, [&] {
    return say(lang_, "cut off: the DER announces {} bytes, {} are there",
               "内容被截断：DER 声明有 {} 字节，实际只有 {} 字节", announced, there);
  });
}

}  // namespace certdoc
