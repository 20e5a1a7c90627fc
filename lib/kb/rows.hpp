// The compiled form of the knowledge base: sorted rows of plain numbers that point into one blob of text, so
// that nothing is parsed, allocated or relocated at start-up. lib/kbfile makes them, knowledge.hpp reads them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace certdoc::kb {

// A piece of the blob.
struct Str {
  std::uint32_t at = 0;
  std::uint32_t size = 0;
};

// A run of Tables::strings.
struct List {
  std::uint32_t at = 0;
  std::uint32_t count = 0;
};

// A run of one of the row tables.
struct Range {
  std::uint32_t at = 0;
  std::uint32_t count = 0;
};

struct Text {
  Str en;
  Str zh;
};

struct StepRow {
  Text text;
  List run;
};

struct SourceRow {
  Str id;
  Str title;
  Str url;
  Str kind;
};

struct ContextRow {
  Str id;
  Text title;
  Str platform;  // empty: any
};

struct CauseRow {
  Str id;
  Str severity;
  Text sick;
  Text healthy;
  Text explanation;
  Text retired;
  Str check;
  Range by_hand;  // one step; a second one where Windows has its own
  List remedies;
  List sources;
};

struct RemedyRow {
  Str id;
  Str platform;
  Str risk;
  Text title;
  Text contact;
  Text advice;
  Text instead;
  Text retired;
  Str instead_remedy;
  Range steps;
  Range undo;  // none or one step
  List sources;
};

struct ClaimRow {
  Text says;
  Text fact;
  Str verdict;
  Str said_by;
  List sources;
};

struct SituationRow {
  Str context;
  Text note;
  List causes;
};

// What somebody has written about a code. Sorted by id.
struct EntryRow {
  Str id;
  Text title;
  Text means;
  Text retired;
  Str official;
  Str official_source;
  Range claims;
  Range situations;
  List remedies;
  List see_also;
  List sources;
};

// A code as its registry table has it, or as an entry brings it along. Sorted by id.
struct CodeRow {
  Str id;
  std::int64_t value = 0;
  List symbols;
  Text text;
  List see_also;
  Str source;  // of the table or the row
  std::uint8_t family = 0;
  bool has_value = false;
};

// Sorted by (value, family).
struct ValueRow {
  std::int64_t value = 0;
  std::uint32_t code = 0;
};

// Sorted by the folded symbol.
struct SymbolRow {
  Str folded;
  std::uint32_t code = 0;
};

// A text by which a code is found, folded; its literal parts where it has placeholders. Keywords are what people
// search for, not what systems print.
struct MessageRow {
  List parts;
  std::uint32_t code = 0;
  bool keyword = false;
};

// The rarest pair of words of a message. Sorted by the hash.
struct AnchorRow {
  std::uint32_t hash = 0;
  std::uint32_t message = 0;
};

struct Tables {
  std::string_view blob;
  std::span<const Str> strings;
  std::span<const SourceRow> sources;
  std::span<const ContextRow> contexts;
  std::span<const StepRow> steps;
  std::span<const CauseRow> causes;
  std::span<const RemedyRow> remedies;
  std::span<const ClaimRow> claims;
  std::span<const SituationRow> situations;
  std::span<const EntryRow> entries;
  std::span<const CodeRow> codes;
  std::span<const ValueRow> values;
  std::span<const SymbolRow> symbols;
  std::span<const MessageRow> messages;
  std::span<const AnchorRow> anchors;

  std::string_view str(Str s) const { return blob.substr(s.at, s.size); }
  std::span<const Str> list(List l) const { return strings.subspan(l.at, l.count); }
};

}  // namespace certdoc::kb
