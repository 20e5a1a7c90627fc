// Document + tables -> compiled rows: what went in is found again, field by field.
#include <algorithm>

#include "base/text.hpp"
#include "kb/knowledge.hpp"
#include "kb/messages.hpp"
#include "kb_sample.hpp"
#include "kbfile/build.hpp"

using namespace certdoc;
using kb_sample::Json;

namespace {

// The sample, compiled.
class Compiled {
 public:
  Compiled() : document_(kb_sample::parsed(kb_sample::document())), registry_(kb_sample::registry()) {
    REQUIRE(kbfile::problems(document_, registry_, nullptr).empty());
    built_ = kbfile::build(document_, registry_, nullptr);
    knowledge_ = std::make_unique<kb::Knowledge>(&built_->view());
  }
  const kbfile::Document& document() const { return document_; }
  const kbfile::Registry& registry() const { return registry_; }
  const kb::Tables& tables() const { return built_->view(); }
  const kb::Knowledge& knowledge() const { return *knowledge_; }

  std::string str(kb::Str s) const { return std::string(tables().str(s)); }
  std::vector<std::string> list(kb::List l) const {
    std::vector<std::string> all;
    for (const kb::Str s : tables().list(l)) all.push_back(str(s));
    return all;
  }
  bool same(kb::Text row, const kbfile::Text& text) const { return str(row.en) == text.en && str(row.zh) == text.zh; }
  bool same(kb::Text row, const std::optional<kbfile::Text>& text) const {
    return same(row, text.value_or(kbfile::Text{}));
  }
  bool same(kb::Range range, const std::vector<kbfile::Step>& steps) const {
    const auto rows = tables().steps.subspan(range.at, range.count);
    return std::equal(rows.begin(), rows.end(), steps.begin(), steps.end(), [this](const auto& row, const auto& step) {
      return same(row.text, step.text) && list(row.run) == step.run;
    });
  }

 private:
  kbfile::Document document_;
  kbfile::Registry registry_;
  std::unique_ptr<kbfile::BuiltTables> built_;
  std::unique_ptr<kb::Knowledge> knowledge_;
};

}  // namespace

TEST_CASE("every source and context is found again in the compiled tables") {
  const Compiled sample;
  for (const auto* sources : {&sample.document().sources, &sample.registry().sources}) {
    for (const auto& source : *sources) {
      CAPTURE(source.id);
      const auto row = sample.knowledge().source(source.id);
      REQUIRE(row);
      CHECK(row.str(row->title) == source.title);
      CHECK(row.str(row->url) == source.url);
      CHECK(row.str(row->kind) == source.kind);
    }
  }
  for (const auto& context : sample.document().contexts) {
    CAPTURE(context.id);
    const auto row = sample.knowledge().context(context.id);
    REQUIRE(row);
    CHECK(sample.same(row->title, context.title));
  }
}

TEST_CASE("every cause is found again in the compiled tables") {
  const Compiled sample;
  for (const auto& cause : sample.document().causes) {
    CAPTURE(cause.id);
    const auto row = sample.knowledge().cause(cause.id);
    REQUIRE(row);
    CHECK(row.str(row->severity) == cause.severity);
    CHECK(sample.same(row->sick, cause.sick));
    CHECK(sample.same(row->healthy, cause.healthy));
    CHECK(sample.same(row->explanation, cause.explanation));
    CHECK(sample.same(row->retired, cause.retired));
    CHECK(row.str(row->check) == cause.check);
    CHECK(sample.same(row->by_hand, {cause.by_hand}));
    CHECK(sample.list(row->remedies) == cause.remedies);
    CHECK(sample.list(row->sources) == cause.sources);
  }
}

TEST_CASE("every remedy is found again in the compiled tables") {
  const Compiled sample;
  for (const auto& remedy : sample.document().remedies) {
    CAPTURE(remedy.id);
    const auto row = sample.knowledge().remedy(remedy.id);
    REQUIRE(row);
    CHECK(sample.same(row->title, remedy.title));
    CHECK(row.str(row->platform) == remedy.platform);
    CHECK(row.str(row->risk) == remedy.risk);
    CHECK(sample.same(row->steps, remedy.steps));
    CHECK(sample.same(row->undo, remedy.undo ? std::vector{*remedy.undo} : std::vector<kbfile::Step>{}));
    CHECK(sample.same(row->contact, remedy.contact));
    CHECK(sample.same(row->advice, remedy.advice));
    CHECK(sample.same(row->instead, remedy.instead));
    CHECK(row.str(row->instead_remedy) == remedy.instead_remedy);
    CHECK(sample.list(row->sources) == remedy.sources);
  }
}

TEST_CASE("every explained code is found again in the compiled tables") {
  const Compiled sample;
  for (const auto& code : sample.document().codes) {
    CAPTURE(code.id);
    const auto row = sample.knowledge().entry(code.id);
    REQUIRE(row);
    CHECK(sample.same(row->title, code.title));
    CHECK(sample.same(row->means, code.means));
    CHECK(sample.list(row->remedies) == code.remedies);
    CHECK(sample.list(row->see_also) == code.see_also);
    CHECK(sample.list(row->sources) == code.sources);
    REQUIRE(row->claims.count == code.claims.size());
    for (std::size_t n = 0; n < code.claims.size(); ++n) {
      const auto& claim = sample.tables().claims[row->claims.at + n];
      CHECK(sample.same(claim.says, code.claims[n].says));
      CHECK(sample.same(claim.fact, code.claims[n].fact));
      CHECK(sample.str(claim.verdict) == code.claims[n].verdict);
      CHECK(sample.str(claim.said_by) == code.claims[n].said_by);
      CHECK(sample.list(claim.sources) == code.claims[n].sources);
    }
    REQUIRE(row->situations.count == code.contexts.size());
    for (std::size_t n = 0; n < code.contexts.size(); ++n) {
      const auto& situation = sample.tables().situations[row->situations.at + n];
      CHECK(sample.str(situation.context) == code.contexts[n].id);
      CHECK(sample.same(situation.note, code.contexts[n].note));
      CHECK(sample.list(situation.causes) == code.contexts[n].causes);
    }
  }
}

TEST_CASE("every fact is found again by id, number and symbol") {
  const Compiled sample;
  for (const auto& fact : sample.registry().facts) {
    CAPTURE(fact.id);
    const auto row = sample.knowledge().code(fact.id);
    REQUIRE(row);
    CHECK(row->has_value);
    CHECK(row->value == *fact.value);
    CHECK(sample.same(row->text, fact.text));
    CHECK(sample.list(row->see_also) == fact.see_also);
    CHECK(row.str(row->source) == fact.source);
    CHECK(sample.knowledge().by_value(*fact.value, kb::families()[fact.family].id) == row);
    for (const auto& symbol : fact.symbols) {
      CAPTURE(symbol);
      const auto found = sample.knowledge().by_symbol(text::lower(symbol));
      REQUIRE(found.size() == 1);
      CHECK(found.front() == row);
    }
  }
}

TEST_CASE("an entry adds its own symbols to those of the table") {
  const Compiled sample;
  const auto row = sample.knowledge().code("windows:0x80092004");
  REQUIRE(row);
  CHECK(sample.list(row->symbols) ==
        std::vector<std::string>{"CRYPT_E_NOT_FOUND", "CRYPT_E_SAME_NUMBER", "SAMPLE_NOT_FOUND"});
  REQUIRE(sample.knowledge().by_symbol("sample_not_found").size() == 1);
  CHECK(sample.knowledge().by_symbol("sample_not_found").front() == row);
}

TEST_CASE("what is in no table is not found") {
  const Compiled sample;
  CHECK_FALSE(sample.knowledge().code("windows:0x80092009"));
  CHECK_FALSE(sample.knowledge().cause("clock-wron"));
  CHECK_FALSE(sample.knowledge().cause("clock-wrongly"));
  CHECK(sample.knowledge().by_value(0x80092009).empty());
  CHECK_FALSE(sample.knowledge().by_value(86, "windows"));
  CHECK(sample.knowledge().by_symbol("CRYPT_E").empty());
  CHECK(sample.knowledge().by_symbol("").empty());
}

TEST_CASE("an HRESULT that is made of a Win32 error takes its text and source") {
  Json json = kb_sample::document();
  json["codes"][1]["id"] = "windows:0x80070056";
  json["codes"][1]["see_also"] = Json::array();
  const auto document = kb_sample::parsed(json);
  const auto registry = kb_sample::registry();
  REQUIRE(kbfile::problems(document, registry, nullptr).empty());
  const auto built = kbfile::build(document, registry, nullptr);
  const kb::Knowledge knowledge(&built->view());
  const auto row = knowledge.code("windows:0x80070056");
  REQUIRE(row);
  CHECK(row.str(row->text.en) == "The specified network password is not correct.");
  CHECK(row.str(row->source) == "registry-win32");
  CHECK(knowledge.by_value(0x80070056).size() == 1);
}

TEST_CASE("messages are found in the middle of a log line, keywords are not") {
  const Compiled sample;
  const kb::MessageIndex index(sample.knowledge());
  const auto found = index.find("10:00 error: the thing server.pfx was nowhere to be found, giving up");
  REQUIRE(found.size() == 1);
  CHECK(kb::code_of(found.front()).id() == "windows:0x80092004");
  CHECK(index.find("10:00 a sample keyword in a line of a log").empty());
  const auto typed = kb::search(sample.knowledge(), "sample keyword", 5);
  REQUIRE_FALSE(typed.empty());
  CHECK(typed.front().id() == "topic:sample");
}

TEST_CASE("an empty document makes empty tables in which nothing is found") {
  const auto built = kbfile::build({}, {}, nullptr);
  const kb::Knowledge knowledge(&built->view());
  CHECK(built->view().codes.empty());
  CHECK_FALSE(knowledge.code("windows:0x80092004"));
  CHECK(knowledge.by_value(0).empty());
  CHECK(knowledge.by_symbol("S_OK").empty());
}
