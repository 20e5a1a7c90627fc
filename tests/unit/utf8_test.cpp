#include <utf8proc.h>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/text.hpp"

#include "catch.hpp"
#include "numbers.hpp"

using namespace certdoc;

namespace {

std::string utf8_of(std::uint32_t point) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

// What utf8proc itself makes of it, without any shortcut.
std::string nfkc(const std::string& s, int more = 0) {
  utf8proc_uint8_t* out = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(s.data()), static_cast<utf8proc_ssize_t>(s.size()), &out,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | more));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
  REQUIRE(size >= 0);
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

std::string without_spare_blanks(const std::string& s) {
  std::string out;
  for (const char c : s) {
    const bool blank = std::string(" \t\n\v\f\r").find(c) != std::string::npos;
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return !out.empty() && out.back() == ' ' ? out.substr(0, out.size() - 1) : out;
}

}  // namespace

TEST_CASE("well-formed UTF-8 is told from what is not") {
  for (const char* good :
       {"", "plain", "\xC3\xA9", "\xE4\xB8\xAD\xE6\x96\x87", "\xF0\x9F\x94\x92", "\xEF\xBB\xBF", "\x7F"}) {
    CAPTURE(text::escaped(good));
    CHECK(text::is_utf8(good));
  }
  for (const char* bad : {"\x80", "a\xFF", "\xC3", "\xC3(", "\xE4\xB8", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80",
                          "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xF0\x9F\x94"}) {
    CAPTURE(text::escaped(bad));
    CHECK_FALSE(text::is_utf8(bad));
  }
  CHECK(text::is_utf8(std::string("a\0b", 3)));
}

TEST_CASE("full-width forms become plain ones") {
  CHECK(text::normal("０ｘ８００９２００４") == "0x80092004");
  CHECK(text::normal("ＣＲＹＰＴ＿Ｅ＿ＮＯＴ＿ＦＯＵＮＤ") == "CRYPT_E_NOT_FOUND");
  CHECK(text::normal("错误：６００１０２　＠９００２１１") == "错误:600102 @900211");
  CHECK(text::normal("ﬁle ①") == "file 1");
  CHECK(text::normal("e\xCC\x81") == "\xC3\xA9");
  CHECK(text::normal("Two  Blanks\tStay") == "Two  Blanks\tStay");
}

TEST_CASE("bytes that are no UTF-8 become replacement characters and the rest stays") {
  CHECK(text::normal("a\xFF"
                     "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(text::normal("中\xE4\xB8") == "中\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(text::folded("A\xFF"
                     "B") ==
        "a\xEF\xBF\xBD"
        "b");
}

TEST_CASE("folded text has no case and single blanks") {
  CHECK(text::folded("  Certificate\t\r\n VERIFY  failed ") == "certificate verify failed");
  CHECK(text::folded("ＣＥＲＴ　　ＥＲＲＯＲ　") == "cert error");
  CHECK(text::folded("ÄÖ STRASSE") == text::folded("äö Straße"));
  CHECK(text::folded(" \t ").empty());
  CHECK(text::folded("").empty());
}

TEST_CASE("every character is normalised as utf8proc does it, alone and among others") {
  for (std::uint32_t point = 1; point <= 0x3FFFF; ++point) {
    if (point >= 0xD800 && point < 0xE000) continue;
    const std::string glyph = utf8_of(point);
    const std::string among = "A中" + glyph + "文b";
    if (text::normal(glyph) == nfkc(glyph) && text::normal(among) == nfkc(among)) continue;
    CAPTURE(point);
    CHECK(text::normal(glyph) == nfkc(glyph));
    CHECK(text::normal(among) == nfkc(among));
  }
}

TEST_CASE("mixed text is normalised and folded as utf8proc does it") {
  const std::vector<std::string> alphabet{"a",
                                          "Z",
                                          "0",
                                          " ",
                                          "\t",
                                          "-",
                                          "中",
                                          "龥",
                                          "鿿",
                                          "、",
                                          "。",
                                          "「",
                                          "】",
                                          "　",
                                          "！",
                                          "Ａ",
                                          "ｚ",
                                          "～",
                                          "９",
                                          "〒",
                                          "が",
                                          "か",
                                          "\xE3\x82\x99",
                                          "e",
                                          "\xCC\x81",
                                          "ß",
                                          "Σ",
                                          "ﬁ",
                                          "ｶﾞ",
                                          "한",
                                          "\xF0\x9F\x94\x92",
                                          "￥",
                                          "〓",
                                          "㈱",
                                          "\xE2\x80\x8B"};
  Numbers numbers;
  for (int round = 0; round < 20000; ++round) {
    std::string s;
    for (std::size_t left = 1 + numbers.below(12); left > 0; --left) s += alphabet[numbers.below(alphabet.size())];
    CAPTURE(s);
    REQUIRE(text::normal(s) == nfkc(s));
    REQUIRE(text::folded(s) == without_spare_blanks(nfkc(s, UTF8PROC_CASEFOLD)));
  }
}

TEST_CASE("letters of ASCII are folded whatever the locale") {
  CHECK(text::lower("AZaz09_É") == "azaz09_É");
  CHECK(text::upper("AZaz09_é") == "AZAZ09_é");
  CHECK(text::equal_ignoring_case("Crypt_E", "cRYPT_e"));
  CHECK_FALSE(text::equal_ignoring_case("crypt", "crypts"));
  CHECK(text::trim(" \t\r\n a b \v\f") == "a b");
  CHECK(text::trim(" \n ").empty());
}

TEST_CASE("a long run of combining marks is cut, so that no line takes seconds to normalise") {
  const auto repeated = [](std::string_view s, int times) {
    std::string out;
    while (times-- > 0) out += s;
    return out;
  };
  // Marks below behind marks above; marks that are none before they are decomposed; U+0F73, which is two.
  for (const std::string& run : {repeated("\xCC\x81", 16000) + repeated("\xCC\x96", 16000),
                                 repeated("\xCC\x81", 9000) + repeated("\xEF\xBE\x9E", 9000),
                                 repeated("\xE0\xBD\xB3", 20000), repeated("\xCC\x81", 29) + "\xE0\xBD\xB3"}) {
    CHECK(text::normal("e" + run + " 0x80092004").size() < 150);
    CHECK(text::folded("e" + run + " 0x80092004").size() < 150);
    CHECK(text::normal("e" + run + " 0x80092004").ends_with(" 0x80092004"));
  }
}

TEST_CASE("thirty combining marks stay, on every letter anew") {
  const auto marks = [](int times) {
    std::string out;
    while (times-- > 0) out += "\xCC\x96";
    return out;
  };
  CHECK(text::normal("x" + marks(30)) == "x" + marks(30));
  CHECK(text::normal("x" + marks(31) + "y" + marks(30)) == "x" + marks(30) + "y" + marks(30));
  CHECK(text::normal("Mu\xCC\x88ller") == "Müller");
}
