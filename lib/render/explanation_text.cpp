#include "render/explanation_text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "render/cause_text.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kCauses = 4;  // shown in full without -v
constexpr std::size_t kClaimColumns = 230;

// How to ask for just this code: as it was shown where that is one word, else by its id.
std::string query_for(const Explanation& e) {
  const bool one_word = e.code.find_first_of(" :/") == std::string::npos && e.family != "java" && e.family != "topic";
  return one_word || e.code.starts_with("NET::") ? e.code : e.id;
}

class ExplanationWriter {
 public:
  ExplanationWriter(const Report& report, const RenderOptions& options, Page& page)
      : report_(report), options_(options), page_(page), voice_(report.lang), causes_(report, options.verbose, page) {}

  void write(const Explanation& e, bool brief) {
    const bool redundant = e.symbol.empty() || e.code.ends_with(e.symbol) || e.symbol.find('/') != std::string::npos;
    page_.heading(e.code, redundant ? e.title : e.symbol, e.family_title);
    if (!e.retired.empty()) page_.text(2, voice_.colon(Word::retired) + e.retired, 2, Ink::yellow);
    occurrences(e);
    meaning(e, brief);
    if (brief) return brief_causes(e);
    if (options_.verbose) details(e);
    claims(e);
    contexts(e);
    own_remedies(e);
    footer(e);
  }

 private:
  void occurrences(const Explanation& e) {
    if (!e.occurrences) return;
    std::vector<std::string> lines;
    for (const auto line : e.occurrences->lines) lines.push_back(fmt::format("{}", line));
    const std::size_t shown = options_.verbose ? lines.size() : std::min<std::size_t>(lines.size(), 8);
    const bool more = lines.size() > shown || e.occurrences->count > lines.size();
    lines.resize(shown);
    page_.text(2,
               fmt::format("{}; {} {}{}", voice_.say(Word::times, e.occurrences->count), voice_.say(Word::lines),
                           joined(lines), more ? ", …" : ""),
               2, Ink::dim);
  }

  void meaning(const Explanation& e, bool brief) {
    if (!e.code.ends_with(e.symbol) && !e.title.empty()) page_.text(2, e.title, 0, Ink::bold);
    if (e.official) page_.text(2, e.official->text);
    if (!e.local_text.empty()) page_.text(2, e.local_text);
    if (!e.official && e.means.empty()) page_.text(2, voice_.say(Word::no_official), 0, Ink::dim);
    if (!brief && !e.means.empty()) page_.text(2, e.means);
    if (!e.aliases.empty() && (options_.verbose || e.means.empty()))
      page_.text(2, voice_.colon(Word::aliases) + joined(e.aliases), 4, Ink::dim);
    if (e.means.empty() && !options_.verbose) render_parts(e.parts, page_);
  }

  void details(const Explanation& e) {
    render_parts(e.parts, page_);
    if (!e.see_also.empty()) page_.text(2, voice_.colon(Word::see_also) + joined(e.see_also), 4, Ink::dim);
  }

  // Without -v only the first one that misleads.
  void claims(const Explanation& e) {
    std::size_t left = e.claims.size();
    for (const Claim& claim : e.claims) {
      const bool misleads = claim.verdict == "wrong" || claim.verdict == "half-right";
      const bool shown = options_.verbose || (misleads && left == e.claims.size());
      if (!shown) continue;
      this->claim(claim);
      --left;
    }
    const Word rest = left == e.claims.size() ? Word::claims : Word::more_claims;
    if (left > 0) page_.text(2, voice_.say(rest, left), 0, Ink::dim);
  }

  void claim(const Claim& claim) {
    const std::string text = fmt::format("{}{} [{}] {}", voice_.colon(Word::said), claim.says,
                                         voice_.say(claim_word(claim.verdict)), claim.fact);
    page_.text(2, options_.verbose ? text : text::shortened(text, kClaimColumns), 4);
  }

  void contexts(const Explanation& e) {
    bool first = true;
    for (const Situation& situation : e.contexts) {
      if (first || options_.verbose) {
        page_.blank();
        full(situation);
      } else {
        short_situation(situation);
      }
      first = false;
    }
  }

  void full(const Situation& situation) {
    page_.text(2, voice_.say(Word::likeliest_first, situation.title), 2, Ink::bold);
    if (options_.verbose && !situation.note.empty()) page_.text(2, situation.note);
    std::size_t number = 0;
    std::vector<std::string> rest;
    for (const std::string& id : situation.causes) {
      const CauseText* cause = report_.cause(id);
      if (cause == nullptr) continue;
      if (!options_.verbose && number == kCauses) {
        rest.push_back(id);
      } else {
        causes_.ranked(++number, *cause, situation.platform);
      }
    }
    if (!rest.empty()) page_.text(4, voice_.say(Word::also_possible, joined(rest)), 3, Ink::dim);
  }

  void short_situation(const Situation& situation) {
    page_.text(2, situation.title + std::string(voice_.colon()) + joined(situation.causes), 4, Ink::dim);
  }

  void own_remedies(const Explanation& e) {
    if (e.remedies.empty()) return;
    page_.blank();
    if (!e.contexts.empty()) page_.text(2, voice_.say(Word::whatever_cause), 0, Ink::bold);
    const bool in_full = options_.verbose || e.contexts.empty();
    for (const std::string& id : e.remedies) {
      const RemedyText* remedy = report_.remedy(id);
      if (remedy == nullptr) continue;
      if (in_full || remedy->risk == "refuse") {
        causes_.remedy(*remedy, 4);
      } else {
        page_.text(4, "- " + remedy->title, 2);
      }
    }
  }

  void brief_causes(const Explanation& e) {
    if (e.contexts.empty()) return;
    std::vector<std::string> ids = e.contexts.front().causes;
    if (ids.size() > kCauses) ids.resize(kCauses);
    page_.text(2, voice_.colon(Word::causes) + joined(ids), 4);
  }

  void footer(const Explanation& e) {
    page_.blank();
    if (options_.verbose) return;  // all sources stand at the end
    if (e.official) {
      if (const Source* source = report_.source(e.official->source)) {
        page_.text(2, voice_.colon(Word::source) + source->title, 4, Ink::dim);
      }
    }
    if (e.contexts.empty()) return;
    const auto code = quoted_for_sh(query_for(e));
    if (code) page_.labelled_verbatim(2, voice_.say(Word::everything), "certdoc explain -v " + *code, 0);
    one_cause(e.contexts.front());
  }

  void one_cause(const Situation& situation) {
    if (situation.causes.empty()) return;
    const auto id = quoted_for_sh(situation.causes.front());
    if (id) page_.labelled_verbatim(2, voice_.say(Word::one_cause), "certdoc explain " + *id, 0);
  }

  const Report& report_;
  const RenderOptions& options_;
  Page& page_;
  Voice voice_;
  CauseWriter causes_;
};

}  // namespace

void render_parts(const std::vector<Part>& parts, Page& page) {
  for (const Part& part : parts) {
    const std::string meaning = part.meaning.empty() ? "" : "  " + part.meaning;
    page.labelled(4, part.label, part.value + meaning, 24);
  }
}

void render_explanation(const Explanation& explanation, const Report& report, const RenderOptions& options, bool brief,
                        Page& page) {
  ExplanationWriter(report, options, page).write(explanation, brief);
}

}  // namespace certdoc
