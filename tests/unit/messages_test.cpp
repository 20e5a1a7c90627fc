#include "kb/messages.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "builtin_knowledge.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::kb;

namespace {

using Parts = std::vector<std::string>;

const MessageIndex& messages() {
  static const MessageIndex index(builtin());
  return index;
}

std::set<std::string> ids_in(const std::string& line) {
  std::set<std::string> ids;
  for (const Message& message : messages().find(text::folded(line))) ids.emplace(code_of(message).id());
  return ids;
}

std::vector<std::uint32_t> pairs_of(std::string_view folded) {
  std::vector<std::uint32_t> pairs;
  for_each_pair(folded, [&](std::uint32_t hash) { pairs.push_back(hash); });
  return pairs;
}

}  // namespace

TEST_CASE("a message without placeholders is one literal part, folded and bare") {
  CHECK(literal_parts("Certificate verify failed.") == Parts{"certificate verify failed"});
  CHECK(literal_parts("  'Key  Values' MISMATCH: ") == Parts{"key values' mismatch"});
  CHECK(literal_parts("授权码已过期") == Parts{"授权码已过期"});
  CHECK(literal_parts("").empty());
  CHECK(literal_parts("...").empty());
}

TEST_CASE("placeholders of every kind part a message") {
  CHECK(literal_parts("no method for loading keypair for %s (%s)") == Parts{"no method for loading keypair for"});
  CHECK(literal_parts("Init: %d of %lu keys in %-10s failed") == Parts{"init", "of", "keys in", "failed"});
  CHECK(literal_parts("Signature {0} of <NAME> is wrong") == Parts{"signature", "of", "is wrong"});
  CHECK(literal_parts("%s: unknown") == Parts{"unknown"});
  CHECK(literal_parts("{0}%s").empty());
}

TEST_CASE("what only looks like a placeholder is text") {
  CHECK(literal_parts("100% sure") == Parts{"100% sure"});
  CHECK(literal_parts("a < b and c") == Parts{"a < b and c"});
  CHECK(literal_parts("ends in %") == Parts{"ends in"});
  const std::string far = "{" + std::string(40, 'x') + "} end";
  CHECK(literal_parts(far) == Parts{std::string(40, 'x') + "} end"});
}

TEST_CASE("pairs are of neighbouring words, and a Chinese character is a word") {
  CHECK(pairs_of("").empty());
  CHECK(pairs_of("one").empty());
  CHECK(pairs_of("one two three").size() == 2);
  CHECK(pairs_of("授权码").size() == 2);
  CHECK(pairs_of("one two") == pairs_of("(one): two!"));
  CHECK(pairs_of("one two") != pairs_of("two one"));
  CHECK(pairs_of("a b c").back() == pairs_of("b c").front());
  CHECK(pairs_of("\xE4\xB8").size() <= 1);
}

TEST_CASE("a message is found as the whole line and inside one") {
  CHECK(ids_in("key values mismatch").count("openssl:05800074") == 1);
  CHECK(ids_in("2026-11-21 [emerg] Key Values  MISMATCH (fatal)").count("openssl:05800074") == 1);
  CHECK(ids_in("系统提示：授权码已过期，请重试") == std::set<std::string>{"cfca:600102@900211"});
  CHECK(ids_in("产生证书下载请求失败") == std::set<std::string>{"cfca:download-request-failed"});
  CHECK(ids_in("the key has values that mismatch").empty());
  CHECK(ids_in("key values").empty());
  CHECK(ids_in("").empty());
}

TEST_CASE("of messages inside each other the longest is what was printed") {
  const auto longest = ids_in("tlsv1 alert unknown ca");
  CHECK(longest == std::set<std::string>{"openssl:0A000418"});
  const auto ids = ids_in("unable to get local issuer certificate");
  CHECK(ids.count("x509:20") == 1);
  CHECK(ids.count("x509:2") == 0);
  CHECK(ids_in("unable to get issuer certificate").count("x509:2") == 1);
}

TEST_CASE("a message with placeholders is found whatever fills them, in its order only") {
  const std::string line =
      "AH: Certificate and private key example.org:443:0 from /etc/a.crt and /etc/b.key do not match";
  CHECK(ids_in(line).count("apache:AH02565") == 1);
  CHECK(ids_in("do not match from certificate and private key and").count("apache:AH02565") == 0);
}

TEST_CASE("every built-in message that has an anchor is found in its own text") {
  std::size_t tried = 0;
  for (const Tables* tables : builtin().layers()) {
    std::vector<std::uint32_t> anchored;
    for (const AnchorRow& anchor : tables->anchors) anchored.push_back(anchor.message);
    std::sort(anchored.begin(), anchored.end());
    for (const std::uint32_t number : anchored) {
      const Message message{tables, &tables->messages[number]};
      std::string line;
      std::size_t length = 0;
      for (const Str part : message.list(message->parts)) {
        line += (line.empty() ? "" : " # ") + std::string(message.str(part));
        length += part.size;
      }
      const auto found = messages().find(line);
      // Itself, or a longer message that holds it.
      const bool itself = std::any_of(found.begin(), found.end(), [&](const Message& m) {
        std::size_t other = 0;
        for (const Str part : m.list(m->parts)) other += part.size;
        return m == message || other > length;
      });
      ++tried;
      if (itself) continue;
      CAPTURE(line, std::string(code_of(message).id()));
      CHECK(itself);
    }
  }
  CHECK(tried > 1000);
}

TEST_CASE("no keyword is looked for in logs") {
  CHECK(ids_in("please export soft certificate now").empty());
  CHECK(ids_in("the authorization code expired").empty());
}
