#include "emit.hpp"

#include <fmt/format.h>
#include <iterator>

namespace certdoc {
namespace {

using Out = std::back_insert_iterator<std::string>;

std::string cell(kb::Str s) {
  return fmt::format("{{{},{}}}", s.at, s.size);
}
std::string cell(kb::List l) {
  return fmt::format("{{{},{}}}", l.at, l.count);
}
std::string cell(kb::Range r) {
  return fmt::format("{{{},{}}}", r.at, r.count);
}
std::string cell(kb::Text t) {
  return fmt::format("{{{},{}}}", cell(t.en), cell(t.zh));
}
std::string cell(std::uint32_t n) {
  return fmt::format("{}u", n);
}
std::string cell(std::uint8_t n) {
  return fmt::format("{}", n);
}
std::string cell(std::int64_t n) {
  return fmt::format("{}LL", n);
}
std::string cell(bool b) {
  return b ? "true" : "false";
}

template <class... Cells>
std::string cells(const Cells&... all) {
  std::string out;
  ((out += out.empty() ? cell(all) : "," + cell(all)), ...);
  return out;
}

std::string fields(const kb::Str& r) {
  return cells(r.at, r.size);
}
std::string fields(const kb::SourceRow& r) {
  return cells(r.id, r.title, r.url, r.kind);
}
std::string fields(const kb::ContextRow& r) {
  return cells(r.id, r.title, r.platform);
}
std::string fields(const kb::StepRow& r) {
  return cells(r.text, r.run);
}
std::string fields(const kb::CauseRow& r) {
  return cells(r.id, r.severity, r.sick, r.healthy, r.explanation, r.retired, r.check, r.by_hand, r.remedies,
               r.sources);
}
std::string fields(const kb::RemedyRow& r) {
  return cells(r.id, r.platform, r.risk, r.title, r.contact, r.advice, r.instead, r.retired, r.instead_remedy, r.steps,
               r.undo, r.sources);
}
std::string fields(const kb::ClaimRow& r) {
  return cells(r.says, r.fact, r.verdict, r.said_by, r.sources);
}
std::string fields(const kb::SituationRow& r) {
  return cells(r.context, r.note, r.causes);
}
std::string fields(const kb::EntryRow& r) {
  return cells(r.id, r.title, r.means, r.retired, r.official, r.official_source, r.claims, r.situations, r.remedies,
               r.see_also, r.sources);
}
std::string fields(const kb::CodeRow& r) {
  return cells(r.id, r.value, r.symbols, r.text, r.see_also, r.source, r.family, r.has_value);
}
std::string fields(const kb::ValueRow& r) {
  return cells(r.value, r.code);
}
std::string fields(const kb::SymbolRow& r) {
  return cells(r.folded, r.code);
}
std::string fields(const kb::MessageRow& r) {
  return cells(r.parts, r.code, r.keyword);
}
std::string fields(const kb::AnchorRow& r) {
  return cells(r.hash, r.message);
}

// One more row than needed, so that an empty table is an array too.
template <class Row>
void emit_table(Out out, const char* type, const char* name, const std::vector<Row>& rows) {
  fmt::format_to(out, "constexpr {} {}[] = {{\n", type, name);
  for (const Row& row : rows) fmt::format_to(out, "{{{}}},\n", fields(row));
  fmt::format_to(out, "{{}}}};\n");
}

void emit_blob(Out out, const std::string& blob) {
  constexpr std::size_t kPerLine = 100;
  fmt::format_to(out, "constexpr char blob[] =\n");
  for (std::size_t at = 0; at < blob.size(); at += kPerLine) {
    fmt::format_to(out, "\"");
    for (const char c : std::string_view(blob).substr(at, kPerLine)) {
      const bool plain = c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '?';
      if (plain) {
        fmt::format_to(out, "{}", c);
      } else {
        fmt::format_to(out, "\\{:03o}", static_cast<unsigned char>(c));
      }
    }
    fmt::format_to(out, "\"\n");
  }
  fmt::format_to(out, "\"\";\n");
}

}  // namespace

std::string emit(const kbfile::BuiltTables& t) {
  std::string source =
      "// Made by kbgen from data/. Do not edit.\n#include \"kb/builtin.hpp\"\n\nnamespace certdoc::kb {\nnamespace "
      "{\n";
  const Out out(source);
  emit_blob(out, t.blob);
  emit_table(out, "Str", "strings", t.strings);
  emit_table(out, "SourceRow", "sources", t.sources);
  emit_table(out, "ContextRow", "contexts", t.contexts);
  emit_table(out, "StepRow", "steps", t.steps);
  emit_table(out, "CauseRow", "causes", t.causes);
  emit_table(out, "RemedyRow", "remedies", t.remedies);
  emit_table(out, "ClaimRow", "claims", t.claims);
  emit_table(out, "SituationRow", "situations", t.situations);
  emit_table(out, "EntryRow", "entries", t.entries);
  emit_table(out, "CodeRow", "codes", t.codes);
  emit_table(out, "ValueRow", "values", t.values);
  emit_table(out, "SymbolRow", "symbols", t.symbols);
  emit_table(out, "MessageRow", "messages", t.messages);
  emit_table(out, "AnchorRow", "anchors", t.anchors);
  fmt::format_to(out, "}}  // namespace\n\nextern constexpr Tables kBuiltin{{\n  {{blob, sizeof blob - 1}},\n");
  for (const char* name : {"strings", "sources", "contexts", "steps", "causes", "remedies", "claims", "situations",
                           "entries", "codes", "values", "symbols", "messages", "anchors"}) {
    fmt::format_to(out, "  {{{0}, sizeof {0} / sizeof {0}[0] - 1}},\n", name);
  }
  fmt::format_to(out, "}};\n\n}}  // namespace certdoc::kb\n");
  return source;
}

}  // namespace certdoc
