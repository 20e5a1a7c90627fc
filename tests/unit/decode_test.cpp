#include <algorithm>
#include <string>
#include <vector>

#include "base/decode.hpp"
#include "base/text.hpp"

#include "catch.hpp"

using namespace certdoc;

namespace {

struct Numbered {
  std::uint64_t number;
  std::string text;
  bool operator==(const Numbered&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Numbered& line) {
  return out << line.number << ": " << text::escaped(line.text);
}

ReadSome reader_of(std::string bytes, std::size_t at_a_time) {
  return [bytes = std::move(bytes), at_a_time, at = std::size_t{0}](char* buffer,
                                                                    std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t got = std::min({size, at_a_time, bytes.size() - at});
    std::copy_n(bytes.data() + at, got, buffer);
    at += got;
    return got;
  };
}

std::vector<Numbered> lines_of(const std::string& bytes, std::size_t at_a_time, std::size_t max_line = 1024) {
  LineReader reader(reader_of(bytes, at_a_time), max_line);
  LineReader::Line line;
  std::vector<Numbered> lines;
  for (;;) {
    const auto more = reader.next(line);
    REQUIRE(more);
    if (!*more) break;
    lines.push_back({line.number, line.text});
  }
  CHECK(reader.bytes_read() == bytes.size());
  return lines;
}

std::string utf16(const std::u16string& s, bool little) {
  std::string out;
  for (const char16_t unit : s) {
    const char low = static_cast<char>(unit & 0xFFU);
    const char high = static_cast<char>(unit >> 8U);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

// 授权码已过期
const std::string kExpiredGb = "\xCA\xDA\xC8\xA8\xC2\xEB\xD2\xD1\xB9\xFD\xC6\xDA";

std::size_t read_size() {
  return GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, std::size_t{64 * 1024});
}

}  // namespace

TEST_CASE("lines end at LF, CRLF or CR, and the last one needs no end, whatever the reads") {
  const std::size_t size = read_size();
  CAPTURE(size);
  const std::vector<Numbered> three{{1, "one"}, {2, "two"}, {3, "three"}};
  CHECK(lines_of("one\ntwo\nthree\n", size) == three);
  CHECK(lines_of("one\ntwo\nthree", size) == three);
  CHECK(lines_of("one\r\ntwo\r\nthree\r\n", size) == three);
  CHECK(lines_of("one\rtwo\rthree", size) == three);
  CHECK(lines_of("one\r\ntwo\rthree\r", size) == three);
  CHECK(lines_of("\r\n\na\r\rb", size) == std::vector<Numbered>{{1, ""}, {2, ""}, {3, "a"}, {4, ""}, {5, "b"}});
  CHECK(lines_of("", size).empty());
  CHECK(lines_of("\n", size) == std::vector<Numbered>{{1, ""}});
}

TEST_CASE("UTF-8 is read with and without its mark") {
  const std::size_t size = read_size();
  const std::vector<Numbered> expected{{1, "授权码已过期"}, {2, "0x80092004"}};
  CHECK(lines_of("授权码已过期\n0x80092004\n", size) == expected);
  CHECK(lines_of("\xEF\xBB\xBF授权码已过期\n0x80092004\n", size) == expected);
  CHECK(lines_of("\xEF\xBB\xBF", size).empty());
  CHECK(lines_of("ab", size) == std::vector<Numbered>{{1, "ab"}});
}

TEST_CASE("UTF-16 is read in both byte orders") {
  const std::size_t size = read_size();
  const bool little = GENERATE(true, false);
  CAPTURE(size, little);
  const std::vector<Numbered> expected{{1, "授权码已过期"}, {2, ""}, {3, "0x80092004 \xF0\x9F\x94\x92"}, {4, "end"}};
  CHECK(lines_of(utf16(u"\uFEFF授权码已过期\r\n\r\n0x80092004 \U0001F512\rend\n", little), size) == expected);
  CHECK(lines_of(utf16(u"\uFEFF", little), size).empty());
  // Units whose bytes look like line ends are none.
  CHECK(lines_of(utf16(u"\uFEFF\u0A0D\u0D0A", little), size) == std::vector<Numbered>{{1, "\u0A0D\u0D0A"}});
}

TEST_CASE("half a surrogate pair becomes a replacement character and takes nothing with it") {
  const std::size_t size = read_size();
  const bool little = GENERATE(true, false);
  CAPTURE(size, little);
  const auto text_of = [&](std::u16string units) {
    const auto lines = lines_of(utf16(u'\uFEFF' + std::move(units), little), size);
    REQUIRE(lines.size() == 1);
    return lines.front().text;
  };
  CHECK(text_of({u'a', char16_t(0xD83D), u'b'}) == "a\uFFFDb");
  CHECK(text_of({u'a', char16_t(0xDD12), u'b'}) == "a\uFFFDb");
  CHECK(text_of({char16_t(0xD83D), char16_t(0xD83D), char16_t(0xDD12)}) == "\uFFFD\xF0\x9F\x94\x92");
  CHECK(text_of({u'a', char16_t(0xD83D)}) == "a\uFFFD");
  const auto odd = lines_of(utf16(u"\uFEFFab", little) + "c", size);
  CHECK(odd == std::vector<Numbered>{{1, "ab\uFFFD"}});
}

TEST_CASE("GB18030 is read line by line beside UTF-8") {
  const std::size_t size = read_size();
  CAPTURE(size);
  const std::string bytes = "plain\n" + kExpiredGb + " 600102@900211\r\n授权码已过期\n\x95\x32\x82\x36\n";
  CHECK(lines_of(bytes, size) ==
        std::vector<Numbered>{{1, "plain"}, {2, "授权码已过期 600102@900211"}, {3, "授权码已过期"}, {4, "\U00020000"}});
}

TEST_CASE("bytes of no known encoding become replacement characters and the rest of the line stays") {
  CHECK(line_to_utf8("error \xFF 0x80092004") == "error \uFFFD 0x80092004");
  CHECK(line_to_utf8(kExpiredGb) == "授权码已过期");
  CHECK(line_to_utf8("").empty());
  const std::size_t size = read_size();
  CHECK(lines_of(std::string("a\0b\n\x80\n", 6), size) ==
        std::vector<Numbered>{{1, std::string("a\0b", 3)}, {2, "\uFFFD"}});
}

TEST_CASE("a line that is too long comes in pieces of one number, cut at blanks") {
  const std::size_t size = read_size();
  CAPTURE(size);
  CHECK(lines_of("aaaa bbbb cccc dddd\nnext", size, 12) ==
        std::vector<Numbered>{{1, "aaaa bbbb"}, {1, " cccc dddd"}, {2, "next"}});
  CHECK(lines_of("0123456789ab\r\nx", size, 12) == std::vector<Numbered>{{1, "0123456789ab"}, {2, "x"}});
  CHECK(lines_of("0123456789abc\r\nx", size, 12) == std::vector<Numbered>{{1, "0123456789ab"}, {1, "c"}, {2, "x"}});
  CHECK(lines_of(std::string(30, 'a'), size, 12) ==
        std::vector<Numbered>{{1, std::string(12, 'a')}, {1, std::string(12, 'a')}, {1, std::string(6, 'a')}});
}

TEST_CASE("a long line without blanks is not cut inside a character") {
  const std::size_t size = read_size();
  std::string all;
  for (int n = 0; n < 20; ++n) all += "中";
  for (const std::size_t max : {10U, 11U, 12U, 13U}) {
    std::string joined;
    for (const Numbered& line : lines_of(all, size, max)) {
      CHECK(line.number == 1);
      CHECK(line.text.size() <= max);
      CHECK(line.text.find("\uFFFD") == std::string::npos);
      joined += line.text;
    }
    CHECK(joined == all);
  }
}

TEST_CASE("what cannot be read is an error of the reader") {
  int calls = 0;
  LineReader reader(
      [&](char* buffer, std::size_t) -> Result<std::size_t> {
        if (++calls > 1) return fail(Error::Kind::unreadable, "gone");
        std::copy_n("one\ntwo", 7, buffer);
        return 7;
      },
      100);
  LineReader::Line line;
  REQUIRE(reader.next(line));
  CHECK(line.text == "one");
  const auto second = reader.next(line);
  REQUIRE_FALSE(second);
  CHECK(second.error().what == "gone");
}

TEST_CASE("line ends are found wherever they stand in a long line") {
  for (const std::size_t size : {254U, 255U, 256U, 257U, 511U, 512U, 513U, 1000U}) {
    const std::string word(size, 'a');
    for (const char* end : {"\n", "\r\n", "\r"}) {
      CAPTURE(size, text::escaped(end));
      CHECK(lines_of(word + end + "b" + end + word, 64 * 1024) ==
            std::vector<Numbered>{{1, word}, {2, "b"}, {3, word}});
    }
  }
}

TEST_CASE("a file of nothing but CR has as many lines") {
  constexpr std::size_t kSize = 256 * 1024;
  CHECK(lines_of(std::string(kSize, '\r'), kSize / 4).size() == kSize);
}
