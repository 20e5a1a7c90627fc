// Lookup in the compiled tables: the built-in ones, and on top of them those of `--kb` files.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kb/families.hpp"
#include "kb/rows.hpp"

namespace certdoc::kb {

// A row together with the tables that its numbers point into. Cheap to copy; valid while the Knowledge lives.
template <class Row>
struct Ref {
  const Tables* tables = nullptr;
  const Row* row = nullptr;

  const Row* operator->() const { return row; }
  explicit operator bool() const { return row != nullptr; }
  std::string_view str(Str s) const { return tables->str(s); }
  std::span<const Str> list(List l) const { return tables->list(l); }
  std::string_view id() const { return tables->str(row->id); }
  bool operator==(const Ref& other) const { return row == other.row; }
};

using Code = Ref<CodeRow>;
using Entry = Ref<EntryRow>;
using Cause = Ref<CauseRow>;
using Remedy = Ref<RemedyRow>;
using SourceRef = Ref<SourceRow>;
using Context = Ref<ContextRow>;
using Message = Ref<MessageRow>;

// Tables that own what they point to.
class OwnedTables {
 public:
  virtual ~OwnedTables() = default;
  virtual const Tables& view() const = 0;
};

class Knowledge {
 public:
  explicit Knowledge(const Tables* base) : layers_{base} {}

  void add(std::unique_ptr<OwnedTables> layer);

  Code code(std::string_view id) const;
  Entry entry(std::string_view id) const;
  Cause cause(std::string_view id) const;
  Remedy remedy(std::string_view id) const;
  SourceRef source(std::string_view id) const;
  Context context(std::string_view id) const;

  // Every code with this number, in the order of (family rank, id).
  std::vector<Code> by_value(std::int64_t value) const;
  Code by_value(std::int64_t value, std::string_view family) const;

  // Every code with this symbol, whatever its case.
  std::vector<Code> by_symbol(std::string_view symbol) const;

  const std::vector<const Tables*>& layers() const { return layers_; }

 private:
  template <class Row>
  Ref<Row> find(std::span<const Row> Tables::*rows, std::string_view id) const;
  Code lowest(const Tables& tables, const CodeRow& row) const;

  std::vector<const Tables*> layers_;
  std::vector<std::unique_ptr<OwnedTables>> owned_;
};

inline const Family& family_of(const Code& code) {
  return families()[code->family];
}

// The part of the id behind the colon.
inline std::string_view key_of(const Code& code) {
  return code.id().substr(family_of(code).id.size() + 1);
}

// The first symbol, or nothing.
inline std::string_view symbol_of(const Code& code) {
  const auto symbols = code.list(code->symbols);
  return symbols.empty() ? std::string_view() : code.str(symbols.front());
}

// Order in which codes of the same text or number are shown.
bool before(const Code& a, const Code& b);

}  // namespace certdoc::kb
