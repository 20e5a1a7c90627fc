#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"

#include "catch.hpp"
#include "numbers.hpp"

using namespace certdoc;

namespace {

std::string without_blanks(std::string s) {
  s.erase(std::remove(s.begin(), s.end(), ' '), s.end());
  return s;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line;
  return all;
}

bool starts_with_any(const std::string& line, const std::vector<std::string>& glyphs) {
  return std::any_of(glyphs.begin(), glyphs.end(), [&](const std::string& glyph) { return line.starts_with(glyph); });
}

bool ends_with_any(const std::string& line, const std::vector<std::string>& glyphs) {
  return std::any_of(glyphs.begin(), glyphs.end(), [&](const std::string& glyph) { return line.ends_with(glyph); });
}

const std::vector<std::string> kClosing{"，", "。", "、", "；", "：", "！", "？", "）", "》", "」", "』", "】"};
const std::vector<std::string> kOpening{"（", "《", "「", "『", "【"};

}  // namespace

TEST_CASE("width counts the columns of a terminal") {
  CHECK(text::width("") == 0);
  CHECK(text::width("abc") == 3);
  CHECK(text::width("证书") == 4);
  CHECK(text::width("ａ，") == 4);
  CHECK(text::width("e\xCC\x81") == 1);
  CHECK(text::width("Müller") == 6);
  CHECK(text::width("\xFF\xFF") == 2);
}

TEST_CASE("text that fits is not shortened") {
  CHECK(text::shortened("certificate", 11) == "certificate");
  CHECK(text::shortened("证书", 4) == "证书");
  CHECK(text::shortened("", 1).empty());
}

TEST_CASE("shortened text ends in an ellipsis and keeps to its columns") {
  CHECK(text::shortened("certificate", 5) == "cert…");
  CHECK(text::shortened("证书已过期", 5) == "证书…");
  CHECK(text::shortened("证书已过期", 6) == "证书…");
  const std::string mixed = "a证b书c已d过e期f";
  for (std::size_t columns = 1; columns < text::width(mixed); ++columns) {
    const std::string cut = text::shortened(mixed, columns);
    CAPTURE(columns);
    CHECK(text::is_utf8(cut));
    CHECK(text::width(cut) <= columns);
    CHECK(cut.ends_with("…"));
    CHECK(mixed.starts_with(cut.substr(0, cut.size() - std::string("…").size())));
  }
}

TEST_CASE("Western text is broken at blanks only") {
  CHECK(text::wrapped("the private key does not fit", 12) ==
        std::vector<std::string>{"the private", "key does not", "fit"});
  CHECK(text::wrapped("one", 12) == std::vector<std::string>{"one"});
  CHECK(text::wrapped("", 12) == std::vector<std::string>{""});
  CHECK(text::wrapped("a  b   c", 12) == std::vector<std::string>{"a b c"});
}

TEST_CASE("a word that is longer than a line gets a line of its own, unbroken") {
  CHECK(text::wrapped("see https://example.org/a/very/long/path now", 10) ==
        std::vector<std::string>{"see", "https://example.org/a/very/long/path", "now"});
}

TEST_CASE("Chinese text is broken between characters and never before its closing punctuation") {
  CHECK(text::wrapped("证书已过期", 4) == std::vector<std::string>{"证书", "已过", "期"});
  CHECK(text::wrapped("证书过期，重新申请。", 8) == std::vector<std::string>{"证书过", "期，重新", "申请。"});
  CHECK(text::wrapped("请看（证书）", 6) == std::vector<std::string>{"请看", "（证", "书）"});
}

TEST_CASE("a Latin word inside Chinese text stays in one piece") {
  CHECK(text::wrapped("请用certutil命令", 10) == std::vector<std::string>{"请用", "certutil命", "令"});
  CHECK(text::wrapped("导出PFX，再导入", 7) == std::vector<std::string>{"导出", "PFX，再", "导入"});
}

TEST_CASE("wrapping loses nothing, breaks no word and keeps to the columns whatever the text is") {
  const std::vector<std::string> pieces{"证",          "书",         "已", "过", "期", "，",
                                        "。",          "）",         "（", "《", "》", "a",
                                        "certificate", "0x80092004", " ",  " ",  "：", "\xF0\x9F\x94\x92",
                                        "key,",        "\xFF"};
  Numbers numbers;
  for (int round = 0; round < 3000; ++round) {
    std::string s;
    bool blank = true;  // neither punctuation after a blank nor a blank after an opening bracket is Chinese typesetting
    bool opened = false;
    for (std::size_t left = 1 + numbers.below(40); left > 0; --left) {
      const std::string& piece = pieces[numbers.below(pieces.size())];
      const bool closing = starts_with_any(piece, kClosing);
      if ((closing && blank) || (opened && (piece == " " || closing))) continue;
      s += piece;
      blank = piece == " ";
      opened = starts_with_any(piece, kOpening);
    }
    const std::size_t columns = 4 + numbers.below(30);
    const auto lines = text::wrapped(s, columns);
    CAPTURE(s, columns);
    REQUIRE(without_blanks(joined(lines)) == without_blanks(s));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string& line = lines[i];
      CAPTURE(i, line);
      REQUIRE(line == std::string(text::trim(line)));
      REQUIRE_FALSE(starts_with_any(line, kClosing));
      if (i + 1 == lines.size()) continue;
      REQUIRE_FALSE(ends_with_any(line, kOpening));
      // Between two ASCII characters only a blank may be cut out.
      const bool ascii = line.back() > ' ' && lines[i + 1].front() > ' ';
      REQUIRE((!ascii || s.find(line.substr(line.rfind(' ') + 1) + " ") != std::string::npos));
    }
  }
}

TEST_CASE("a line is too wide only where one unbreakable piece is") {
  const auto lines = text::wrapped("证书 0x80092004 已过期，请 certutil -repairstore my 重新申请。", 12);
  for (const std::string& line : lines) {
    CAPTURE(line);
    CHECK(text::width(line) <= 12);
  }
  CHECK(lines.size() > 4);
}

TEST_CASE("what takes no column does not get round the limit of shortened text") {
  std::string marks = "e";
  for (int n = 0; n < 20000; ++n) marks += "\xCC\x81";
  for (const std::string& endless : {std::string(400000, '\x01'), std::string(400000, '\x1b'), marks}) {
    const std::string cut = text::shortened(endless, 100);
    CHECK(cut.ends_with("…"));
    CHECK(text::is_utf8(cut));
    CHECK(text::escaped(cut).size() <= 500);
  }
  CHECK(text::shortened("\x1b[31mred", 10) == "\x1b[31mred");
}
