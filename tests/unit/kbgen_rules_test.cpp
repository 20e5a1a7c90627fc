// What must hold between the entries of a knowledge base: each rule is broken once, and the message names the entry.
#include "kb_sample.hpp"

using namespace certdoc;
using kb_sample::complaint;
using kb_sample::complaints;
using kb_sample::Json;

TEST_CASE("kbgen refuses an id that stands twice in a list") {
  const auto doubled = [](const char* list) {
    return complaint([list](Json& d) { d[list].insert(d[list].begin(), Json(d[list][0])); });
  };
  CHECK(doubled("sources") == "acme-page: duplicate in sources");
  CHECK(doubled("contexts") == "install: duplicate in contexts");
  CHECK(doubled("causes") == "clock-wrong: duplicate in causes");
  CHECK(doubled("remedies") == "fetch-key: duplicate in remedies");
  CHECK(doubled("codes") == "topic:sample: duplicate in codes");
}

TEST_CASE("kbgen refuses a source that a registry table has already") {
  CHECK(complaint([](Json& d) {
          const Json taken = {{"id", "other-page"}, {"title", "x"}, {"url", ""}, {"kind", "vendor"}};
          d["sources"].push_back(taken);
        }) == "other-page: duplicate in sources");
}

TEST_CASE("kbgen refuses entries that are not sorted by id") {
  const auto swapped = [](const char* list) {
    return complaint([list](Json& d) { std::swap(d[list][0], d[list][1]); });
  };
  CHECK(swapped("sources") == "acme-page: stands after 'ms-page' in sources: sort by id");
  CHECK(swapped("contexts") == "install: stands after 'renew' in contexts: sort by id");
  CHECK(swapped("causes") == "clock-wrong: stands after 'key-lost' in causes: sort by id");
  CHECK(swapped("remedies") == "fetch-key: stands after 'keep-checks' in remedies: sort by id");
  CHECK(swapped("codes") == "topic:sample: stands after 'windows:0x80092004' in codes: sort by id");
}

TEST_CASE("kbgen refuses ids that are not lower case with hyphens") {
  for (const char* id : {"Key-lost", "key_lost", "key lost", "-key", "key-", "k\u00E9y"}) {
    CAPTURE(id);
    const auto all = complaints([id](Json& d) { d["contexts"][1]["id"] = id; });
    const auto expected = std::string(id) + ": is no id: lower case, digits and hyphens";
    CHECK(std::count(all.begin(), all.end(), expected) == 1);
  }
  const auto all = complaints([](Json& d) { d["contexts"][1]["id"] = std::string(65, 'a'); });
  CHECK(std::count(all.begin(), all.end(), std::string(65, 'a') + ": is no id: lower case, digits and hyphens") == 1);
}

TEST_CASE("kbgen refuses entries without a source") {
  CHECK(complaint([](Json& d) { d["causes"][1].erase("sources"); }) == "key-lost: has no source");
  CHECK(complaint([](Json& d) { d["causes"][1]["sources"] = Json::array(); }) == "key-lost: has no source");
  CHECK(complaint([](Json& d) { d["remedies"][0].erase("sources"); }) == "fetch-key: has no source");
  CHECK(complaint([](Json& d) { d["codes"][0].erase("sources"); }) == "topic:sample: has no source");
  CHECK(complaint([](Json& d) { d["codes"][1]["claims"][0].erase("sources"); }) == "windows:0x80092004: has no source");
}

TEST_CASE("kbgen refuses links to sources that do not exist") {
  CHECK(complaint([](Json& d) { d["causes"][1]["sources"][0] = "nope"; }) == "key-lost: no such source: 'nope'");
  CHECK(complaint([](Json& d) { d["remedies"][2]["sources"][0] = "nope"; }) == "set-clock: no such source: 'nope'");
  CHECK(complaint([](Json& d) { d["codes"][0]["sources"].push_back("nope"); }) ==
        "topic:sample: no such source: 'nope'");
  CHECK(complaint([](Json& d) { d["codes"][1]["claims"][0]["sources"][0] = "nope"; }) ==
        "windows:0x80092004: no such source: 'nope'");
  CHECK(complaint([](Json& d) { d["codes"][1]["claims"][0]["said_by"] = "nope"; }) ==
        "windows:0x80092004: no such source: 'nope'");
  CHECK(complaint([](Json& d) {
          d["codes"][0]["official"] = {{"text", "Sample."}, {"source", "nope"}};
        }) == "topic:sample: no such source: 'nope'");
}

TEST_CASE("the sources of the registry may be named") {
  CHECK(complaints([](Json& d) { d["codes"][0]["sources"].push_back("registry-win32"); }).empty());
  CHECK(complaints([](Json& d) { d["codes"][0]["sources"].push_back("other-page"); }).empty());
}

TEST_CASE("kbgen refuses links to contexts and causes that do not exist") {
  CHECK(complaint([](Json& d) { d["codes"][1]["contexts"][1]["id"] = "nope"; }) ==
        "windows:0x80092004: no such context: 'nope'");
  CHECK(complaint([](Json& d) { d["codes"][1]["contexts"][0]["causes"][1] = "nope"; }) ==
        "windows:0x80092004: no such cause: 'nope'");
}

TEST_CASE("kbgen refuses links to remedies that do not exist") {
  CHECK(complaint([](Json& d) { d["causes"][1]["remedies"][0] = "nope"; }) == "key-lost: no such remedy: 'nope'");
  CHECK(complaint([](Json& d) { d["codes"][0]["remedies"][0] = "nope"; }) == "topic:sample: no such remedy: 'nope'");
  CHECK(complaint([](Json& d) { d["remedies"][1]["instead_remedy"] = "nope"; }) ==
        "keep-checks: no such remedy: 'nope'");
}

TEST_CASE("kbgen refuses a see_also to a code that nobody has") {
  for (const char* see :
       {"windows:0x80099999", "windows:0x80070057", "topic:nope", "CRYPT_E_NOT_FOUND", "windows:0x8007"}) {
    CAPTURE(see);
    CHECK(complaint([see](Json& d) { d["codes"][1]["see_also"][1] = see; }) ==
          "windows:0x80092004: no such code: '" + std::string(see) + "'");
  }
}

TEST_CASE("kbgen refuses a risky remedy without a way back") {
  CHECK(complaint([](Json& d) { d["remedies"][0].erase("undo"); }) == "fetch-key: risk is high and there is no undo");
}

TEST_CASE("kbgen refuses a refused remedy that is not only a warning") {
  CHECK(complaint([](Json& d) { d["remedies"][1]["steps"] = d["remedies"][2]["steps"]; }) ==
        "keep-checks: is refused and has steps");
  CHECK(complaint([](Json& d) { d["remedies"][1].erase("advice"); }) ==
        "keep-checks: is refused without 'advice' and 'instead'");
  CHECK(complaint([](Json& d) { d["remedies"][1].erase("instead"); }) ==
        "keep-checks: is refused without 'advice' and 'instead'");
}

TEST_CASE("kbgen refuses a remedy that does nothing and a cause that nothing helps against") {
  CHECK(complaint([](Json& d) { d["remedies"][2].erase("steps"); }) == "set-clock: has no steps");
  CHECK(complaint([](Json& d) { d["causes"][1].erase("remedies"); }) == "key-lost: has no remedy");
  CHECK(complaints([](Json& d) {
          d["causes"][1].erase("remedies");
          d["causes"][1]["retired"] = {{"en", "It was wrong."}, {"zh", "有误。"}};
        }).empty());
}

TEST_CASE("kbgen refuses words outside of the fixed lists") {
  CHECK(complaint([](Json& d) { d["sources"][0]["kind"] = "blog"; }) == "acme-page: unknown kind 'blog'");
  CHECK(complaint([](Json& d) { d["causes"][1]["severity"] = "fatal"; }) == "key-lost: unknown severity 'fatal'");
  CHECK(complaint([](Json& d) { d["remedies"][2]["risk"] = "medium"; }) == "set-clock: unknown risk 'medium'");
  CHECK(complaint([](Json& d) { d["remedies"][2]["platform"] = "unix"; }) == "set-clock: unknown platform 'unix'");
  CHECK(complaint([](Json& d) { d["codes"][1]["claims"][0]["verdict"] = "maybe"; }) ==
        "windows:0x80092004: unknown verdict 'maybe' of a claim");
  CHECK(complaint([](Json& d) { d["causes"][1]["area"] = "The key"; }) == "key-lost: has no area");
}

TEST_CASE("kbgen refuses a check that is no command of ours and a link that is no web address") {
  CHECK(complaint([](Json& d) { d["causes"][0]["check"] = "openssl verify"; }) ==
        "clock-wrong: 'check' is no certdoc command");
  for (const char* url : {"ftp://acme.example/", "javascript:alert(1)", "acme.example"}) {
    CAPTURE(url);
    CHECK(complaint([url](Json& d) { d["sources"][0]["url"] = url; }) == "acme-page: the url is no web address");
  }
}

TEST_CASE("kbgen refuses a context without causes and a cause that stands twice in one") {
  CHECK(complaint([](Json& d) { d["codes"][1]["contexts"][1]["causes"] = Json::array(); }) ==
        "windows:0x80092004: no causes in context 'renew'");
  CHECK(complaint([](Json& d) { d["codes"][1]["contexts"][1].erase("causes"); }) ==
        "windows:0x80092004: no causes in context 'renew'");
  CHECK(complaint([](Json& d) {
          d["codes"][1]["contexts"][1]["causes"] = {"clock-wrong", "clock-wrong"};
        }) == "windows:0x80092004: a cause stands twice in 'renew'");
}

namespace {

// The complaint about the first code under another id.
std::string complaint_about(const std::string& id) {
  return complaint([&id](Json& d) {
    d["codes"].erase(1);
    d["codes"][0]["id"] = id;
  });
}

}  // namespace

TEST_CASE("kbgen refuses a code of no known family") {
  for (const std::string id : {"sample", ":sample", "nope:sample", "Windows:0x80092004", "windows"}) {
    CAPTURE(id);
    CHECK(complaint_about(id) == id + ": has no known family");
  }
}

TEST_CASE("kbgen refuses a family's nickname in an id") {
  CHECK(complaint_about("hresult:0x80099999") == "hresult:0x80099999: write the family as windows");
  CHECK(complaint_about("tls:40") == "tls:40: write the family as tls-alert");
  CHECK(complaint_about("chrome:") == "chrome:: write the family as chromium");
}

TEST_CASE("kbgen refuses a code without a key") {
  CHECK(complaint_about("topic:") == "topic:: has no key");
  CHECK(complaint_about("windows:") == "windows:: has no key");
}

TEST_CASE("kbgen refuses a number that is not written the one way of its family") {
  const std::pair<const char*, const char*> wrong[] = {{"windows:0x8009200a", "0x8009200A"},
                                                       {"windows:8009200A", "0x8009200A"},
                                                       {"windows:0X8009200A", "a number"},
                                                       {"windows:0x8009200AL", "a number"},
                                                       {"windows:-2146885628", "0xB977A9D8"},
                                                       {"windows:CRYPT_E_X", "a number"},
                                                       {"openssl:0a000086", "0A000086"},
                                                       {"openssl:A000086", "0A000086"},
                                                       {"x509:020", "20"},
                                                       {"curl:0x3C", "a number"},
                                                       {"tls-alert:forty", "a number"},
                                                       {"ntstatus:0xc0000001", "0xC0000001"},
                                                       {"skf:0xa000001", "0x0A000001"},
                                                       {"sdf:0x1000001", "0x01000001"},
                                                       {"trust-status:0x1", "0x00000001"},
                                                       {"win32:+86", "a number"}};
  for (const auto& [id, canonical] : wrong) {
    CAPTURE(id);
    CHECK(complaint_about(id) == std::string(id) + ": write the key as " + canonical);
  }
}

TEST_CASE("kbgen refuses an official text where the registry has one") {
  const Json official = {{"text", "Cannot find it."}, {"source", "ms-page"}};
  CHECK(complaint([&](Json& d) { d["codes"][1]["official"] = official; }) ==
        "windows:0x80092004: the registry has the official text: leave 'official' out");
  CHECK(complaint([&](Json& d) {
          d["codes"][1]["id"] = "windows:0x80070056";
          d["codes"][1]["official"] = official;
        }) == "windows:0x80070056: the registry has the official text: leave 'official' out");
}

TEST_CASE("an official text is welcome where the registry has only bare facts or nothing") {
  const Json official = {{"text", "Cannot find it."}, {"source", "ms-page"}};
  for (const char* id : {"event:sample/1", "topic:other"}) {
    CAPTURE(id);
    CHECK(complaints([&](Json& d) {
            d["codes"].erase(1);
            d["codes"][0]["id"] = id;
            d["codes"][0]["official"] = official;
          }).empty());
  }
}

TEST_CASE("kbgen refuses a code that neither the registry nor the entry gives a name") {
  CHECK(complaint([](Json& d) { d["codes"][0].erase("title"); }) == "topic:sample: needs an official text or a title");
  CHECK(complaint([](Json& d) { d["codes"][1]["id"] = "windows:0x80099999"; }) ==
        "windows:0x80099999: needs an official text or a title");
  CHECK(complaint([](Json& d) { d["codes"][1]["id"] = "windows:0x80070057"; }) ==
        "windows:0x80070057: needs an official text or a title");
}

TEST_CASE("every problem of a document is told at once") {
  const auto all = complaints([](Json& d) {
    d["causes"][0]["severity"] = "fatal";
    d["remedies"][0].erase("undo");
    d["codes"][0].erase("title");
  });
  CHECK(all == std::vector<std::string>{"clock-wrong: unknown severity 'fatal'",
                                        "fetch-key: risk is high and there is no undo",
                                        "topic:sample: needs an official text or a title"});
}
