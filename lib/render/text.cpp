// The report for people, on a terminal or in a ticket.
#include <fmt/format.h>
#include <algorithm>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "render/cause_text.hpp"
#include "render/chains.hpp"
#include "render/diagnoses.hpp"
#include "render/endpoints.hpp"
#include "render/explanation_text.hpp"
#include "render/findings.hpp"
#include "render/hosts.hpp"
#include "render/objects.hpp"
#include "render/page.hpp"
#include "render/quiet.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kBriefFrom = 4;  // with so many codes at once, each gets a few lines only

// What was typed; cut where a word is wider than a page, since that cannot be wrapped.
std::string echo(std::string_view input) {
  constexpr std::size_t kColumns = Page::kColumns - 4;
  const std::string safe = text::escaped(input);
  const auto rows = text::wrapped(safe, kColumns);
  const auto fits = [](const std::string& row) { return text::width(row) <= kColumns; };
  return std::all_of(rows.begin(), rows.end(), fits) ? safe : text::shortened(safe, kColumns);
}

class TextRenderer {
 public:
  TextRenderer(const Report& report, const RenderOptions& options)
      : report_(report),
        options_(options),
        page_(options.color),
        voice_(report.lang),
        causes_(report, options.verbose, page_) {}

  std::string run() {
    if (report_.table == Table::objects) render_objects(report_, options_, page_);
    if (report_.table == Table::inventory) render_inventory(report_, options_, page_);
    if (!report_.diagnoses.empty()) {
      render_diagnoses(report_, options_, page_);
    } else if (report_.table == Table::hosts) {
      render_hosts(report_, options_, page_);
    } else {
      if (!report_.conclusion.empty()) page_.text(0, report_.conclusion, 0, Ink::bold);
      if (!report_.conclusion.empty() && !report_.chains.empty()) page_.blank();
      render_chains(report_, options_, page_);
      render_endpoints(report_, options_, page_);
      render_findings(report_, options_, page_);
      render_appearances(report_, options_, page_);
    }
    if (report_.table == Table::picture) picture();
    render_openssl_hashes(report_, page_);
    const bool brief = report_.explanations.size() >= kBriefFrom && !options_.verbose;
    for (const Explanation& e : report_.explanations) {
      if (!report_.diagnoses.empty()) break;
      page_.blank();
      render_explanation(e, report_, options_, brief, page_);
    }
    if (options_.verbose && !report_.explanations.empty()) sources();
    for (const CauseAnswer& answer : report_.cause_answers) cause_answer(answer);
    candidates();
    for (const Unrecognised& nothing : report_.unrecognised) unrecognised(nothing);
    triage();
    if (report_.table != Table::picture) notes();
    steps();
    return std::move(page_).take();
  }

 private:
  void notes() {
    for (const std::string& note : report_.notes) page_.text(0, note);
  }

  void steps() {
    if (report_.steps.empty()) return;
    page_.blank();
    causes_.steps(report_.steps, 0);
  }

  // What was done stands in front of what was found.
  void picture() {
    if (!report_.notes.empty()) page_.blank();
    notes();
    render_objects(report_, options_, page_);
  }

  void sources() {
    page_.blank();
    page_.text(2, voice_.say(Word::sources), 0, Ink::bold);
    for (const Source& source : report_.sources) {
      const std::string claim = source.kind == "official" ? "" : fmt::format(" [{}]", source.kind);
      page_.text(4, source.title + claim, 2);
      if (!source.url.empty()) page_.verbatim(6, source.url);
    }
  }

  void cause_answer(const CauseAnswer& answer) {
    const CauseText* cause = report_.cause(answer.cause);
    if (cause == nullptr) return;
    page_.blank();
    page_.heading(cause->id, {}, name_of(cause->severity));
    page_.text(2, cause->sick, 0, Ink::bold);
    page_.text(2, voice_.colon(Word::healthy) + cause->healthy, 2, Ink::dim);
    page_.blank();
    causes_.details(*cause, 2, "any");
    page_.blank();
    if (!answer.shows_as.empty()) page_.text(2, voice_.colon(Word::shows_as) + joined(answer.shows_as), 4);
    for (const std::string& id : cause->sources) {
      if (const Source* source = report_.source(id))
        page_.text(2, voice_.colon(Word::source) + source->title, 4, Ink::dim);
    }
  }

  void candidates() {
    std::string input;
    for (const Candidate& one : report_.candidates) {
      if (one.input != input) {
        input = one.input;
        page_.blank();
        page_.text(0, voice_.say(Word::ambiguous, echo(input)), 2, Ink::bold);
      }
      candidate(one);
    }
  }

  void candidate(const Candidate& one) {
    const std::string name = one.symbol.empty() || one.id.ends_with(one.symbol) ? "" : one.symbol + "  ";
    if (one.input.empty()) {
      const bool family = one.id.find(':') == std::string::npos;
      return page_.text(0, fmt::format("{}  {}{}", one.id, family ? one.code + "  " : name, one.text), 4);
    }
    const auto id = quoted_for_sh(one.id);
    page_.labelled(2, id ? "certdoc explain " + *id : one.id, name + text::shortened(one.text, 120), 38, Ink::bold);
  }

  void unrecognised(const Unrecognised& nothing) {
    page_.blank();
    page_.text(0, voice_.say(Word::unrecognised, echo(nothing.input)), 2, Ink::bold);
    if (nothing.input == "[PRIVATE KEY]") page_.text(2, voice_.say(Word::private_key), 0, Ink::red);
    page_.text(2, fmt::format("{}{}", voice_.colon(Word::tried), voice_.list(nothing.tried)), 2);
    render_parts(nothing.parts, page_);
    if (!nothing.suggestions.empty())
      page_.text(2, voice_.colon(Word::did_you_mean) + joined(nothing.suggestions), 2, Ink::green);
    page_.text(2, voice_.say(Word::nothing_known));
  }

  void triage() {
    if (report_.triage.empty()) return;
    page_.blank();
    page_.text(0, voice_.say(Word::triage), 0, Ink::bold);
    std::size_t number = 0;
    for (const std::string& id : report_.triage) {
      const RemedyText* remedy = report_.remedy(id);
      if (remedy == nullptr) continue;
      if (remedy->risk == "refuse") {
        causes_.remedy(*remedy, 2);
        continue;
      }
      page_.labelled(2, fmt::format("{}", ++number), remedy->title, 5, Ink::bold);
      if (options_.verbose)
        causes_.steps(remedy->steps, 5);
      else if (!remedy->steps.empty() && !remedy->steps.front().run.empty())
        page_.verbatim(5, remedy->steps.front().run.front());
    }
  }

  const Report& report_;
  const RenderOptions& options_;
  Page page_;
  Voice voice_;
  CauseWriter causes_;
};

}  // namespace

std::string render_text(const Report& report, const RenderOptions& options) {
  return options.quiet ? render_quiet(report) : TextRenderer(report, options).run();
}

}  // namespace certdoc
