// What was typed -> Report.
#include "certdoc/explain.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "diagnose/answer.hpp"
#include "diagnose/found.hpp"
#include "diagnose/typed.hpp"

namespace certdoc {
namespace {

// Several arguments are several codes, or one message that was pasted without quotes. They are one text where they
// say together what they do not say alone (`alert 48`), or where one of them is the code and the others are words.
bool is_one_text(const std::vector<Typed>& arguments, const Typed& joined) {
  if (arguments.size() < 2) return false;
  if (std::any_of(arguments.begin(), arguments.end(), [](const Typed& t) { return t.is_id(); })) return false;
  std::set<std::string> alone;
  bool only_words_left = true;
  for (const Typed& argument : arguments) {
    alone.insert(argument.ids().begin(), argument.ids().end());
    only_words_left = only_words_left && (!argument.ids().empty() || argument.is_plain_word());
  }
  const std::set<std::string> together(joined.ids().begin(), joined.ids().end());
  if (together.empty()) return alone.empty() && joined.is_searched_text();
  return together != alone || only_words_left;
}

}  // namespace

void finish_explain(Answer& answer) {
  Report& report = answer.report;
  if (!report.unrecognised.empty()) answer.add_triage();
  const bool found = !report.explanations.empty() || !report.candidates.empty() || !report.cause_answers.empty();
  report.summary.exit = found ? 0 : 1;
}

Report explain(const std::vector<std::string>& arguments, const KnowledgeBase& knowledge,
               const ExplainOptions& options) {
  Answer answer(knowledge.tables(), options);
  std::vector<Typed> typed;
  typed.reserve(arguments.size());
  for (const std::string& argument : arguments) typed.emplace_back(argument, answer);
  Typed joined(fmt::format("{}", fmt::join(arguments, " ")), answer);
  if (is_one_text(typed, joined)) {
    joined.answer();
  } else {
    for (Typed& argument : typed) argument.answer();
  }
  finish_explain(answer);
  return std::move(answer.report);
}

}  // namespace certdoc
