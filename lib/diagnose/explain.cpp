// What was typed -> Report.
#include "certdoc/explain.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "base/key_material.hpp"
#include "base/say.hpp"
#include "base/text.hpp"
#include "certdoc/exit_status.hpp"
#include "diagnose/answer.hpp"
#include "diagnose/found.hpp"
#include "diagnose/pasted_key.hpp"
#include "diagnose/typed.hpp"

namespace certdoc {
namespace {

// Several arguments are several codes, or one message that was pasted without quotes. They are one text where they
// say together what they do not say alone (`alert 48`), or where one of them is the code and the others are words.
bool is_one_text(const std::vector<Typed>& arguments, const Typed& joined) {
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

bool answered_as_one(const std::vector<std::string>& arguments, const std::vector<Typed>& typed, Answer& answer) {
  const std::string text = fmt::format("{}", fmt::join(arguments, " "));
  if (arguments.size() < 2 || text.size() > kMaxArgument) return false;
  Typed joined(text, answer);
  if (!is_one_text(typed, joined)) return false;
  joined.answer();
  return true;
}

// A key that was pasted is echoed nowhere, in however many arguments it arrived.
void hide_keys(const std::vector<std::string>& arguments, Answer& answer) {
  const std::string text = text::normal_without_ansi(fmt::format("{}", fmt::join(arguments, " ")));
  const std::string_view form = private_key_form(text);
  if (form.empty()) return;
  Report& report = answer.report;
  for (Candidate& candidate : report.candidates) candidate.input = kHiddenKey;
  if (!report.unrecognised.empty()) {
    report.unrecognised.resize(1);
    report.unrecognised.front() = {std::string(kHiddenKey), report.unrecognised.front().tried, {}, {}};
  }
  warn_of_key(say(answer.options().lang, "what was given", "输入内容"), form, {}, answer);
}

}  // namespace

void finish_explain(Answer& answer) {
  Report& report = answer.report;
  if (!report.unrecognised.empty()) answer.add_triage();
  const bool found = !report.explanations.empty() || !report.candidates.empty() || !report.cause_answers.empty();
  summarise(report, {});  // a key that was pasted counts as what it is
  report.summary.exit = found ? 0 : 1;
}

Report explain(const std::vector<std::string>& arguments, const KnowledgeBase& knowledge,
               const ExplainOptions& options) {
  Answer answer(knowledge.tables(), options);
  std::vector<Typed> typed;
  typed.reserve(arguments.size());
  for (const std::string& argument : arguments) typed.emplace_back(argument, answer);
  if (!answered_as_one(arguments, typed, answer)) {
    for (Typed& argument : typed) argument.answer();
  }
  hide_keys(arguments, answer);
  finish_explain(answer);
  return std::move(answer.report);
}

}  // namespace certdoc
