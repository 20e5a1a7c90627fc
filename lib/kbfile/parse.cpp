#include "kbfile/parse.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace certdoc::kbfile {
namespace {

using Json = nlohmann::json;

// Thrown inside this file only: what is wrong, with the way to it.
struct Wrong {
  std::string what;
};

// A JSON object of which every key must be asked for.
class Reader {
 public:
  Reader(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
    if (!json.is_object()) throw Wrong{where_ + ": not an object"};
  }

  bool has(const char* key) {
    asked_.emplace_back(key);
    return json_.contains(key);
  }

  const Json& at(const char* key) {
    if (!has(key)) throw Wrong{fmt::format("{}: '{}' is missing", where_, key)};
    return json_.at(key);
  }

  std::string line_or_empty(const char* key) { return checked(at(key), path(key)); }
  std::string line(const char* key) { return filled(at(key), path(key)); }
  std::string optional_line(const char* key) { return has(key) ? line_or_empty(key) : std::string(); }

  std::vector<std::string> lines(const char* key) {
    std::vector<std::string> out;
    if (!has(key)) return out;
    for (const Json& item : array(key)) out.push_back(filled(item, path(key)));
    return out;
  }

  const Json& array(const char* key) {
    const Json& value = at(key);
    if (!value.is_array()) throw Wrong{path(key) + ": not a list"};
    return value;
  }

  std::string path(const char* key) const { return where_ + ": " + key; }

  void done() const {
    for (const auto& item : json_.items()) {
      const bool known = std::find(asked_.begin(), asked_.end(), item.key()) != asked_.end();
      if (!known) throw Wrong{fmt::format("{}: unknown key '{}'", where_, text::escaped(item.key()))};
    }
  }

 private:
  static std::string checked(const Json& json, const std::string& where) {
    if (!json.is_string()) throw Wrong{where + ": not a text"};
    auto value = json.get<std::string>();
    const bool control = std::any_of(value.begin(), value.end(),
                                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (control) throw Wrong{where + ": has control characters"};
    return value;
  }

  static std::string filled(const Json& json, const std::string& where) {
    auto value = checked(json, where);
    if (value.empty()) throw Wrong{where + ": is empty"};
    return value;
  }

  const Json& json_;
  std::string where_;
  std::vector<std::string> asked_;
};

Text text_in(Reader& reader, const std::string& where) {
  Text text{reader.optional_line("en"), reader.optional_line("zh")};
  if (text.en.empty()) throw Wrong{where + ": the English text is missing"};
  if (text.zh.empty()) throw Wrong{where + ": the Chinese text is missing"};
  return text;
}

Text read_text(const Json& json, const std::string& where) {
  Reader reader(json, where);
  Text text = text_in(reader, where);
  reader.done();
  return text;
}

std::optional<Text> optional_text(Reader& reader, const char* key) {
  if (!reader.has(key)) return std::nullopt;
  return read_text(reader.at(key), reader.path(key));
}

Step read_step(const Json& json, const std::string& where) {
  Reader reader(json, where);
  Step step{text_in(reader, where), reader.lines("run")};
  reader.done();
  return step;
}

Source read_source(Reader& reader) {
  return {reader.line("id"), reader.line("title"), reader.line_or_empty("url"), reader.line("kind")};
}

Context read_context(Reader& reader) {
  return {reader.line("id"), read_text(reader.at("title"), reader.path("title")), reader.optional_line("platform")};
}

Cause read_cause(Reader& reader) {
  Cause cause;
  cause.id = reader.line("id");
  cause.area = reader.line("area");
  cause.severity = reader.line("severity");
  cause.sick = read_text(reader.at("sick"), reader.path("sick"));
  cause.healthy = read_text(reader.at("healthy"), reader.path("healthy"));
  cause.explanation = read_text(reader.at("explanation"), reader.path("explanation"));
  cause.check = reader.optional_line("check");
  cause.by_hand = read_step(reader.at("by_hand"), reader.path("by_hand"));
  if (reader.has("by_hand_windows")) {
    cause.by_hand_windows = read_step(reader.at("by_hand_windows"), reader.path("by_hand_windows"));
  }
  cause.remedies = reader.lines("remedies");
  cause.sources = reader.lines("sources");
  cause.retired = optional_text(reader, "retired");
  return cause;
}

Remedy read_remedy(Reader& reader) {
  Remedy remedy;
  remedy.id = reader.line("id");
  remedy.title = read_text(reader.at("title"), reader.path("title"));
  remedy.platform = reader.line("platform");
  remedy.risk = reader.line("risk");
  if (reader.has("steps")) {
    for (const Json& step : reader.array("steps")) remedy.steps.push_back(read_step(step, reader.path("steps")));
  }
  if (reader.has("undo")) remedy.undo = read_step(reader.at("undo"), reader.path("undo"));
  remedy.contact = optional_text(reader, "contact");
  remedy.advice = optional_text(reader, "advice");
  remedy.instead = optional_text(reader, "instead");
  remedy.instead_remedy = reader.optional_line("instead_remedy");
  remedy.sources = reader.lines("sources");
  remedy.retired = optional_text(reader, "retired");
  return remedy;
}

Claim read_claim(const Json& json, const std::string& where) {
  Reader reader(json, where);
  Claim claim;
  claim.says = read_text(reader.at("says"), reader.path("says"));
  claim.fact = read_text(reader.at("fact"), reader.path("fact"));
  claim.verdict = reader.line("verdict");
  claim.said_by = reader.line("said_by");
  claim.sources = reader.lines("sources");
  reader.done();
  return claim;
}

Situation read_situation(const Json& json, const std::string& where) {
  Reader reader(json, where);
  Situation situation{reader.line("id"), reader.lines("causes"), optional_text(reader, "note")};
  reader.done();
  return situation;
}

Official read_official(const Json& json, const std::string& where) {
  Reader reader(json, where);
  Official official{reader.line("text"), reader.line("source")};
  reader.done();
  return official;
}

Code read_code(Reader& reader) {
  Code code;
  code.id = reader.line("id");
  code.title = optional_text(reader, "title");
  code.means = read_text(reader.at("means"), reader.path("means"));
  code.official_zh = reader.optional_line("official_zh");
  if (reader.has("official")) code.official = read_official(reader.at("official"), reader.path("official"));
  if (reader.has("claims")) {
    for (const Json& claim : reader.array("claims")) code.claims.push_back(read_claim(claim, reader.path("claims")));
  }
  if (reader.has("contexts")) {
    for (const Json& item : reader.array("contexts")) {
      code.contexts.push_back(read_situation(item, reader.path("contexts")));
    }
  }
  code.symbols = reader.lines("symbols");
  code.messages = reader.lines("messages");
  code.keywords = reader.lines("keywords");
  code.remedies = reader.lines("remedies");
  code.see_also = reader.lines("see_also");
  code.sources = reader.lines("sources");
  code.retired = optional_text(reader, "retired");
  return code;
}

// The name of an entry in messages: its id where it has one, else its place.
std::string place(const char* list, const Json& item, std::size_t index) {
  if (item.is_object() && item.contains("id") && item.at("id").is_string()) {
    return fmt::format("{} {}", list, text::escaped(item.at("id").get<std::string>()));
  }
  return fmt::format("{}[{}]", list, index);
}

template <class Entry>
Entry read_entry(Reader reader, Entry (*read)(Reader&)) {
  Entry entry = read(reader);
  reader.done();
  return entry;
}

template <class Entry>
std::vector<Entry> read_list(Reader& document, const char* list, Entry (*read)(Reader&)) {
  std::vector<Entry> entries;
  if (!document.has(list)) return entries;
  for (const Json& item : document.array(list)) {
    entries.push_back(read_entry(Reader(item, place(list, item, entries.size())), read));
  }
  return entries;
}

Document read_document(const Json& json, const std::string& name) {
  Reader reader(json, name);
  Document document;
  reader.has("$schema");
  document.sources = read_list(reader, "sources", read_source);
  document.contexts = read_list(reader, "contexts", read_context);
  document.causes = read_list(reader, "causes", read_cause);
  document.remedies = read_list(reader, "remedies", read_remedy);
  document.codes = read_list(reader, "codes", read_code);
  reader.done();
  return document;
}

// nlohmann's messages begin with `[json.exception.parse_error.101] `.
std::string without_name(const std::string& message) {
  const std::size_t end = message.find("] ");
  return end == std::string::npos ? message : message.substr(end + 2);
}

}  // namespace

Result<Document> parse_document(std::string_view json, const std::string& name) {
  try {
    return read_document(Json::parse(json), name);
  } catch (const Wrong& wrong) {
    return fail(Error::Kind::invalid, wrong.what, "docs/knowledge-base.md describes the format");
  } catch (const nlohmann::json::exception& wrong) {
    return fail(Error::Kind::invalid, fmt::format("{} is no JSON: {}", name, without_name(text::escaped(wrong.what()))),
                "the file may be cut off");
  }
}

}  // namespace certdoc::kbfile
