// What is known: the rows of `explain --list` and `--families`.
#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "diagnose/answer.hpp"

namespace certdoc {
namespace {

void for_each_code(const kb::Knowledge& knowledge, const std::function<void(const kb::Code&)>& visit) {
  for (const kb::Tables* tables : knowledge.layers()) {
    for (const kb::CodeRow& row : tables->codes) {
      const kb::Code code{tables, &row};
      if (knowledge.code(code.id()) == code) visit(code);  // a `--kb` file may repeat a row to add symbols to it
    }
  }
}

}  // namespace

std::string canonical_family(const std::string& name) {
  const auto known = kb::family_index(name);
  return known ? std::string(kb::families()[*known].id) : name;
}

Report list_codes(const KnowledgeBase& knowledge, const ExplainOptions& options) {
  Answer answer(knowledge.tables(), options);
  for_each_code(knowledge.tables(), [&](const kb::Code& code) {
    const bool wanted = options.family.empty() || kb::family_of(code).id == options.family;
    if (wanted) answer.report.candidates.push_back(answer.candidate({}, code));
  });
  answer.report.summary.exit = answer.report.candidates.empty() ? 1 : 0;
  return std::move(answer.report);
}

Report list_families(const KnowledgeBase& knowledge, const ExplainOptions& options) {
  std::map<std::string_view, std::size_t> counts;
  for_each_code(knowledge.tables(), [&](const kb::Code& code) { ++counts[kb::family_of(code).id]; });
  Answer answer(knowledge.tables(), options);
  for (const kb::Family& family : kb::families()) {
    if (counts[family.id] == 0) continue;
    const std::string title(options.lang == Lang::zh ? family.zh : family.en);
    answer.report.candidates.push_back({{}, std::string(family.id), fmt::format("{}", counts[family.id]), {}, title});
  }
  return std::move(answer.report);
}

}  // namespace certdoc
