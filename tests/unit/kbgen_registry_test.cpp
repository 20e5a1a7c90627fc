// What the reader of registry tables refuses, and how it makes facts of rows.
#include "kbfile/registry.hpp"

#include <algorithm>

#include "catch.hpp"
#include "kb/families.hpp"

using namespace certdoc;

namespace {

const std::string kHead = "# family: windows\n# source: the header\n# url: https://example.test/\n";

std::string refusal(const std::string& bytes) {
  const auto read = kbfile::read_registry({{"sample", bytes}});
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == Error::Kind::invalid);
  return read.error().what;
}

const kbfile::Fact* fact(const kbfile::Registry& registry, const std::string& id) {
  const auto found =
      std::find_if(registry.facts.begin(), registry.facts.end(), [&](const auto& f) { return f.id == id; });
  return found == registry.facts.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a table without its head is refused, with the file named") {
  CHECK(refusal("") == "sample.tsv: no '# family:' line");
  CHECK(refusal("# source: the header\n") == "sample.tsv: no '# family:' line");
  CHECK(refusal("# family: windows\nsymbol\tvalue\nS_X\t0x80000001\n") == "sample.tsv: no '# source:' line");
  CHECK(refusal("# source: the header\nsymbol\tvalue\nS_X\t0x80000001\n") ==
        "sample.tsv:3: rows before the '# family:' line");
}

TEST_CASE("a table of an unknown family is refused") {
  CHECK(refusal("# family: nope\n# source: the header\n") == "sample.tsv:1: unknown family 'nope'");
}

TEST_CASE("a column that nobody knows is refused") {
  CHECK(refusal(kHead + "symbol\tvalue\ttext\n") == "sample.tsv:4: unknown column 'text'");
  CHECK(refusal(kHead + "symbol\tvalue\t\n") == "sample.tsv:4: unknown column ''");
}

TEST_CASE("a row with too few or too many columns is refused, with its line") {
  CHECK(refusal(kHead + "symbol\tvalue\tmessage\nS_X\t0x80000001\n") == "sample.tsv:5: 2 columns where 3 are due");
  CHECK(refusal(kHead + "symbol\tvalue\nS_X\t0x80000001\nS_Y\t0x80000002\tmore\n") ==
        "sample.tsv:6: 3 columns where 2 are due");
}

TEST_CASE("a value that is no number is refused") {
  for (const std::string value : {"many", "0x", "0x8000000G", "12 ", "1.5", "-", "99999999999999999999", "080h"}) {
    CAPTURE(value);
    CHECK(refusal(kHead + "symbol\tvalue\nS_X\t" + value + "\n") == "sample.tsv:5: '" + value + "' is no number");
  }
}

TEST_CASE("a row whose family needs a key that it lacks is refused") {
  CHECK(refusal("# family: nss\n# source: the header\nsymbol\tmessage\n\tThe peer is gone.\n") ==
        "sample.tsv:4: a row without a key");
}

TEST_CASE("a row that names an undeclared source is refused, with the row named") {
  CHECK(refusal(kHead + "symbol\tvalue\tvia\nS_X\t0x80000001\tother-page\n") ==
        "sample.tsv:5: 0x80000001: no '# via:' line declares 'other-page'");
  const kbfile::TableFile declares{"first", kHead + "# via: other-page | Another page | https://example.test/o\n"};
  const kbfile::TableFile uses{"second", kHead + "symbol\tvalue\tvia\nS_X\t0x80000001\tother-page\n"};
  const auto read = kbfile::read_registry({declares, uses});
  REQUIRE_FALSE(read);
  CHECK(read.error().what == "second.tsv:5: 0x80000001: no '# via:' line declares 'other-page'");
}

TEST_CASE("a malformed declaration of a source is refused") {
  CHECK(refusal("# via: other-page | Another page\n") == "sample.tsv:1: '# via:' takes an id, a title and a URL");
  CHECK(refusal("# via: other-page | Another | page | https://example.test/\n") ==
        "sample.tsv:1: '# via:' takes an id, a title and a URL");
}

TEST_CASE("rows of one number become one fact with every symbol") {
  const auto read = kbfile::read_registry(
      {{"first", kHead + "symbol\tvalue\tmessage\nS_X\t0x80000001\t\nS_Y\t0x80000001\tThe first text.\n"},
       {"second", kHead + "symbol\tvalue\tmessage\tsee\nS_Z\t0x80000001\tAnother text.\twindows:0x80000002 x509:20\n"
                          "S_W\t0x80000000\tEarlier.\t\n"}});
  REQUIRE(read);
  REQUIRE(read->facts.size() == 2);
  CHECK(read->facts[0].id == "windows:0x80000000");
  const auto& merged = read->facts[1];
  CHECK(merged.id == "windows:0x80000001");
  CHECK(merged.value == 0x80000001);
  CHECK(merged.symbols == std::vector<std::string>{"S_X", "S_Y", "S_Z"});
  CHECK(merged.text.en == "The first text.");
  CHECK(merged.see_also == std::vector<std::string>{"windows:0x80000002", "x509:20"});
  CHECK(merged.source == "registry-first");
}

TEST_CASE("each kind of family makes its keys in its own way") {
  const auto only = [](const std::string& family, const std::string& header, const std::string& row) {
    const auto read =
        kbfile::read_registry({{"sample", "# family: " + family + "\n# source: s\n" + header + "\n" + row + "\n"}});
    REQUIRE(read);
    REQUIRE(read->facts.size() == 1);
    return read->facts.front().id;
  };
  CHECK(only("windows", "symbol\tvalue", "S_X\t0x8009200a") == "windows:0x8009200A");
  CHECK(only("windows", "symbol\tvalue", "S_X\t-2146885628") == "windows:0x80092004");
  CHECK(only("openssl", "symbol\tvalue", "SSL_R_X\t0x0A000086") == "openssl:0A000086");
  CHECK(only("x509", "symbol\tvalue", "X509_V_ERR_X\t20") == "x509:20");
  CHECK(only("nss", "symbol\tvalue", "SEC_ERROR_X\t-8179") == "nss:SEC_ERROR_X");
  CHECK(only("acme", "symbol\tmessage", "urn:ietf:params:acme:error:badCSR\tBad.") == "acme:badCSR");
  CHECK(only("java", "message", "PKIX path building failed: {0}") == "java:pkix-path-building-failed-0");
  CHECK(only("schannel", "symbol\tvalue", "schannel/36870\t36870") == "event:schannel/36870");
}

TEST_CASE("messages that begin alike get keys of their own") {
  const std::string words = "The certificate that was given to this program is not of the kind that it can read: ";
  const auto read =
      kbfile::read_registry({{"sample", "# family: java\n# source: s\nmessage\n" + words + "one\n" + words + "two\n"}});
  REQUIRE(read);
  REQUIRE(read->facts.size() == 2);
  CHECK(fact(*read, "java:" + kb::slug(words)));
  CHECK(fact(*read, "java:" + kb::slug(words) + "-2"));
}

TEST_CASE("the head of a table and its declarations become sources") {
  const auto read = kbfile::read_registry(
      {{"sample", kHead + "# via: other-page | Another page | https://example.test/o\n# note: whatever\n"
                          "symbol\tvalue\tvia\nS_X\t0x80000001\tother-page\nS_Y\t0x80000002\t\n"}});
  REQUIRE(read);
  REQUIRE(read->sources.size() == 2);
  CHECK(read->sources[0].id == "other-page");
  CHECK(read->sources[0].title == "Another page");
  CHECK(read->sources[0].url == "https://example.test/o");
  CHECK(read->sources[1].id == "registry-sample");
  CHECK(read->sources[1].title == "the header");
  CHECK(read->sources[1].url == "https://example.test/");
  CHECK(fact(*read, "windows:0x80000001")->source == "other-page");
  CHECK(fact(*read, "windows:0x80000002")->source == "registry-sample");
}
