// Files of facts: the encodings that they come in, and what a hostile one costs.
#include "base/io.hpp"
#include "builtin_knowledge.hpp"
#include "catch.hpp"
#include "facts.hpp"
#include "machine/fact_kinds.hpp"

using namespace certdoc;
using namespace certdoc::machine;
using certdoc::test::facts_text;
using certdoc::test::read_facts_text;

namespace {

const std::string kSmall = facts_text("windows", "service  name=CryptSvc  exists=yes  state=Running\n");

std::string utf16le(std::string_view ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) out += std::string{c, '\0'};
  return out;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? "\r\n" : std::string(1, c);
  return out;
}

bool is_small(const Result<Facts>& facts) {
  return facts && facts->is_windows() && facts->complete && facts->facts.size() == 1 &&
         facts->facts[0].is("name", "CryptSvc") && facts->facts[0].is("state", "Running");
}

std::string kind_of(const Result<Facts>& facts) {
  if (facts) return "read";
  switch (facts.error().kind) {
    case Error::Kind::invalid: return "invalid";
    case Error::Kind::unsupported: return "unsupported";
    case Error::Kind::too_large: return "too large";
    default: return "other";
  }
}

}  // namespace

TEST_CASE("facts are read in every encoding that PowerShell and editors write", "[facts]") {
  CHECK(is_small(read_facts_text(kSmall)));
  CHECK(is_small(read_facts_text("\xEF\xBB\xBF" + kSmall)));
  CHECK(is_small(read_facts_text(with_crlf(kSmall))));
  CHECK(is_small(read_facts_text(utf16le(kSmall))));
  CHECK(is_small(read_facts_text(utf16le(with_crlf(kSmall)))));
  const auto facts = read_facts_text(kSmall);
  CHECK(facts->written == *parse_time("2026-11-28T10:00:00Z"));
  CHECK(facts->collected == *parse_time("2026-11-28T10:01:00Z"));
  CHECK(facts->facts[0].line == 3);
}

TEST_CASE("what is no file of facts is refused, with what it should be", "[facts]") {
  for (const char* text : {"", "\n", "hello\n", "certdoc-facts\n", "certdoc-facts one\n", "xcertdoc-facts 1\n",
                           "-----BEGIN CERTIFICATE-----\n"}) {
    CAPTURE(text);
    CHECK(kind_of(read_facts_text(text)) == "invalid");
  }
  const auto refused = read_facts_text("hello");
  CHECK(refused.error().hint.find("certdoc-facts 1") != std::string::npos);
  CHECK_FALSE(refused.error().what_zh.empty());
  CHECK(kind_of(read_facts_text("certdoc-facts 2\n")) == "unsupported");
  CHECK(kind_of(read_facts("/nonexistent/facts.txt")) == "other");
}

TEST_CASE("a line that is no fact is counted and says nothing", "[facts]") {
  const auto facts = read_facts_text(facts_text(
      "linux",
      "Service  name=x\nservice name=x\n=\nservice  =x\nservice  name=a  name=b\nfuture-fact  a=b\nservice  exists\n"));
  REQUIRE(facts);
  CHECK(facts->skipped == 5);
  CHECK(facts->unknown == 1);
  REQUIRE(facts->facts.size() == 1);
  CHECK(facts->facts[0]["exists"].empty());
  CHECK(facts->facts[0]["absent"].empty());
}

TEST_CASE("nothing counts behind the end, and a file without one is incomplete", "[facts]") {
  const auto after = read_facts_text(kSmall + "service\tname=W3SVC\n");
  CHECK(after->facts.size() == 1);
  CHECK(after->skipped == 1);
  const auto cut = read_facts_text(kSmall.substr(0, kSmall.size() - 4));
  CHECK(cut->facts.size() == 1);
  CHECK_FALSE(cut->complete);
  // The first script line counts; a platform that nobody knows is none.
  const auto twice = read_facts_text("certdoc-facts 1\nscript\tplatform=linux\nscript\tplatform=windows\n");
  CHECK(twice->platform == "linux");
  CHECK(read_facts_text("certdoc-facts 1\nscript\tplatform=plan9\n")->platform.empty());
}

TEST_CASE("sizes are bounded", "[facts]") {
  std::string many = "certdoc-facts 1\n";
  for (int n = 0; n < 100; ++n) many += "service\tname=x\n";
  CHECK(kind_of(read_facts_text(many, {.lines = 50})) == "too large");
  CHECK(kind_of(read_facts_text(many, {.bytes = 100, .line = 64})) == "too large");
  CHECK(read_facts_text(many)->facts.size() == 100);
  const auto wide =
      read_facts_text("certdoc-facts 1\nservice\tname=" + std::string(200'000, 'x') + "\nservice\tname=y\n");
  REQUIRE(wide);
  CHECK(wide->facts.size() == 1);
  CHECK(wide->facts[0].is("name", "y"));
  std::string fields = "certdoc-facts 1\nservice";
  for (int n = 0; n < 40; ++n) fields += "\tf" + std::to_string(n) + "=1";
  CHECK(read_facts_text(fields + "\n")->facts.empty());
  CHECK(kind_of(read_facts_text(std::string(9'000'000, 'x'))) == "invalid");
}

TEST_CASE("every fact decides a cause that exists, and is listed in both languages", "[facts]") {
  const auto& knowledge = builtin();
  for (const FactKind& kind : fact_kinds()) {
    CAPTURE(kind.id);
    CHECK_FALSE(kind.what.en.empty());
    CHECK_FALSE(kind.what.zh.empty());
    CHECK_FALSE(kind.how.empty());
    CHECK(kind.privacy.en.empty() == kind.privacy.zh.empty());
    CHECK(find_fact_kind(kind.id) == &kind);
    std::string_view rest = kind.causes;
    CHECK_FALSE(rest.empty());
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      CAPTURE(std::string(rest.substr(0, end)));
      CHECK(knowledge.cause(rest.substr(0, end)));
      rest.remove_prefix(std::min(rest.size(), end + 1));
    }
  }
}

TEST_CASE("the documentation lists every fact with its causes", "[facts]") {
  const auto read = read_file(CERTDOC_SOURCE_DIR "/docs/facts.md", 1U << 20U);
  REQUIRE(read);
  for (const FactKind& kind : fact_kinds()) {
    std::string row =
        "| `" + std::string(kind.id) + "` | " + std::string(kind.platform) + " | `" + std::string(kind.causes) + "` |";
    for (std::size_t at = row.rfind("| `") + 3; (at = row.find(' ', at)) < row.size() - 3; at += 5)
      row.replace(at, 1, "`, `");
    CAPTURE(row);
    CHECK(read->find(row) != std::string::npos);
  }
}
