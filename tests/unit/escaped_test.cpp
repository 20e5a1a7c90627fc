#include <string>

#include "base/text.hpp"

#include "catch.hpp"

using namespace certdoc;

TEST_CASE("text that can be printed stays as it is") {
  for (const char* harmless :
       {"", "server.crt", "a b\\c\"'$(x)`", "证书已过期，请重新申请。", "Müller", "\xF0\x9F\x94\x92"}) {
    CHECK(text::escaped(harmless) == harmless);
  }
}

TEST_CASE("control characters become visible escapes") {
  CHECK(text::escaped("\x1b[31mred\x1b[0m") == "\\x1b[31mred\\x1b[0m");
  CHECK(text::escaped("a\nb\rc\td\x7F") == "a\\x0ab\\x0dc\\x09d\\x7f");
  CHECK(text::escaped(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(text::escaped("\xC2\x9B"
                      "31m") == "\\u009b31m");
}

TEST_CASE("characters that hide or reorder text become visible escapes") {
  CHECK(text::escaped("gpj.\xE2\x80\xAE"
                      "exe") == "gpj.\\u202eexe");
  CHECK(text::escaped("\xE2\x81\xA6\xE2\x81\xA9") == "\\u2066\\u2069");
  CHECK(text::escaped("a\xE2\x80\x8B"
                      "b") == "a\\u200bb");
  CHECK(text::escaped("\xEF\xBB\xBF") == "\\ufeff");
  CHECK(text::escaped("a\xE2\x80\xA8"
                      "b\xE2\x80\xA9") == "a\\u2028b\\u2029");
  CHECK(text::escaped("\xEE\x80\x80") == "\\ue000");
  CHECK(text::escaped("\xF3\xA0\x80\x81") == "\\ue0001");
}

TEST_CASE("bytes that are no UTF-8 become escapes one by one") {
  CHECK(text::escaped("a\xFF\xFE"
                      "b") == "a\\xff\\xfeb");
  CHECK(text::escaped("\xC0\x80") == "\\xc0\\x80");
  CHECK(text::escaped("\xED\xA0\x80") == "\\xed\\xa0\\x80");
  CHECK(text::escaped("中\xE4\xB8") == "中\\xe4\\xb8");
}

TEST_CASE("every single byte comes out printable") {
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    const std::string out = text::escaped(std::string(1, static_cast<char>(byte)));
    REQUIRE_FALSE(out.empty());
    for (const char c : out) CHECK((c >= 0x20 && c < 0x7F));
  }
}
