#include <algorithm>
#include <string>
#include <vector>

#include "kb/messages.hpp"

#include "builtin_knowledge.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::kb;

namespace {

std::vector<std::string> ids_of(const std::string& typed, std::size_t limit = 12) {
  std::vector<std::string> ids;
  for (const Code& code : search(builtin(), typed, limit)) ids.emplace_back(code.id());
  return ids;
}

std::string first_of(const std::string& typed) {
  const auto ids = ids_of(typed);
  return ids.empty() ? std::string() : ids.front();
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

TEST_CASE("a whole message text leads to its code first") {
  CHECK(first_of("unable to get local issuer certificate") == "x509:20");
  CHECK(first_of("Cannot find object or property.") == "windows:0x80092004");
  CHECK(first_of("找不到对象或属性") == "windows:0x80092004");
  CHECK(first_of("授权码已过期") == "cfca:600102@900211");
  CHECK(first_of("PKIX path building failed").find("java:") == 0);
  CHECK(first_of("keystore password was incorrect").find("java:") == 0);
}

TEST_CASE("a part of a text is enough, whatever its case and spacing") {
  CHECK(contains(ids_of("Cannot Find   Object"), "windows:0x80092004"));
  CHECK(contains(ids_of("local issuer cert"), "x509:20"));
  CHECK(contains(ids_of("证书下载请求失败"), "cfca:download-request-failed"));
}

TEST_CASE("keywords lead to topics") {
  CHECK(first_of("export soft certificate") == "topic:export-soft-certificate");
  CHECK(contains(ids_of("导出"), "topic:export-soft-certificate"));
  CHECK(contains(ids_of("lost UKey"), "topic:certificate-safety"));
}

TEST_CASE("all words in any order are looked for where the phrase is nowhere") {
  CHECK(contains(ids_of("object property find cannot"), "windows:0x80092004"));
  CHECK(contains(ids_of("issuer local certificate get"), "x509:20"));
}

TEST_CASE("words in any order count for nothing where the phrase as a whole is found") {
  const auto phrase = ids_of("key values mismatch", 4096);
  CHECK(contains(phrase, "openssl:05800074"));
  for (const std::string& id : phrase) {
    CAPTURE(id);
    const Code code = builtin().code(id);
    REQUIRE(code);
    bool has = false;
    for (const MessageRow& row : code.tables->messages) {
      const Message message{code.tables, &row};
      if (!(code_of(message) == code)) continue;
      for (const Str part : message.list(message->parts))
        has = has || message.str(part).find("key values mismatch") != std::string_view::npos;
    }
    CHECK(has);
  }
}

TEST_CASE("each code is found once and no more than were asked for") {
  const auto many = ids_of("certificate", 50);
  CHECK(many.size() == 50);
  auto unique = many;
  std::sort(unique.begin(), unique.end());
  CHECK(std::adjacent_find(unique.begin(), unique.end()) == unique.end());
  CHECK(ids_of("certificate", 3).size() == 3);
  CHECK(ids_of("certificate", 0).empty());
}

TEST_CASE("nonsense and scraps find nothing") {
  for (const char* typed : {"", " ", "ab", "...", "zzqqxx", "certificate zzqqxx", "\xFF\xFE"}) {
    CAPTURE(typed);
    CHECK(ids_of(typed).empty());
  }
}

TEST_CASE("a whole text is told from a part of one") {
  const Code found = builtin().code("windows:0x80092004");
  REQUIRE(found);
  CHECK(is_whole_text(builtin(), found, "cannot find OBJECT or property"));
  CHECK_FALSE(is_whole_text(builtin(), found, "cannot find object"));
  CHECK_FALSE(is_whole_text(builtin(), builtin().code("x509:20"), "cannot find object or property"));
}
