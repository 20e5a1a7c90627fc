// A team's own file on top of what is there: --kb.
#include <algorithm>

#include "kb/knowledge.hpp"
#include "kb/messages.hpp"
#include "kb_sample.hpp"
#include "kbfile/build.hpp"

using namespace certdoc;
using kb_sample::Json;

namespace {

// The sample as what is built in.
class BuiltIn {
 public:
  BuiltIn()
      : built_(kbfile::build(kb_sample::parsed(kb_sample::document()), kb_sample::registry(), nullptr)),
        knowledge_(&built_->view()) {}
  kb::Knowledge& knowledge() { return knowledge_; }

  std::vector<std::string> problems(const Json& json) {
    return kbfile::problems(kb_sample::parsed(json), {}, &knowledge_);
  }

  void add(const Json& json) {
    const auto document = kb_sample::parsed(json);
    REQUIRE(kbfile::problems(document, {}, &knowledge_).empty());
    knowledge_.add(kbfile::build(document, {}, &knowledge_));
  }

 private:
  std::unique_ptr<kbfile::BuiltTables> built_;
  kb::Knowledge knowledge_;
};

// One code that leans on the sample for everything else.
Json leaning(const std::string& id) {
  return {{"codes",
           {{{"id", id},
             {"title", {{"en", "Our own error"}, {"zh", "本公司的错误"}}},
             {"means", {{"en", "Our gateway says no."}, {"zh", "网关拒绝。"}}},
             {"contexts", {{{"id", "renew"}, {"causes", {"key-lost"}}}}},
             {"messages", {"the gateway of our company refused the certificate"}},
             {"remedies", {"set-clock"}},
             {"see_also", {"topic:sample", "windows:0x80092005", "windows:0x80070056"}},
             {"sources", {"ms-page", "registry-windows"}}}}}};
}

std::vector<std::string> ids_of(const std::vector<kb::Code>& codes) {
  std::vector<std::string> ids;
  for (const auto& code : codes) ids.emplace_back(code.id());
  return ids;
}

}  // namespace

TEST_CASE("an added file may link to whatever is built in") {
  BuiltIn built_in;
  CHECK(built_in.problems(leaning("windows:0xA0000001")).empty());
}

TEST_CASE("an added file may not link to what is nowhere") {
  BuiltIn built_in;
  const auto problem = [&](auto change) {
    Json json = leaning("windows:0xA0000001");
    change(json["codes"][0]);
    const auto all = built_in.problems(json);
    REQUIRE(all.size() == 1);
    return all.front();
  };
  CHECK(problem([](Json& c) { c["contexts"][0]["causes"][0] = "nope"; }) ==
        "windows:0xA0000001: no such cause: 'nope'");
  CHECK(problem([](Json& c) { c["contexts"][0]["id"] = "nope"; }) == "windows:0xA0000001: no such context: 'nope'");
  CHECK(problem([](Json& c) { c["remedies"][0] = "nope"; }) == "windows:0xA0000001: no such remedy: 'nope'");
  CHECK(problem([](Json& c) { c["sources"][0] = "nope"; }) == "windows:0xA0000001: no such source: 'nope'");
  CHECK(problem([](Json& c) { c["see_also"][0] = "topic:nope"; }) == "windows:0xA0000001: no such code: 'topic:nope'");
  CHECK(problem([](Json& c) { c.erase("title"); }) == "windows:0xA0000001: needs an official text or a title");
}

TEST_CASE("an added file may not take an id that is built in") {
  BuiltIn built_in;
  const Json sample = kb_sample::document();
  const std::pair<const char*, const char*> taken[] = {{"sources", "acme-page"},
                                                       {"contexts", "install"},
                                                       {"causes", "clock-wrong"},
                                                       {"remedies", "set-clock"},
                                                       {"codes", "topic:sample"}};
  for (const auto& [list, id] : taken) {
    CAPTURE(list);
    Json json = Json::object();
    for (const auto& entry : sample[list]) {
      if (entry["id"] == id) json[list] = Json::array({entry});
    }
    REQUIRE(json.contains(list));
    CHECK(built_in.problems(json) ==
          std::vector<std::string>{std::string(id) + ": is taken already in " + std::string(list)});
  }
}

TEST_CASE("a second added file may not take an id of the first, but may link to it") {
  BuiltIn built_in;
  built_in.add(leaning("windows:0xA0000001"));
  CHECK(built_in.problems(leaning("windows:0xA0000001")) ==
        std::vector<std::string>{"windows:0xA0000001: is taken already in codes"});
  Json second = leaning("windows:0xA0000002");
  second["codes"][0]["see_also"] = {"windows:0xA0000001"};
  CHECK(built_in.problems(second).empty());
}

TEST_CASE("a code of an added file is found by id, number, symbol and text") {
  BuiltIn built_in;
  Json json = leaning("windows:0xA0000001");
  json["codes"][0]["symbols"] = {"OUR_E_NO"};
  json["codes"][0]["official"] = {{"text", "The gateway has refused."}, {"source", "acme-page"}};
  built_in.add(json);
  const kb::Knowledge& knowledge = built_in.knowledge();
  const auto code = knowledge.code("windows:0xA0000001");
  REQUIRE(code);
  CHECK(code.str(code->text.en) == "The gateway has refused.");
  CHECK(code.str(code->source) == "acme-page");
  CHECK(ids_of(knowledge.by_value(0xA0000001)) == std::vector<std::string>{"windows:0xA0000001"});
  CHECK(ids_of(knowledge.by_symbol("our_e_no")) == std::vector<std::string>{"windows:0xA0000001"});
  const kb::MessageIndex index(knowledge);
  REQUIRE(index.find("[warn] the gateway of our company refused the certificate of host 7").size() == 1);
  const auto entry = knowledge.entry("windows:0xA0000001");
  REQUIRE(entry);
  CHECK(entry.str(entry->means.en) == "Our gateway says no.");
}

TEST_CASE("what is built in is found as before under an added file") {
  BuiltIn built_in;
  built_in.add(leaning("windows:0xA0000001"));
  CHECK(built_in.knowledge().cause("key-lost"));
  CHECK(built_in.knowledge().entry("windows:0x80092004"));
  CHECK(ids_of(built_in.knowledge().by_value(86)) == std::vector<std::string>{"win32:86"});
}

TEST_CASE("an added file explains a code that so far is only a row of a table") {
  BuiltIn built_in;
  CHECK_FALSE(built_in.knowledge().entry("windows:0x80092005"));
  Json json = leaning("windows:0x80092005");
  json["codes"][0]["symbols"] = {"OUR_NAME_FOR_IT"};
  built_in.add(json);
  const kb::Knowledge& knowledge = built_in.knowledge();
  const auto entry = knowledge.entry("windows:0x80092005");
  REQUIRE(entry);
  CHECK(entry.str(entry->means.en) == "Our gateway says no.");
  const auto code = knowledge.code("windows:0x80092005");
  REQUIRE(code);
  CHECK(code.str(code->text.en) == "The object or property already exists.");
  CHECK(ids_of(knowledge.by_value(0x80092005)) == std::vector<std::string>{"windows:0x80092005"});
  CHECK(ids_of(knowledge.by_symbol("CRYPT_E_EXISTS")) == std::vector<std::string>{"windows:0x80092005"});
  CHECK(ids_of(knowledge.by_symbol("OUR_NAME_FOR_IT")) == std::vector<std::string>{"windows:0x80092005"});
}

TEST_CASE("the texts of an added explanation find the code that is built in") {
  BuiltIn built_in;
  Json json = leaning("windows:0x80092005");
  json["codes"][0]["keywords"] = {"company gateway"};
  built_in.add(json);
  const kb::Knowledge& knowledge = built_in.knowledge();
  const kb::MessageIndex index(knowledge);
  const auto found = index.find("[warn] the gateway of our company refused the certificate of host 7");
  REQUIRE(found.size() == 1);
  CHECK(kb::code_of(found.front()).id() == "windows:0x80092005");
  for (const char* typed :
       {"gateway of our company", "company gateway", "本公司的错误", "object or property already exists"}) {
    CAPTURE(typed);
    const auto codes = kb::search(knowledge, typed, 5);
    REQUIRE(codes.size() == 1);
    CHECK(codes.front() == knowledge.code("windows:0x80092005"));
    CHECK(codes.front().str(codes.front()->text.en) == "The object or property already exists.");
  }
  CHECK(kb::is_whole_text(knowledge, knowledge.code("windows:0x80092005"), "company gateway"));
  CHECK(ids_of(knowledge.by_value(0x80092005)) == std::vector<std::string>{"windows:0x80092005"});
}

TEST_CASE("an added explanation of a Win32 error as an HRESULT has the text of the Win32 error below") {
  BuiltIn built_in;
  Json json = leaning("windows:0x80070056");
  json["codes"][0]["see_also"] = Json::array();
  built_in.add(json);
  const auto code = built_in.knowledge().code("windows:0x80070056");
  REQUIRE(code);
  CHECK(code.str(code->text.en) == "The specified network password is not correct.");
  CHECK(code.str(code->source) == "registry-win32");
}

TEST_CASE("an added file may not give an official text to a code that has one") {
  BuiltIn built_in;
  Json json = leaning("windows:0x80092005");
  json["codes"][0]["official"] = {{"text", "Ours."}, {"source", "ms-page"}};
  CHECK(built_in.problems(json) ==
        std::vector<std::string>{"windows:0x80092005: the registry has the official text: leave 'official' out"});
}
