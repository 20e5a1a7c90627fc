#include "render/checklist.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kBadge = 6;
constexpr std::size_t kAllRowsUpTo = 2;  // certificates; of more only those with something to say

std::size_t width_of(std::string_view s) {
  return text::width(text::escaped(s));
}

bool is_wrong(const ChecklistItem& item) {
  return item.state == "error" || item.state == "warning" || item.state == "unknown";
}

bool is_wrong(const Checklist& list) {
  return std::any_of(list.items.begin(), list.items.end(), [](const ChecklistItem& item) { return is_wrong(item); });
}

Word badge_of(const ChecklistItem& item) {
  if (item.state == "error") return Word::fail;
  if (item.state == "warning") return Word::warn;
  if (item.state == "unknown") return Word::unknown;
  return item.state == "ok" ? Word::ok : Word::not_checked;
}

Ink ink_of(Word badge) {
  if (badge == Word::fail) return Ink::red;
  if (badge == Word::ok) return Ink::green;
  return badge == Word::not_checked ? Ink::dim : Ink::yellow;
}

class Writer {
 public:
  Writer(const Report& report, const RenderOptions& options, Page& page)
      : report_(report), options_(options), page_(page), voice_(report.lang) {
    for (const Checklist& list : report.checklists) {
      for (const ChecklistItem& item : list.items) column_ = std::max(column_, width_of(item.title));
    }
    column_ += kBadge + 2;
  }

  void run() {
    const bool all = options_.verbose || report_.checklists.size() <= kAllRowsUpTo;
    for (const Checklist& list : report_.checklists) {
      if (all || is_wrong(list) || list.items.size() < 2) {
        if (!list.location.empty()) heading(list);
        for (const ChecklistItem& item : list.items) row(item);
      } else {
        brief(list);
      }
    }
  }

 private:
  void heading(const Checklist& list) {
    if (&list != &report_.checklists.front()) page_.blank();
    page_.heading(list.name, {}, list.location);
  }

  void row(const ChecklistItem& item) {
    const Word badge = badge_of(item);
    std::string label(voice_.say(badge));
    label.resize(label.size() + kBadge - std::min(kBadge, text::width(label)), ' ');
    page_.labelled(0, label + item.title, item.text, column_, ink_of(badge));
  }

  // `ok    www.example.com`, and where the configuration names it.
  void brief(const Checklist& list) {
    const std::string place = list.location.empty() ? "" : fmt::format(" ({})", list.location);
    page_.labelled(0, voice_.say(Word::ok), list.name + place, kBadge, Ink::green);
  }

  const Report& report_;
  const RenderOptions& options_;
  Page& page_;
  Voice voice_;
  std::size_t column_ = 0;
};

// Once each, in their order.
void add(std::vector<std::string>& all, const std::string& one) {
  if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
}

std::vector<std::string> causes_of(const Report& report, std::string_view state) {
  std::vector<std::string> out;
  for (const Checklist& list : report.checklists) {
    for (const ChecklistItem& item : list.items) {
      if (item.state != state) continue;
      for (const std::string& cause : item.causes) add(out, cause);
    }
  }
  return out;
}

// Of no certificate: what every one of them was checked for needs no mention.
std::vector<std::string> not_checked(const Report& report) {
  std::vector<std::string> out;
  for (const Checklist& list : report.checklists) {
    for (const ChecklistItem& item : list.items) {
      if (item.state == "not-checked") add(out, item.title);
    }
  }
  return out;
}

std::string why_no_go(const Report& report, const Voice& voice) {
  std::vector<std::string> causes = causes_of(report, "error");
  if (causes.empty()) causes = causes_of(report, "warning");
  if (causes.empty()) {
    for (const Finding& finding : report.findings) {
      if (finding.verdict == Verdict::confirmed) add(causes, finding.cause);
    }
  }
  return voice.list(causes);
}

}  // namespace

void render_checklists(const Report& report, const RenderOptions& options, Page& page) {
  Writer(report, options, page).run();
}

DecisionText decision_text(const Report& report) {
  const Voice voice(report.lang);
  const std::string_view decided = decision(report);
  if (decided.empty()) return {};
  if (decided == "no-go") return {std::string(voice.say(Word::no_go)), why_no_go(report, voice)};
  if (decided == "undecided")
    return {std::string(voice.say(Word::undecided)), std::string(voice.say(Word::undecided_why))};
  std::string why(voice.say(Word::go_why));
  if (const auto open = not_checked(report); !open.empty()) {
    why += fmt::format(fmt::runtime(voice.say(Word::go_but)), voice.list(open));
  }
  return {std::string(voice.say(Word::go)), std::move(why)};
}

void render_decision(const Report& report, Page& page) {
  const DecisionText text = decision_text(report);
  if (text.word.empty()) return;
  page.blank();
  const std::string_view decided = decision(report);
  const Ink ink = decided == "go" ? Ink::green : decided == "no-go" ? Ink::red : Ink::yellow;
  page.labelled(0, text.word, text.why, text::width(text.word) + 2, ink);
}

}  // namespace certdoc
