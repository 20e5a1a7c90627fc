#include "kb/knowledge.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"

namespace certdoc::kb {
namespace {

// Sorted, once each: a layer has a row of its own for a code of the layer below that it adds symbols or texts to.
std::vector<Code> in_order(std::vector<Code> codes) {
  std::sort(codes.begin(), codes.end(), before);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

}  // namespace

bool before(const Code& a, const Code& b) {
  return std::tuple(family_of(a).rank, a.id()) < std::tuple(family_of(b).rank, b.id());
}

void Knowledge::add(std::unique_ptr<OwnedTables> layer) {
  layers_.push_back(&layer->view());
  owned_.push_back(std::move(layer));
}

template <class Row>
Ref<Row> Knowledge::find(std::span<const Row> Tables::*rows, std::string_view id) const {
  for (const Tables* tables : layers_) {
    const auto& all = tables->*rows;
    const auto at = std::lower_bound(all.begin(), all.end(), id,
                                     [&](const Row& row, std::string_view key) { return tables->str(row.id) < key; });
    if (at != all.end() && tables->str(at->id) == id) return {tables, &*at};
  }
  return {};
}

// The row that stands for this code: that of the lowest layer which has one.
Code Knowledge::lowest(const Tables& tables, const CodeRow& row) const {
  return &tables == layers_.front() ? Code{&tables, &row} : code(tables.str(row.id));
}

Code Knowledge::code(std::string_view id) const {
  return find(&Tables::codes, id);
}
Entry Knowledge::entry(std::string_view id) const {
  return find(&Tables::entries, id);
}
Cause Knowledge::cause(std::string_view id) const {
  return find(&Tables::causes, id);
}
Remedy Knowledge::remedy(std::string_view id) const {
  return find(&Tables::remedies, id);
}
SourceRef Knowledge::source(std::string_view id) const {
  return find(&Tables::sources, id);
}
Context Knowledge::context(std::string_view id) const {
  return find(&Tables::contexts, id);
}

std::vector<Code> Knowledge::by_value(std::int64_t value) const {
  std::vector<Code> found;
  for (const Tables* tables : layers_) {
    const auto [first, last] = std::equal_range(tables->values.begin(), tables->values.end(), ValueRow{value, 0},
                                                [](const ValueRow& a, const ValueRow& b) { return a.value < b.value; });
    for (auto at = first; at != last; ++at) found.push_back(lowest(*tables, tables->codes[at->code]));
  }
  return in_order(std::move(found));
}

Code Knowledge::by_value(std::int64_t value, std::string_view family) const {
  for (const Code& code : by_value(value)) {
    if (family_of(code).id == family) return code;
  }
  return {};
}

std::vector<Code> Knowledge::by_symbol(std::string_view symbol) const {
  const std::string folded = text::folded(symbol);
  std::vector<Code> found;
  for (const Tables* tables : layers_) {
    auto at =
        std::lower_bound(tables->symbols.begin(), tables->symbols.end(), folded,
                         [&](const SymbolRow& row, const std::string& key) { return tables->str(row.folded) < key; });
    for (; at != tables->symbols.end() && tables->str(at->folded) == folded; ++at) {
      found.push_back(lowest(*tables, tables->codes[at->code]));
    }
  }
  return in_order(std::move(found));
}

}  // namespace certdoc::kb
