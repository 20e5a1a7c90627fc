#include "diagnose/suggest.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMost = 5;

struct Near {
  std::size_t distance;
  std::string name;
};

std::string first_symbol(const kb::Tables& tables, std::uint32_t code, std::string_view folded) {
  const kb::CodeRow& row = tables.codes[code];
  for (const kb::Str s : tables.list(row.symbols)) {
    if (text::folded(tables.str(s)) == folded) return std::string(tables.str(s));
  }
  return std::string(folded);
}

}  // namespace

std::vector<std::string> suggestions(std::string_view typed, const kb::Knowledge& knowledge) {
  const std::string word = text::folded(typed);
  if (word.size() < 4 || word.size() > 96 || word.find(' ') != std::string::npos) return {};
  const std::size_t limit = word.size() > 12 ? 3 : word.size() > 6 ? 2 : 1;
  std::vector<Near> near;
  for (const kb::Tables* tables : knowledge.layers()) {
    for (const kb::SymbolRow& row : tables->symbols) {
      const auto folded = tables->str(row.folded);
      const std::size_t distance = text::edit_distance(word, folded, limit);
      if (distance <= limit) near.push_back({distance, first_symbol(*tables, row.code, folded)});
    }
    for (const kb::CauseRow& row : tables->causes) {
      const std::size_t distance = text::edit_distance(word, tables->str(row.id), limit);
      if (distance <= limit) near.push_back({distance, std::string(tables->str(row.id))});
    }
  }
  std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) { return a.distance < b.distance; });
  std::vector<std::string> names;
  for (Near& candidate : near) {
    if (names.size() < kMost && std::find(names.begin(), names.end(), candidate.name) == names.end()) {
      names.push_back(std::move(candidate.name));
    }
  }
  return names;
}

}  // namespace certdoc
