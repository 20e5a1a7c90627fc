#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/quote.hpp"

#include "catch.hpp"
#include "numbers.hpp"

using namespace certdoc;

namespace {

const std::vector<std::string> kHostile{"server.crt",
                                        "my server.crt",
                                        "$(touch pwned)",
                                        "`id`",
                                        "it's",
                                        "'",
                                        "''",
                                        "'\\''",
                                        "a\"b",
                                        "back\\slash\\",
                                        "*.pem",
                                        "?[a-z]",
                                        "~",
                                        "~root",
                                        "!history!",
                                        "a;b",
                                        "a|b&c",
                                        "<in>out",
                                        "#comment",
                                        "${HOME}",
                                        "$HOME",
                                        "{a,b}",
                                        "(sub)",
                                        "^caret",
                                        "name=value",
                                        "%s%n",
                                        " leading and trailing ",
                                        "证书 文件.pfx",
                                        "typographic ‘quotes’ ‚and‛",
                                        "C:\\Users\\a b\\x.pfx",
                                        "",
                                        "@file",
                                        "a,b:c+d/e.f_g-h"};

// What a real shell makes of a script.
std::string run_by_sh(const std::string& script) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(script.c_str(), "r"), ::pclose);
  REQUIRE(pipe);
  std::string out;
  std::array<char, 4096> chunk{};
  for (std::size_t got = 0; (got = std::fread(chunk.data(), 1, chunk.size(), pipe.get())) > 0;)
    out.append(chunk.data(), got);
  return out;
}

// PowerShell's rule for a string in single quotes: any two of its single quotes in a row are the second of them.
std::string read_by_powershell(const std::string& quoted) {
  const auto quote_at = [&](std::size_t at) -> std::size_t {
    if (quoted[at] == '\'') return 1;
    const std::string glyph = quoted.substr(at, 3);
    return glyph == "‘" || glyph == "’" || glyph == "‚" || glyph == "‛" ? 3 : 0;
  };
  REQUIRE(quoted.size() >= 2);
  REQUIRE(quoted.front() == '\'');
  std::string out;
  std::size_t at = 1;
  for (;;) {
    REQUIRE(at < quoted.size());
    const std::size_t first = quote_at(at);
    if (first == 0) {
      out += quoted[at++];
      continue;
    }
    at += first;
    const std::size_t second = at < quoted.size() ? quote_at(at) : 0;
    if (second == 0) break;
    out += quoted.substr(at, second);
    at += second;
  }
  CHECK(at == quoted.size());  // the string ends where the text ends: nothing of it is code
  return out;
}

}  // namespace

TEST_CASE("a real sh reads back every hostile value as one argument") {
  for (const std::string& value : kHostile) {
    CAPTURE(value);
    const auto quoted = quoted_for_sh(value);
    REQUIRE(quoted);
    CHECK(run_by_sh("printf '<%s>' before " + *quoted + " after") == "<before><" + value + "><after>");
  }
}

TEST_CASE("a real sh reads back arbitrary printable text") {
  Numbers numbers;
  std::string script;
  std::string expected;
  for (int round = 0; round < 300; ++round) {
    std::string value = "x";
    for (std::size_t left = numbers.below(24); left > 0; --left) value += static_cast<char>(' ' + numbers.below(95));
    const auto quoted = quoted_for_sh(value);
    REQUIRE(quoted);
    script += "printf '%s\\n' " + *quoted + "\n";
    expected += value + "\n";
  }
  CHECK(run_by_sh(script) == expected);
}

TEST_CASE("a plain value needs no quotes for sh and anything else gets them") {
  CHECK(*quoted_for_sh("/etc/ssl/certs/server-1.crt") == "/etc/ssl/certs/server-1.crt");
  CHECK(*quoted_for_sh("0x80092004") == "0x80092004");
  CHECK(*quoted_for_sh("a b") == "'a b'");
  CHECK(quoted_for_sh("").value() == "''");
}

TEST_CASE("a value that looks like an option becomes a path") {
  CHECK(*quoted_for_sh("-rf") == "./-rf");
  CHECK(*quoted_for_sh("--key file") == "'./--key file'");
  CHECK(*quoted_for_powershell("-rf") == "'./-rf'");
  CHECK(*quoted_for_sh("a-b") == "a-b");
}

TEST_CASE("PowerShell reads back every hostile value as one string") {
  for (const std::string& value : kHostile) {
    CAPTURE(value);
    const auto quoted = quoted_for_powershell(value);
    REQUIRE(quoted);
    CHECK(read_by_powershell(*quoted) == value);
  }
  CHECK(*quoted_for_powershell("it's") == "'it''s'");
  CHECK(*quoted_for_powershell("it’s") == "'it’’s'");
  CHECK(*quoted_for_powershell("…") == "'…'");
}

TEST_CASE("values that cannot be printed as they are do not enter commands") {
  for (const std::string& value :
       {std::string("a\nb"), std::string("a\rb"), std::string("\x1b[2J"), std::string("a\tb"), std::string("a\0b", 3),
        std::string("\x7F"), std::string("\xC2\x9B"),
        std::string("gpj.\xE2\x80\xAE"
                    "exe"),
        std::string("a\xE2\x80\x8B"
                    "b"),
        std::string("\xFF"),
        std::string("a\xE2\x80\xA8"
                    "b")}) {
    const auto sh = quoted_for_sh(value);
    const auto powershell = quoted_for_powershell(value);
    REQUIRE_FALSE(sh);
    REQUIRE_FALSE(powershell);
    CHECK(sh.error().kind == Error::Kind::invalid);
    CHECK(sh.error().what.find(value) == std::string::npos);
    CHECK(sh.error().what.find('\\') != std::string::npos);
    CHECK_FALSE(sh.error().hint.empty());
  }
}
