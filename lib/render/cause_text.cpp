#include "render/cause_text.hpp"

#include <fmt/format.h>

#include "render/order.hpp"

namespace certdoc {

void CauseWriter::ranked(std::size_t number, const CauseText& cause, const std::string& platform) {
  page_.labelled(4, fmt::format("{}", number), fmt::format("{}: {}", cause.id, cause.sick), 7, Ink::bold);
  if (verbose_) return details(cause, 7, platform);
  how_to_check(cause, 7, platform);
  if (const RemedyText* fix = first_remedy(cause, platform)) page_.labelled(7, voice_.say(Word::fix), fix->title, 14);
}

const RemedyText* CauseWriter::first_remedy(const CauseText& cause, const std::string& platform) const {
  for (const RemedyText* remedy : remedies_of(report_, cause, platform)) {
    if (remedy->risk != "refuse") return remedy;
  }
  return nullptr;
}

// The certdoc command, else the first two commands to run by hand (mostly they are compared), else what to look at.
void CauseWriter::how_to_check(const CauseText& cause, std::size_t indent, const std::string& platform) {
  const Step& by_hand = cause.by_hand_on(platform);
  if (!cause.check.empty()) {
    page_.labelled_verbatim(indent, voice_.say(Word::check), cause.check, indent + 7);
  } else if (!by_hand.run.empty()) {
    page_.labelled_verbatim(indent, voice_.say(Word::check), by_hand.run.front(), indent + 7);
    if (by_hand.run.size() > 1) page_.verbatim(indent + 7, by_hand.run[1]);
  } else {
    page_.labelled(indent, voice_.say(Word::check), by_hand.text, indent + 7);
  }
}

void CauseWriter::details(const CauseText& cause, std::size_t indent, const std::string& platform) {
  page_.text(indent, cause.explanation);
  if (!cause.check.empty()) page_.labelled_verbatim(indent, voice_.say(Word::check), cause.check, indent + 9);
  const Step& by_hand = cause.by_hand_on(platform);
  page_.labelled(indent, voice_.say(Word::by_hand), by_hand.text, indent + 9);
  for (const std::string& command : by_hand.run) page_.verbatim(indent + 9, command);
  if (platform == "any" && cause.by_hand_windows) {  // the cause by itself: both ways
    page_.labelled(indent, "Windows", cause.by_hand_windows->text, indent + 9);
    for (const std::string& command : cause.by_hand_windows->run) page_.verbatim(indent + 9, command);
  }
  for (const RemedyText* one : remedies_of(report_, cause, platform)) remedy(*one, indent);
}

// Never a step: a warning, and the safe way.
void CauseWriter::refused(const RemedyText& remedy, std::size_t indent) {
  page_.text(indent, fmt::format("! {}{}", voice_.colon(Word::warning), remedy.advice), 2, Ink::yellow);
  page_.text(indent + 2, voice_.colon(Word::instead) + remedy.instead);
}

void CauseWriter::remedy(const RemedyText& remedy, std::size_t indent) {
  if (remedy.risk == "refuse") return refused(remedy, indent);
  const std::string where = remedy.platform == "any" ? "" : fmt::format(" [{}]", remedy.platform);
  page_.labelled(indent, voice_.say(Word::fix), remedy.title + where, indent + 9, Ink::green);
  steps(remedy.steps, indent + 9);
  page_.labelled(indent + 9, voice_.say(Word::risk), voice_.say(risk_word(remedy.risk)), 0);
  if (remedy.undo) {
    page_.labelled(indent + 9, voice_.say(Word::undo), remedy.undo->text, 0);
    for (const std::string& command : remedy.undo->run) page_.verbatim(indent + 11, command);
  }
  if (!remedy.contact.empty()) page_.labelled(indent + 9, voice_.say(Word::contact), remedy.contact, 0);
}

void CauseWriter::steps(const std::vector<Step>& all, std::size_t indent) {
  for (const Step& step : all) {
    page_.text(indent, "- " + step.text, 2);
    for (const std::string& command : step.run) page_.verbatim(indent + 4, command);
  }
}

}  // namespace certdoc
