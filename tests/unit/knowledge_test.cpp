// data/errcodes.json as a whole, as it is written and as it is compiled in: what must be in it, and what must not.
#include <sys/wait.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>

#include "base/io.hpp"
#include "builtin_knowledge.hpp"
#include "kb/decompose.hpp"
#include "kbfile/parse.hpp"
#include "kbfile/validate.hpp"
#include "registry_rows.hpp"

using namespace certdoc;
using Json = nlohmann::ordered_json;

namespace {

const std::string kData = std::string(CERTDOC_SOURCE_DIR) + "/data/";

const std::string& source_text() {
  static const std::string text = [] {
    const auto read = read_file(kData + "errcodes.json", kbfile::kMaxFile);
    if (!read) FAIL(read.error().what);
    return *read;
  }();
  return text;
}

const kbfile::Document& document() {
  static const kbfile::Document parsed = [] {
    auto read = kbfile::parse_document(source_text(), "errcodes.json");
    if (!read) FAIL(read.error().what);
    return std::move(*read);
  }();
  return parsed;
}

const kb::Knowledge& knowledge() {
  return builtin();
}

const kbfile::Registry& registry() {
  static const kbfile::Registry all = registry_rows::read(registry_rows::names());
  return all;
}

const kbfile::Code* code(const std::string& id) {
  const auto& all = document().codes;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.id == id; });
  return found == all.end() ? nullptr : &*found;
}

// Calls `visit(path, text)` for each string, `path` being the keys that lead to it.
void for_each_text(const Json& json, const std::string& path,
                   const std::function<void(const std::string&, const std::string&)>& visit) {
  if (json.is_string()) visit(path, json.get<std::string>());
  if (json.is_object()) {
    const std::string id = json.value("id", std::string());
    for (const auto& item : json.items()) {
      for_each_text(item.value(), path + (id.empty() ? "" : "[" + id + "]") + "/" + item.key(), visit);
    }
  }
  if (json.is_array()) {
    for (const auto& item : json) for_each_text(item, path, visit);
  }
}

const Json& json() {
  static const Json parsed = Json::parse(source_text());
  return parsed;
}

bool ends_with(const std::string& s, const std::string& end) {
  return s.size() >= end.size() && s.compare(s.size() - end.size(), end.size(), end) == 0;
}

// Languages are told from the characters: a Chinese text has at least one of CJK's.
bool has_cjk(const std::string& utf8) {
  return std::any_of(utf8.begin(), utf8.end(), [](char c) {
    const auto lead = static_cast<unsigned char>(c);
    return lead >= 0xE4 && lead <= 0xE9;  // U+4E00 to U+9FFF
  });
}

// The codes that the first release promises: of CFCA's manual, of Sectigo's, and what people meet next to these.
constexpr std::array kPromised{
    "cfca:600101",
    "cfca:600101/decrypt-failed",
    "cfca:600101/invalid-authorization-code",
    "cfca:600101@902403",
    "cfca:600102@900208",
    "cfca:600102@900211",
    "cfca:600215",
    "cfca:download-request-failed",
    "windows:0x80070037",
    "topic:export-soft-certificate",
    "windows:0x80070005",
    "windows:0x80092004",
    "windows:0x80070424",
    "windows:0x80090020",
    "windows:0x80092013",
    "windows:0x80070057",
    "topic:five-pre-checks",
    "topic:env-nginx-apache-linux",
    "topic:env-exchange",
    "topic:env-code-signing",
    "windows:0x80070056",
    "windows:0x80040154",
    "windows:0x80090013",
    "windows:0x80090016",
    "windows:0x8009000B",
    "windows:0x8009000F",
    "windows:0x80090010",
    "windows:0x8009001D",
    "windows:0x80090019",
    "windows:0x80090027",
    "windows:0x80090030",
    "windows:0x8007000D",
    "windows:0x80070002",
    "windows:0x80070520",
    "windows:0x80092010",
    "windows:0x80092012",
    "windows:0x80092009",
    "windows:0x800B0100",
    "windows:0x800B0101",
    "windows:0x800B0109",
    "windows:0x800B010A",
    "windows:0x800B010C",
    "windows:0x800B010E",
    "windows:0x800B010F",
    "windows:0x800B0110",
    "windows:0x80096004",
    "windows:0x80096010",
    "windows:0x80093102",
    "windows:0x80094004",
    "windows:0x80094800",
    "windows:0x80090325",
    "windows:0x80090326",
    "windows:0x80090328",
    "windows:0x8009030C",
    "windows:0x8009030D",
    "windows:0x8009030E",
    "windows:0x80090331",
    "windows:0x80100004",
    "windows:0x8010000C",
    "windows:0x8010006B",
    "event:schannel/36870",
    "event:schannel/36871",
    "event:schannel/36874",
    "event:schannel/36882",
    "event:schannel/36884",
    "event:schannel/36887",
    "event:schannel/36888",
    "skf:0x0A00000F",
    "skf:0x0A000011",
    "skf:0x0A000023",
    "skf:0x0A000024",
    "skf:0x0A000025",
    "skf:0x0A000026",
    "skf:0x0A00002F",
    "skf:0x0A000030",
    "openssl:05800074",
    "openssl:0480006C",
    "openssl:11800071",
    "openssl:0308010C",
    "x509:9",
    "x509:10",
    "x509:18",
    "x509:19",
    "x509:20",
    "x509:21",
    "x509:23",
    "x509:62",
    "tls-alert:40",
    "tls-alert:42",
    "tls-alert:45",
    "tls-alert:46",
    "tls-alert:48",
    "curl:58",
    "curl:60",
    "chromium:ERR_CERT_DATE_INVALID",
    "chromium:ERR_CERT_AUTHORITY_INVALID",
    "chromium:ERR_CERT_COMMON_NAME_INVALID",
    "nss:SEC_ERROR_UNKNOWN_ISSUER",
    "java:pkix-path-building-failed",
    "java:keystore-password-was-incorrect",
    "apache:AH02565",
};

// Those that are advice rather than errors: remedies without a cause.
constexpr std::array kPromisedAdvice{"topic:unknown-code", "topic:installation-practices", "topic:certificate-safety"};

struct Ran {
  int status = -1;
  std::string said;
};

Ran run(const std::string& command) {
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  Ran ran;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    ran.said.append(buffer.data(), got);
  }
  const int status = ::pclose(pipe);
  REQUIRE(WIFEXITED(status));
  ran.status = WEXITSTATUS(status);
  return ran;
}

// The complaints of Debian's python3-jsonschema about a document, one line each.
constexpr const char* kValidate = R"(
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1], encoding="utf-8"))
Draft202012Validator.check_schema(schema)
document = json.load(open(sys.argv[2], encoding="utf-8"))
sys.argv[3:] and document["codes"][0].pop(sys.argv[3])
found = [f"{list(e.absolute_path)}: {e.message[:300]}" for e in Draft202012Validator(schema).iter_errors(document)]
print("\n".join(found))
sys.exit(1 if found else 0)
)";

Ran validate(const std::string& without) {
  return run(std::string("/usr/bin/python3 -c '") + kValidate + "' '" + kData + "errcodes.schema.json' '" + kData +
             "errcodes.json' " + without);
}

}  // namespace

TEST_CASE("errcodes.json is valid by its own JSON Schema") {
  const Ran whole = validate("");
  CHECK(whole.said == "\n");
  CHECK(whole.status == 0);
  const Ran broken = validate("means");
  CHECK(broken.said == "['codes', 0]: 'means' is a required property\n");
  CHECK(broken.status == 1);
}

TEST_CASE("errcodes.json names the schema that stands beside it") {
  CHECK(json().value("$schema", "") == "errcodes.schema.json");
}

TEST_CASE("the knowledge base has no problem") {
  CHECK(kbfile::problems(document(), registry(), nullptr) == std::vector<std::string>{});
}

TEST_CASE("every promised code is explained, with contexts, causes and sources") {
  for (const std::string id : kPromised) {
    CAPTURE(id);
    const auto* found = code(id);
    REQUIRE(found);
    CHECK_FALSE(found->retired);
    CHECK_FALSE(found->means.en.empty());
    CHECK_FALSE(found->means.zh.empty());
    CHECK_FALSE(found->sources.empty());
    REQUIRE_FALSE(found->contexts.empty());
    for (const auto& situation : found->contexts) CHECK_FALSE(situation.causes.empty());
  }
}

TEST_CASE("the advice of the manuals is there, with remedies and sources") {
  for (const std::string id : kPromisedAdvice) {
    CAPTURE(id);
    const auto* found = code(id);
    REQUIRE(found);
    CHECK(found->title);
    CHECK_FALSE(found->remedies.empty());
    CHECK_FALSE(found->sources.empty());
  }
}

TEST_CASE("what the compiled knowledge explains is what errcodes.json says") {
  std::size_t entries = 0;
  for (const auto& layer : knowledge().layers()) entries += layer->entries.size();
  CHECK(entries == document().codes.size());
  for (const auto& entry : document().codes) {
    CAPTURE(entry.id);
    const auto row = knowledge().entry(entry.id);
    REQUIRE(row);
    CHECK(row.str(row->means.en) == entry.means.en);
    CHECK(row.str(row->means.zh) == entry.means.zh);
    CHECK(row->situations.count == entry.contexts.size());
    CHECK(knowledge().code(entry.id));
  }
  for (const auto& cause : document().causes) CHECK(knowledge().cause(cause.id));
  for (const auto& remedy : document().remedies) CHECK(knowledge().remedy(remedy.id));
  for (const auto& context : document().contexts) CHECK(knowledge().context(context.id));
  for (const auto& source : document().sources) CHECK(knowledge().source(source.id));
}

TEST_CASE("every fact of the registry is found again by id and by number") {
  for (const auto& fact : registry().facts) {
    CAPTURE(fact.id);
    const auto row = knowledge().code(fact.id);
    REQUIRE(row);
    const std::string family(kb::families()[fact.family].id);
    CHECK(kb::family_of(row).id == family);
    CHECK(knowledge().source(row.str(row->source)));
    REQUIRE(row->has_value == fact.value.has_value());
    if (!fact.value) continue;
    CHECK(row->value == *fact.value);
    const auto same_number = knowledge().by_value(*fact.value);
    const bool found = std::find(same_number.begin(), same_number.end(), row) != same_number.end();
    CHECK(found == kb::families()[fact.family].numbered);  // information flags are found by name only
  }
}

TEST_CASE("every row of every registry table is found again by its symbol, with its number and text") {
  std::size_t rows = 0;
  for (const auto& name : registry_rows::names()) {
    const auto table = registry_rows::table(name);
    const std::string family(kb::families()[*kb::family_index(table.family)].id);
    for (const auto& row : table.rows) {
      ++rows;
      if (row["symbol"].empty()) continue;
      CAPTURE(name, row["symbol"]);
      const auto codes = knowledge().by_symbol(row["symbol"]);
      const auto own = std::find_if(codes.begin(), codes.end(), [&](const auto& c) {
        return kb::family_of(c).id == family && (row["value"].empty() || (c->has_value && c->value == row.value()));
      });
      REQUIRE(own != codes.end());
      // Rows of one number share the first of their texts.
      if (!row["message"].empty()) CHECK_FALSE(own->str((*own)->text.en).empty());
      if (!row["message_zh"].empty()) CHECK_FALSE(own->str((*own)->text.zh).empty());
    }
  }
  CHECK(rows > 10000);
}

TEST_CASE("the official text of 0x8007xxxx is that of the Win32 error inside") {
  std::size_t compared = 0;
  for (const auto& layer : knowledge().layers()) {
    for (const auto& row : layer->codes) {
      const kb::Code hresult{layer, &row};
      if (kb::family_of(hresult).id != "windows") continue;
      const auto inner = kb::win32_inside(static_cast<std::uint32_t>(row.value));
      const auto win32 = inner ? knowledge().by_value(*inner, "win32") : kb::Code{};
      if (!win32 || win32.str(win32->text.en).empty()) continue;
      CAPTURE(hresult.id());
      CHECK(hresult.str(row.text.en) == win32.str(win32->text.en));
      ++compared;
    }
  }
  CHECK(compared >= 7);
  const auto known = knowledge().code("windows:0x80070056");
  REQUIRE(known);
  CHECK(known.str(known->text.en) == "The specified network password is not correct.");
}

TEST_CASE("every error cause is reached from a code, the others are found in files by a check") {
  std::set<std::string> reached;
  for (const auto& entry : document().codes) {
    for (const auto& situation : entry.contexts) reached.insert(situation.causes.begin(), situation.causes.end());
  }
  for (const auto& cause : document().causes) {
    if (cause.retired || reached.count(cause.id) > 0) continue;
    CAPTURE(cause.id);
    CHECK(cause.severity != "error");
    CHECK_FALSE(cause.check.empty());
  }
}

TEST_CASE("every remedy and every context is used") {
  std::set<std::string> remedies;
  std::set<std::string> contexts;
  for (const auto& cause : document().causes) remedies.insert(cause.remedies.begin(), cause.remedies.end());
  for (const auto& remedy : document().remedies) remedies.insert(remedy.instead_remedy);
  for (const auto& entry : document().codes) {
    remedies.insert(entry.remedies.begin(), entry.remedies.end());
    for (const auto& situation : entry.contexts) contexts.insert(situation.id);
  }
  for (const auto& remedy : document().remedies) {
    CAPTURE(remedy.id);
    CHECK((remedy.retired || remedies.count(remedy.id) == 1));
  }
  for (const auto& context : document().contexts) {
    CAPTURE(context.id);
    CHECK(contexts.count(context.id) == 1);
  }
}

TEST_CASE("every refused remedy warns and names the safe way") {
  std::size_t refused = 0;
  for (const auto& remedy : document().remedies) {
    if (remedy.risk != "refuse") continue;
    CAPTURE(remedy.id);
    CHECK(remedy.steps.empty());
    REQUIRE(remedy.advice);
    REQUIRE(remedy.instead);
    CHECK_FALSE(remedy.advice->en.empty());
    CHECK_FALSE(remedy.instead->zh.empty());
    ++refused;
  }
  CHECK(refused >= 3);
}

TEST_CASE("what is said in Chinese is Chinese, and the English phrases have none of it") {
  // Titles and steps may be nothing but names of programs.
  const std::set<std::string> prose{"sick", "healthy", "explanation", "means", "advice", "instead", "says", "fact"};
  for_each_text(json(), "", [&](const std::string& path, const std::string& text) {
    CAPTURE(path, text);
    const auto keys = registry_rows::split(path, '/');
    const std::string language = keys.back();
    const std::string& key = keys[keys.size() - 2];
    if (language == "zh" && prose.count(key) == 1) CHECK(has_cjk(text));
    if (language == "en" && (key == "sick" || key == "healthy")) CHECK_FALSE(has_cjk(text));
  });
}

TEST_CASE("the phrases of a cause are phrases, not sentences") {
  for (const auto& cause : document().causes) {
    CAPTURE(cause.id);
    for (const auto& phrase : {cause.sick.en, cause.healthy.en, cause.sick.zh, cause.healthy.zh}) {
      CAPTURE(phrase);
      CHECK_FALSE(ends_with(phrase, "."));
      CHECK_FALSE(ends_with(phrase, "。"));
    }
    CHECK(cause.sick.en != cause.healthy.en);
  }
}

TEST_CASE("no text has tabs, Markdown or blanks around it") {
  for_each_text(json(), "", [](const std::string& path, const std::string& text) {
    CAPTURE(path, text);
    CHECK(text.find('\t') == std::string::npos);
    const bool command = path.find("/run") != std::string::npos;
    if (!command) CHECK(text.find('`') == std::string::npos);
    const bool quoted = ends_with(path, "/messages");
    if (!quoted) CHECK(text.find("**") == std::string::npos);
    CHECK(text.find("](http") == std::string::npos);
    if (text.empty()) return;
    CHECK(text.front() != ' ');
    CHECK(text.back() != ' ');
  });
}

TEST_CASE("command lines hold nothing that a shell would not take for what it looks like") {
  for_each_text(json(), "", [](const std::string& path, const std::string& text) {
    if (!ends_with(path, "/run") && !ends_with(path, "/check")) return;
    CAPTURE(path, text);
    // Curly quotes, dashes, full-width forms, no-break and zero-width blanks.
    for (const char* look_alike :
         {"“", "”", "‘", "’", "–", "—", "−", "…", "（", "）", "：", "，", "\u00A0", "\u200B", "\uFEFF"}) {
      CAPTURE(look_alike);
      CHECK(text.find(look_alike) == std::string::npos);
    }
    CHECK(text.rfind("$ ", 0) != 0);
    CHECK(text.rfind("# ", 0) != 0);
  });
}

TEST_CASE("no text speaks of how the file was made") {
  const auto scan = [](const std::string& path, const std::string& text) {
    CAPTURE(path, text);
    for (const char* word : {"/work/", "shared/", "this session", "our session", "TODO", "FIXME", "fact-check",
                             "fact_check", "lorem ipsum", "the brief"}) {
      CAPTURE(word);
      CHECK(text.find(word) == std::string::npos);
    }
  };
  for_each_text(json(), "", scan);
  for (const auto& name : registry_rows::names()) scan(name, registry_rows::table(name).bytes.substr(0, 4096));
}

TEST_CASE("every source is used") {
  std::set<std::string> used;
  const auto add = [&](const std::vector<std::string>& all) { used.insert(all.begin(), all.end()); };
  for (const auto& cause : document().causes) add(cause.sources);
  for (const auto& remedy : document().remedies) add(remedy.sources);
  for (const auto& entry : document().codes) {
    add(entry.sources);
    if (entry.official) used.insert(entry.official->source);
    for (const auto& claim : entry.claims) {
      add(claim.sources);
      used.insert(claim.said_by);
    }
  }
  for (const auto& source : document().sources) {
    CAPTURE(source.id);
    CHECK(used.count(source.id) == 1);
  }
}
