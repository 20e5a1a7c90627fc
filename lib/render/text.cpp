// The report for people, on a terminal or in a ticket.
#include <fmt/format.h>
#include <algorithm>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "render/findings.hpp"
#include "render/order.hpp"
#include "render/page.hpp"
#include "render/words.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kBriefFrom = 4;  // with so many codes at once, each gets a few lines only
constexpr std::size_t kCauses = 4;     // shown in full without -v
constexpr std::size_t kClaimColumns = 230;

std::string joined(const std::vector<std::string>& items, std::string_view separator) {
  return fmt::format("{}", fmt::join(items, separator));
}

// How to ask for just this code: as it was shown where that is one word, else by its id.
std::string query_for(const Explanation& e) {
  const bool one_word = e.code.find_first_of(" :/") == std::string::npos && e.family != "java" && e.family != "topic";
  return one_word || e.code.starts_with("NET::") ? e.code : e.id;
}

class TextRenderer {
 public:
  TextRenderer(const Report& report, const RenderOptions& options)
      : report_(report), options_(options), page_(options.color) {}

  std::string run() {
    render_findings(report_, page_);
    const bool brief = report_.explanations.size() >= kBriefFrom && !options_.verbose;
    for (const Explanation& e : report_.explanations) {
      page_.blank();
      explanation(e, brief);
    }
    for (const CauseAnswer& answer : report_.cause_answers) cause_answer(answer);
    candidates();
    for (const Unrecognised& nothing : report_.unrecognised) unrecognised(nothing);
    triage();
    for (const std::string& note : report_.notes) page_.text(0, note);
    return std::move(page_).take();
  }

 private:
  std::string_view say(Word w) const { return word(w, report_.lang); }
  template <class... Args>
  std::string say(Word w, const Args&... args) const {
    return fmt::format(fmt::runtime(word(w, report_.lang)), args...);
  }
  std::string colon(Word w) const { return std::string(say(w)) + (report_.lang == Lang::zh ? "：" : ": "); }

  void explanation(const Explanation& e, bool brief) {
    const bool redundant = e.symbol.empty() || e.code.ends_with(e.symbol) || e.symbol.find('/') != std::string::npos;
    page_.heading(e.code, redundant ? e.title : e.symbol, e.family_title);
    if (!e.retired.empty()) page_.text(2, colon(Word::retired) + e.retired, 2, Ink::yellow);
    occurrences(e);
    meaning(e, brief);
    if (brief) return brief_causes(e);
    if (options_.verbose) details(e);
    claims(e);
    contexts(e);
    own_remedies(e);
    footer(e);
  }

  void occurrences(const Explanation& e) {
    if (!e.occurrences) return;
    std::vector<std::string> lines;
    for (const auto line : e.occurrences->lines) lines.push_back(fmt::format("{}", line));
    const std::size_t shown = options_.verbose ? lines.size() : std::min<std::size_t>(lines.size(), 8);
    const bool more = lines.size() > shown || e.occurrences->count > lines.size();
    lines.resize(shown);
    page_.text(2,
               fmt::format("{}; {} {}{}", say(Word::times, e.occurrences->count), say(Word::lines), joined(lines, ", "),
                           more ? ", …" : ""),
               2, Ink::dim);
  }

  void meaning(const Explanation& e, bool brief) {
    if (!e.code.ends_with(e.symbol) && !e.title.empty()) page_.text(2, e.title, 0, Ink::bold);
    if (e.official) page_.text(2, e.official->text);
    if (!e.local_text.empty()) page_.text(2, e.local_text);
    if (!e.official && e.means.empty()) page_.text(2, say(Word::no_official), 0, Ink::dim);
    if (!brief && !e.means.empty()) page_.text(2, e.means);
    if (!e.aliases.empty() && (options_.verbose || e.means.empty()))
      page_.text(2, colon(Word::aliases) + joined(e.aliases, ", "), 4, Ink::dim);
    if (e.means.empty() && !options_.verbose) parts(e.parts);
  }

  void details(const Explanation& e) {
    parts(e.parts);
    if (!e.see_also.empty()) page_.text(2, colon(Word::see_also) + joined(e.see_also, ", "), 4, Ink::dim);
  }

  void parts(const std::vector<Part>& all) {
    for (const Part& part : all) {
      const std::string meaning = part.meaning.empty() ? "" : "  " + part.meaning;
      page_.labelled(4, part.label, part.value + meaning, 24);
    }
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
    if (left > 0) page_.text(2, say(Word::more_claims, left), 0, Ink::dim);
  }

  void claim(const Claim& claim) {
    const std::string text =
        fmt::format("{}{} [{}] {}", colon(Word::said), claim.says, say(claim_word(claim.verdict)), claim.fact);
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
    page_.text(2, say(Word::likeliest_first, situation.title), 2, Ink::bold);
    if (options_.verbose && !situation.note.empty()) page_.text(2, situation.note);
    std::size_t number = 0;
    std::vector<std::string> rest;
    for (const std::string& id : situation.causes) {
      const CauseText* cause = report_.cause(id);
      if (cause == nullptr) continue;
      if (!options_.verbose && number == kCauses) {
        rest.push_back(id);
      } else {
        ranked(++number, *cause, situation.platform);
      }
    }
    if (!rest.empty()) page_.text(4, say(Word::also_possible, joined(rest, ", ")), 3, Ink::dim);
  }

  void short_situation(const Situation& situation) {
    page_.text(2, situation.title + (report_.lang == Lang::zh ? "：" : ": ") + joined(situation.causes, ", "), 4,
               Ink::dim);
  }

  void ranked(std::size_t number, const CauseText& cause, const std::string& platform) {
    page_.labelled(4, fmt::format("{}", number), fmt::format("{}: {}", cause.id, cause.sick), 7, Ink::bold);
    if (options_.verbose) return cause_details(cause, 7, platform);
    how_to_check(cause, 7);
    if (const RemedyText* fix = first_remedy(cause, platform)) page_.labelled(7, say(Word::fix), fix->title, 14);
  }

  const RemedyText* first_remedy(const CauseText& cause, const std::string& platform) const {
    for (const RemedyText* remedy : remedies_of(report_, cause, platform)) {
      if (remedy->risk != "refuse") return remedy;
    }
    return nullptr;
  }

  // The certdoc command, else the first command to run by hand (both of two: they are compared), else what to look at.
  void how_to_check(const CauseText& cause, std::size_t indent) {
    if (!cause.check.empty()) {
      page_.labelled_verbatim(indent, say(Word::check), cause.check, indent + 7);
    } else if (!cause.by_hand.run.empty()) {
      page_.labelled_verbatim(indent, say(Word::check), cause.by_hand.run.front(), indent + 7);
      if (cause.by_hand.run.size() == 2) page_.verbatim(indent + 7, cause.by_hand.run.back());
    } else {
      page_.labelled(indent, say(Word::check), cause.by_hand.text, indent + 7);
    }
  }

  void cause_details(const CauseText& cause, std::size_t indent, const std::string& platform) {
    page_.text(indent, cause.explanation);
    if (!cause.check.empty()) page_.labelled_verbatim(indent, say(Word::check), cause.check, indent + 9);
    page_.labelled(indent, say(Word::by_hand), cause.by_hand.text, indent + 9);
    for (const std::string& command : cause.by_hand.run) page_.verbatim(indent + 9, command);
    for (const RemedyText* remedy : remedies_of(report_, cause, platform)) this->remedy(*remedy, indent);
  }

  // Never a step: a warning, and the safe way.
  void refused(const RemedyText& remedy, std::size_t indent) {
    page_.text(indent, fmt::format("! {}{}", colon(Word::warning), remedy.advice), 2, Ink::yellow);
    page_.text(indent + 2, colon(Word::instead) + remedy.instead);
  }

  void remedy(const RemedyText& remedy, std::size_t indent) {
    if (remedy.risk == "refuse") return refused(remedy, indent);
    const std::string where = remedy.platform == "any" ? "" : fmt::format(" [{}]", remedy.platform);
    page_.labelled(indent, say(Word::fix), remedy.title + where, indent + 9, Ink::green);
    steps(remedy.steps, indent + 9);
    page_.labelled(indent + 9, say(Word::risk), say(risk_word(remedy.risk)), 0);
    if (remedy.undo) {
      page_.labelled(indent + 9, say(Word::undo), remedy.undo->text, 0);
      for (const std::string& command : remedy.undo->run) page_.verbatim(indent + 11, command);
    }
    if (!remedy.contact.empty()) page_.labelled(indent + 9, say(Word::contact), remedy.contact, 0);
  }

  void steps(const std::vector<Step>& all, std::size_t indent) {
    for (const Step& step : all) {
      page_.text(indent, "- " + step.text, 2);
      for (const std::string& command : step.run) page_.verbatim(indent + 4, command);
    }
  }

  void own_remedies(const Explanation& e) {
    if (e.remedies.empty()) return;
    page_.blank();
    if (!e.contexts.empty()) page_.text(2, say(Word::whatever_cause), 0, Ink::bold);
    const bool in_full = options_.verbose || e.contexts.empty();
    for (const std::string& id : e.remedies) {
      const RemedyText* remedy = report_.remedy(id);
      if (remedy == nullptr) continue;
      if (in_full) {
        this->remedy(*remedy, 4);
      } else if (remedy->risk == "refuse") {
        refused(*remedy, 4);
      } else {
        page_.text(4, "- " + remedy->title, 2);
      }
    }
  }

  void brief_causes(const Explanation& e) {
    if (e.contexts.empty()) return;
    std::vector<std::string> ids = e.contexts.front().causes;
    if (ids.size() > kCauses) ids.resize(kCauses);
    page_.text(2, colon(Word::causes) + joined(ids, ", "), 4);
  }

  void footer(const Explanation& e) {
    page_.blank();
    if (options_.verbose) return source_list();
    if (e.official) {
      if (const Source* source = report_.source(e.official->source)) {
        page_.text(2, colon(Word::source) + source->title, 4, Ink::dim);
      }
    }
    if (e.contexts.empty()) return;
    const auto code = quoted_for_sh(query_for(e));
    if (code) page_.labelled_verbatim(2, say(Word::everything), "certdoc explain -v " + *code, 0);
    page_.labelled_verbatim(2, say(Word::one_cause), "certdoc explain " + e.contexts.front().causes.front(), 0);
  }

  void source_list() {
    if (&report_.explanations.back() != last_explained()) return;
    page_.text(2, say(Word::sources), 0, Ink::bold);
    for (const Source& source : report_.sources) {
      const std::string claim = source.kind == "official" ? "" : fmt::format(" [{}]", source.kind);
      page_.text(4, source.title + claim, 2);
      if (!source.url.empty()) page_.verbatim(6, source.url);
    }
  }

  const Explanation* last_explained() {
    ++explained_;
    return &report_.explanations[explained_ - 1];
  }

  void cause_answer(const CauseAnswer& answer) {
    const CauseText* cause = report_.cause(answer.cause);
    if (cause == nullptr) return;
    page_.blank();
    page_.heading(cause->id, {}, name_of(cause->severity));
    page_.text(2, cause->sick, 0, Ink::bold);
    page_.text(2, colon(Word::healthy) + cause->healthy, 2, Ink::dim);
    page_.blank();
    cause_details(*cause, 2, "any");
    page_.blank();
    if (!answer.shows_as.empty()) page_.text(2, colon(Word::shows_as) + joined(answer.shows_as, ", "), 4);
    for (const std::string& id : cause->sources) {
      if (const Source* source = report_.source(id)) page_.text(2, colon(Word::source) + source->title, 4, Ink::dim);
    }
  }

  void candidates() {
    std::string input;
    for (const Candidate& candidate : report_.candidates) {
      if (candidate.input != input) {
        input = candidate.input;
        page_.blank();
        page_.text(0, say(Word::ambiguous, input), 2, Ink::bold);
      }
      const std::string name =
          candidate.symbol.empty() || candidate.id.ends_with(candidate.symbol) ? "" : candidate.symbol + "  ";
      if (candidate.input.empty()) {
        const bool family = candidate.id.find(':') == std::string::npos;
        page_.text(0, fmt::format("{}  {}{}", candidate.id, family ? candidate.code + "  " : name, candidate.text), 4);
      } else {
        page_.labelled(2, "certdoc explain " + candidate.id, name + text::shortened(candidate.text, 120), 38,
                       Ink::bold);
      }
    }
  }

  void unrecognised(const Unrecognised& nothing) {
    page_.blank();
    page_.text(0, say(Word::unrecognised, nothing.input), 2, Ink::bold);
    if (nothing.input == "[PRIVATE KEY]") page_.text(2, say(Word::private_key), 0, Ink::red);
    page_.text(
        2, fmt::format("{}{}", colon(Word::tried), joined(nothing.tried, report_.lang == Lang::zh ? "、" : ", ")), 2);
    parts(nothing.parts);
    if (!nothing.suggestions.empty())
      page_.text(2, colon(Word::did_you_mean) + joined(nothing.suggestions, ", "), 2, Ink::green);
    page_.text(2, say(Word::nothing_known));
  }

  void triage() {
    if (report_.triage.empty()) return;
    page_.blank();
    page_.text(0, say(Word::triage), 0, Ink::bold);
    std::size_t number = 0;
    for (const std::string& id : report_.triage) {
      const RemedyText* remedy = report_.remedy(id);
      if (remedy == nullptr) continue;
      if (remedy->risk == "refuse") {
        this->remedy(*remedy, 2);
        continue;
      }
      page_.labelled(2, fmt::format("{}", ++number), remedy->title, 5, Ink::bold);
      if (options_.verbose)
        steps(remedy->steps, 5);
      else if (!remedy->steps.empty() && !remedy->steps.front().run.empty())
        page_.verbatim(5, remedy->steps.front().run.front());
    }
  }

  const Report& report_;
  const RenderOptions& options_;
  Page page_;
  std::size_t explained_ = 0;
};

// -q: one line a result, its parts two blanks apart; what is not there leaves no gap.
std::string quiet_line(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += "  ";
    out += text::escaped(part);
  }
  return out + "\n";
}

std::string quiet_line(const Explanation& e) {
  const bool redundant = e.code.ends_with(e.symbol) || e.symbol.find('/') != std::string::npos;
  const std::string_view symbol = redundant ? std::string_view() : e.symbol;
  if (!e.local_text.empty()) return quiet_line({e.code, symbol, e.local_text});
  return quiet_line({e.code, symbol, e.official ? e.official->text : e.title});
}

std::string quiet_text(const Report& report) {
  std::string out;
  for (const Finding* finding : in_order(report.findings)) {
    if (finding->verdict == Verdict::ruled_out) continue;
    out += quiet_line({name_of(finding->verdict), finding->cause, finding->subject});
  }
  for (const Explanation& e : report.explanations) out += quiet_line(e);
  for (const CauseAnswer& answer : report.cause_answers) {
    if (const CauseText* cause = report.cause(answer.cause)) out += quiet_line({cause->id, cause->sick});
  }
  for (const Candidate& c : report.candidates) {
    out += quiet_line({c.id, c.id.ends_with(c.symbol) ? std::string_view() : c.symbol, c.text});
  }
  for (const Unrecognised& nothing : report.unrecognised) out += quiet_line({"?", nothing.input});
  return out;
}

}  // namespace

std::string render_text(const Report& report, const RenderOptions& options) {
  return options.quiet ? quiet_text(report) : TextRenderer(report, options).run();
}

}  // namespace certdoc
