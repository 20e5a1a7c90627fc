// What the reader of errcodes.json refuses, before any link is looked at.
#include "kb_sample.hpp"

using namespace certdoc;
using kb_sample::complaint;
using kb_sample::Json;

namespace {

std::string refusal(const std::string& text) {
  const auto read = kbfile::parse_document(text, "sample.json");
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == Error::Kind::invalid);
  CHECK_FALSE(read.error().hint.empty());
  return read.error().what;
}

}  // namespace

TEST_CASE("kbgen accepts a small document in which all is well") {
  CHECK(kb_sample::complaints([](Json&) {}).empty());
  CHECK(kb_sample::complaints([](Json& d) { d["$schema"] = "errcodes.schema.json"; }).empty());
  CHECK(kb_sample::complaints([](Json& d) { d = Json::object(); }).empty());
}

TEST_CASE("kbgen refuses a text that lacks one of the languages") {
  CHECK(complaint([](Json& d) { d["causes"][1]["sick"].erase("zh"); }) ==
        "causes key-lost: sick: the Chinese text is missing");
  CHECK(complaint([](Json& d) { d["causes"][1]["healthy"].erase("en"); }) ==
        "causes key-lost: healthy: the English text is missing");
  CHECK(complaint([](Json& d) { d["causes"][0]["by_hand"]["zh"] = ""; }) ==
        "causes clock-wrong: by_hand: the Chinese text is missing");
  CHECK(complaint([](Json& d) { d["contexts"][0]["title"]["en"] = ""; }) ==
        "contexts install: title: the English text is missing");
  CHECK(complaint([](Json& d) { d["remedies"][0]["steps"][1].erase("zh"); }) ==
        "remedies fetch-key: steps: the Chinese text is missing");
  CHECK(complaint([](Json& d) { d["remedies"][0]["undo"].erase("en"); }) ==
        "remedies fetch-key: undo: the English text is missing");
  CHECK(complaint([](Json& d) { d["codes"][1]["means"].erase("zh"); }) ==
        "codes windows:0x80092004: means: the Chinese text is missing");
  CHECK(complaint([](Json& d) { d["codes"][1]["claims"][0]["fact"].erase("en"); }) ==
        "codes windows:0x80092004: claims: fact: the English text is missing");
  CHECK(complaint([](Json& d) { d["codes"][1]["contexts"][0]["note"].erase("zh"); }) ==
        "codes windows:0x80092004: contexts: note: the Chinese text is missing");
}

TEST_CASE("kbgen refuses a key that nobody knows, wherever it stands") {
  CHECK(complaint([](Json& d) { d["sources"][0]["sort"] = "vendor"; }) == "sources acme-page: unknown key 'sort'");
  CHECK(complaint([](Json& d) { d["contexts"][1]["note"] = "x"; }) == "contexts renew: unknown key 'note'");
  CHECK(complaint([](Json& d) { d["causes"][0]["remedy"] = "x"; }) == "causes clock-wrong: unknown key 'remedy'");
  CHECK(complaint([](Json& d) { d["causes"][0]["sick"]["de"] = "x"; }) == "causes clock-wrong: sick: unknown key 'de'");
  CHECK(complaint([](Json& d) { d["remedies"][2]["step"] = "x"; }) == "remedies set-clock: unknown key 'step'");
  CHECK(complaint([](Json& d) { d["remedies"][2]["steps"][0]["command"] = "x"; }) ==
        "remedies set-clock: steps: unknown key 'command'");
  CHECK(complaint([](Json& d) { d["codes"][0]["symbol"] = "x"; }) == "codes topic:sample: unknown key 'symbol'");
  CHECK(complaint([](Json& d) { d["codes"][1]["contexts"][0]["cause"] = "x"; }) ==
        "codes windows:0x80092004: contexts: unknown key 'cause'");
  CHECK(complaint([](Json& d) { d["codes"][1]["claims"][0]["source"] = "x"; }) ==
        "codes windows:0x80092004: claims: unknown key 'source'");
  CHECK(complaint([](Json& d) { d["code"] = Json::array(); }) == "sample.json: unknown key 'code'");
}

TEST_CASE("a key is quoted without its control characters") {
  CHECK(complaint([](Json& d) { d["codes"][0]["\x1b[31m"] = "x"; }).find('\x1b') == std::string::npos);
}

TEST_CASE("kbgen refuses an entry without a required key") {
  CHECK(complaint([](Json& d) { d["sources"][1].erase("url"); }) == "sources ms-page: 'url' is missing");
  CHECK(complaint([](Json& d) { d["contexts"][1].erase("title"); }) == "contexts renew: 'title' is missing");
  CHECK(complaint([](Json& d) { d["causes"][1].erase("by_hand"); }) == "causes key-lost: 'by_hand' is missing");
  CHECK(complaint([](Json& d) { d["remedies"][1].erase("risk"); }) == "remedies keep-checks: 'risk' is missing");
  CHECK(complaint([](Json& d) { d["codes"][0].erase("means"); }) == "codes topic:sample: 'means' is missing");
  CHECK(complaint([](Json& d) { d["codes"][1]["claims"][0].erase("said_by"); }) ==
        "codes windows:0x80092004: claims: 'said_by' is missing");
}

TEST_CASE("an entry without an id is named by its place") {
  CHECK(complaint([](Json& d) { d["codes"][1].erase("id"); }) == "codes[1]: 'id' is missing");
  CHECK(complaint([](Json& d) { d["sources"][0]["id"] = 7; }) == "sources[0]: id: not a text");
}

TEST_CASE("kbgen refuses a value of the wrong type") {
  CHECK(complaint([](Json& d) { d["causes"][0]["severity"] = 3; }) == "causes clock-wrong: severity: not a text");
  CHECK(complaint([](Json& d) { d["causes"][0]["check"] = nullptr; }) == "causes clock-wrong: check: not a text");
  CHECK(complaint([](Json& d) { d["causes"][0]["sick"] = "the clock is wrong"; }) ==
        "causes clock-wrong: sick: not an object");
  CHECK(complaint([](Json& d) { d["causes"][0]["remedies"] = "set-clock"; }) ==
        "causes clock-wrong: remedies: not a list");
  CHECK(complaint([](Json& d) {
          d["causes"][0]["remedies"] = {"set-clock", true};
        }) == "causes clock-wrong: remedies: not a text");
  CHECK(complaint([](Json& d) { d["remedies"][0]["undo"] = Json::array(); }) ==
        "remedies fetch-key: undo: not an object");
  CHECK(complaint([](Json& d) { d["codes"][1]["contexts"] = Json::object(); }) ==
        "codes windows:0x80092004: contexts: not a list");
  CHECK(complaint([](Json& d) { d["codes"][0] = "topic:sample"; }) == "codes[0]: not an object");
  CHECK(complaint([](Json& d) { d["codes"] = Json::object(); }) == "sample.json: codes: not a list");
  CHECK(complaint([](Json& d) { d = Json::array(); }) == "sample.json: not an object");
}

TEST_CASE("kbgen refuses control characters in any text") {
  const auto means = [](const char* text) {
    return complaint([text](Json& d) { d["codes"][0]["means"]["en"] = text; });
  };
  for (const char* text : {"two\nlines", "a\ttab", "an \x1b[31mescape", "a \x7f delete"}) {
    CAPTURE(text);
    CHECK(means(text) == "codes topic:sample: means: en: has control characters");
  }
  CHECK(complaint([](Json& d) { d["codes"][0]["means"]["zh"] = std::string("nul\0", 4); }) ==
        "codes topic:sample: means: zh: has control characters");
  CHECK(complaint([](Json& d) { d["remedies"][2]["steps"][0]["run"][0] = "date\nreboot"; }) ==
        "remedies set-clock: steps: run: has control characters");
}

TEST_CASE("kbgen refuses empty lines where something must stand") {
  CHECK(complaint([](Json& d) { d["sources"][0]["title"] = ""; }) == "sources acme-page: title: is empty");
  CHECK(complaint([](Json& d) { d["remedies"][0]["steps"][0]["run"][1] = ""; }) ==
        "remedies fetch-key: steps: run: is empty");
  CHECK(complaint([](Json& d) { d["codes"][1]["messages"][0] = ""; }) ==
        "codes windows:0x80092004: messages: is empty");
}

TEST_CASE("an id with control characters is escaped in the message") {
  const auto said = complaint([](Json& d) {
    d["causes"][0]["id"] = "clock\x1b[2J";
    d["causes"][0].erase("area");
  });
  CHECK(said.find('\x1b') == std::string::npos);
  CHECK(said.find("causes clock\\x1b[2J: ") == 0);
}

TEST_CASE("kbgen refuses what is no JSON at all") {
  const std::string whole = kb_sample::document().dump();
  for (const std::string& text : {std::string(), std::string(" \n"), std::string("not JSON"), std::string("{} {}"),
                                  std::string("\x00\x01", 2), std::string("{\"codes\": [\"\xFF\xFE\"]}")}) {
    CAPTURE(text);
    CHECK(refusal(text).find("sample.json is no JSON: ") == 0);
  }
  CHECK(refusal("[]") == "sample.json: not an object");
}

TEST_CASE("a document that is cut off anywhere is refused") {
  const std::string whole = kb_sample::document().dump();
  for (std::size_t size = 0; size < whole.size(); size += 37) {
    CAPTURE(size);
    CHECK(refusal(whole.substr(0, size)).find("sample.json is no JSON: ") == 0);
  }
}

TEST_CASE("a message about broken JSON holds nothing that harms a terminal") {
  CHECK(refusal("{\"codes\": \x1b[31m\"").find('\x1b') == std::string::npos);
}

TEST_CASE("nesting of any depth is refused without overflowing the stack") {
  constexpr std::size_t kDeep = 200'000;
  const std::string open(kDeep, '[');
  const std::string closed = open + std::string(kDeep, ']');
  CHECK(refusal(open).find("sample.json is no JSON: ") == 0);
  CHECK(refusal(closed) == "sample.json: not an object");
  CHECK(refusal("{\"codes\": " + closed + "}") == "codes[0]: not an object");
  CHECK(refusal("{\"codes\": [{\"id\": \"topic:deep\", \"means\": " + closed + "}]}") ==
        "codes topic:deep: means: not an object");
}
