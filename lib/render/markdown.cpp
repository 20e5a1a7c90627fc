// The report as Markdown, for tickets and wikis: everything that is known, nothing that could be taken for markup.
#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "render/by_hand.hpp"
#include "render/checklist.hpp"
#include "render/endpoints.hpp"
#include "render/markdown_text.hpp"
#include "render/objects.hpp"
#include "render/order.hpp"
#include "render/words.hpp"

namespace certdoc {
namespace {

using namespace markdown;

class Markdown {
 public:
  explicit Markdown(const Report& report) : report_(report) {}

  std::string run() {
    for (const KeyFamily& family : report_.families) this->family(family);
    if (report_.families.empty()) {
      for (const Object& o : report_.objects) object(o);
    }
    if (!report_.objects.empty()) line("");
    for (const ChainPath& path : report_.chains) chain(path);
    for (const Endpoint& one : report_.endpoints) endpoint(one);
    if (!report_.endpoints.empty()) line("");
    for (const Checklist& list : report_.checklists) checklist(list);
    if (const DecisionText text = decision_text(report_); !text.word.empty()) {
      line("**{}** {}", plain(text.word), plain(text.why));
      line("");
    }
    if (!report_.diagnoses.empty()) {
      for (const Diagnosis& one : report_.diagnoses) diagnosis(one);
      noticed();
      unrecognised_all();
      sources();
      notes();
      return std::move(out_);
    }
    if (!report_.conclusion.empty()) line("**{}**\n", plain(report_.conclusion));
    for (const Finding* finding : in_order(report_.findings)) this->finding(*finding);
    appearances();
    for (const Explanation& e : report_.explanations) explanation(e);
    for (const CauseAnswer& answer : report_.cause_answers) cause_answer(answer);
    candidates();
    unrecognised_all();
    triage();
    sources();
    notes();
    return std::move(out_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    out_ += fmt::format(format, std::forward<Args>(args)...);
    out_.push_back('\n');
  }
  std::string_view say(Word w) const { return word(w, report_.lang); }

  // The JSON report's word in English.
  std::string_view state(const Finding& f) const {
    if (report_.lang == Lang::zh) return say(badge_word(f));
    return f.verdict == Verdict::confirmed ? name_of(f.severity) : name_of(f.verdict);
  }

  void checklist(const Checklist& list) {
    if (!list.name.empty()) line("- **{}** {}", plain(list.name), list.location.empty() ? "" : code(list.location));
    for (const ChecklistItem& item : list.items) {
      line("{}- **{}** {}: {}", list.name.empty() ? "" : "  ", item.state, plain(item.title), plain(item.text));
    }
    line("");
  }

  void family(const KeyFamily& family) {
    line("- {} SPKI SHA-256 {}", plain(family.algorithm), code(family.spki_sha256));
    for (const std::size_t index : family.objects) {
      const Object& o = report_.objects.at(index);
      line("  - {} {} {}", plain(kind_word(o.kind, report_.lang)), code(o.location), plain(validity(o)));
    }
  }

  std::string validity(const Object& o) const {
    if (o.not_after.empty()) return {};
    return fmt::format("{} {}", o.subject, fmt::format(fmt::runtime(say(Word::from_to)), o.not_before, o.not_after));
  }

  void object(const Object& o) {
    line("- {} **{}** {}", code(o.location), plain(kind_word(o.kind, report_.lang)), plain(o.format));
    value(say(Word::state), o.state);
    value(say(Word::subject), o.subject);
    value(say(Word::issuer), o.issuer);
    value(say(Word::serial), o.serial);
    if (!o.not_after.empty())
      value(say(Word::valid), fmt::format(fmt::runtime(say(Word::from_to)), o.not_before, o.not_after));
    value(say(Word::key), o.algorithm);
    value(say(Word::signature), o.signature);
    for (const Field& field : o.fields) value(field.label, field.value);
    value("SPKI SHA-256", o.spki_sha256);
    value("SHA-256", o.sha256);
    value("SHA-1", o.sha1);
  }

  void value(std::string_view label, const std::string& value) {
    if (!value.empty()) line("  - {}: {}", plain(label), code(value));
  }

  // Leaf first; what is missing as the gap that it is.
  void chain(const ChainPath& path) {
    for (std::size_t n = 0; n < path.links.size(); ++n) {
      const ChainLink& link = path.links[n];
      if (link.origin == "missing") {
        line("{}. **{}** {}", n, say(Word::chain_missing), code(link.subject));
      } else {
        const std::string_view place =
            link.origin == "trust" ? say(Word::chain_trusted) : std::string_view(link.location);
        line("{}. **{}** {} {} SHA-256 {} {}", n, plain(link.name), plain(link.algorithm),
             plain(fmt::format(fmt::runtime(say(Word::from_to)), link.not_before, link.not_after)), code(link.sha256),
             plain(place));
      }
      for (const std::string& cause : link.causes) line("   - **{}**", plain(cause));
    }
    line("");
  }

  void endpoint(const Endpoint& e) {
    line("- **{}** {} {}: {}", plain(endpoint_kind_word(e.kind, report_.lang)), code(e.url), plain(e.subject),
         say(e.good ? Word::endpoint_good : Word::endpoint_failed));
    if (!e.outcome.empty()) line("  - {}", plain(e.outcome));
    for (const EndpointPhase& phase : e.phases) {
      line("  - {} {} {} {}", plain(phase_word(phase.phase, report_.lang)), phase.what.empty() ? "" : code(phase.what),
           plain(phase_remark(phase)), phase_time(phase));
    }
    for (const Field& field : e.fields) value(field.label, field.value);
  }

  void finding(const Finding& f) {
    line("- **{}** ({}) {}: {}", plain(f.cause), state(f), code(f.subject), plain(f.message));
    if (f.verdict == Verdict::ruled_out) return;
    if (f.reason) line("  - {}", plain(f.reason->text));
    for (const Evidence& e : f.evidence) {
      const std::string expected =
          e.expected.empty() ? "" : fmt::format(" ({} {})", say(Word::expected), code(e.expected));
      line("  - {} {}: {}{}", plain(e.location), plain(e.label), code(e.actual), expected);
    }
    if (!f.shows_as.empty())
      line("  - {}: {}", say(Word::shows_as), plain(fmt::format("{}", fmt::join(f.shows_as, ", "))));
    for (const std::string& command : f.next) line("  - {}: {}", say(Word::next), code(command));
    for (const std::string& id : f.remedies) remedy(id, "  ");
  }

  void explanation(const Explanation& e) {
    line("## {}{}{}\n", plain(e.code), e.symbol.empty() ? "" : " ", plain(e.symbol.empty() ? e.title : e.symbol));
    line("*{}*\n", plain(e.family_title));
    if (e.occurrences)
      line("{} — {} {}\n", fmt::format(fmt::runtime(say(Word::times)), e.occurrences->count), say(Word::lines),
           fmt::format("{}", fmt::join(e.occurrences->lines, ", ")));
    if (!e.retired.empty()) line("**{}**: {}\n", say(Word::retired), plain(e.retired));
    if (e.official) line("> {}\n", plain(e.official->text));
    if (!e.local_text.empty()) line("> {}\n", plain(e.local_text));
    if (!e.means.empty()) line("{}\n", plain(e.means));
    list(Word::aliases, e.aliases);
    for (const Part& part : e.parts) this->part(part);
    list(Word::see_also, e.see_also);
    for (const Claim& claim : e.claims)
      line("- {}: {} — **{}**: {}", say(Word::said), plain(claim.says), say(claim_word(claim.verdict)),
           plain(claim.fact));
    for (const Situation& situation : e.contexts) this->situation(situation);
    if (!e.remedies.empty()) line("\n### {}\n", say(Word::remedies));
    for (const std::string& id : e.remedies) remedy(id, "");
    line("");
  }

  void part(const Part& part) {
    line("- {}: {}{}", plain(part.label), plain(part.value), part.meaning.empty() ? "" : " " + plain(part.meaning));
  }

  void list(Word label, const std::vector<std::string>& items) {
    if (!items.empty()) line("- {}: {}", say(label), plain(fmt::format("{}", fmt::join(items, ", "))));
  }

  void situation(const Situation& s) {
    line("\n### {}\n", fmt::format(fmt::runtime(say(Word::likeliest_first)), plain(s.title)));
    if (!s.note.empty()) line("{}\n", plain(s.note));
    int number = 0;
    for (const std::string& id : s.causes) {
      if (const CauseText* cause = report_.cause(id)) {
        line("{}. **{}**: {}", ++number, plain(cause->id), plain(cause->sick));
        cause_details(*cause, s.platform);
      }
    }
  }

  void cause_details(const CauseText& cause, const std::string& platform) {
    line("   - {}", plain(cause.explanation));
    if (!cause.check.empty()) line("   - {}: {}", say(Word::check), code(cause.check));
    const Step& by_hand = cause.by_hand_on(platform);
    line("   - {}: {}", say(Word::by_hand), plain(by_hand.text));
    for (const std::string& command : by_hand.run) line("     - {}", code(command));
    for (const RemedyText* r : remedies_of(report_, cause, platform)) remedy(r->id, "   ");
  }

  void remedy(const std::string& id, std::string_view indent) {
    const RemedyText* r = report_.remedy(id);
    if (r == nullptr) return;
    if (r->risk == "refuse") {
      line("{}- **{}**: {} {}: {}", indent, say(Word::warning), plain(r->advice), say(Word::instead),
           plain(r->instead));
      return;
    }
    line("{}- {}: {} ({}: {})", indent, say(Word::fix), plain(r->title), say(Word::risk), say(risk_word(r->risk)));
    for (const Step& step : r->steps) this->step(step, indent);
    if (r->undo) line("{}  - {}: {}", indent, say(Word::undo), plain(r->undo->text));
    for (const std::string& command : r->undo ? r->undo->run : std::vector<std::string>{})
      line("{}    - {}", indent, code(command));
    if (!r->contact.empty()) line("{}  - {}: {}", indent, say(Word::contact), plain(r->contact));
  }

  void step(const Step& step, std::string_view indent) {
    line("{}  - {}", indent, plain(step.text));
    for (const std::string& command : step.run) line("{}    - {}", indent, code(command));
  }

  void unrecognised_all() {
    for (const Unrecognised& nothing : report_.unrecognised) unrecognised(nothing);
  }

  void diagnosis(const Diagnosis& d) {
    line("## {}\n\n**{}**\n", plain(d.shown), plain(d.conclusion));
    if (!d.title.empty()) {
      line("{}\n", plain(d.guessed ? fmt::format(fmt::runtime(say(Word::guessed)), d.title) : d.title));
    }
    for (const JudgedCause& one : d.causes) judged(one, d.platform);
    line("");
  }

  void judged(const JudgedCause& one, const std::string& platform) {
    const CauseText* cause = report_.cause(one.cause);
    const Word word = one.verdict == Verdict::confirmed   ? Word::is_cause
                      : one.verdict == Verdict::ruled_out ? Word::is_no_cause
                                                          : Word::unknown;
    line("- **{}** {}", say(word), plain(one.cause));
    for (const std::size_t n : one.findings) {
      const Finding& finding = report_.findings.at(n);
      line("  - {}", plain(finding.message));
      if (one.verdict == Verdict::confirmed) proof(finding);
    }
    if (one.reason) line("  - {}", plain(one.reason->text));
    for (const std::string& command : one.run) line("  - {}: {}", say(Word::next), code(command));
    if (cause == nullptr) return;
    if (one.verdict == Verdict::confirmed) {
      for (const RemedyText* remedy : remedies_of(report_, *cause, platform)) this->remedy(remedy->id, "  ");
    }
    if (one.verdict != Verdict::unknown || !is_for_the_machine(one)) return;
    const Step& by_hand = cause->by_hand_on(platform);
    line("  - {}: {}", say(Word::by_hand), plain(by_hand.text));
    for (const std::string& command : commands_by_hand(by_hand, report_)) line("    - {}", code(command));
  }

  void proof(const Finding& finding) {
    for (const Evidence& one : finding.evidence) {
      const std::string wanted =
          one.expected.empty() ? std::string() : fmt::format("; {}: {}", say(Word::expected), code(one.expected));
      line("    - {}: {}{} {}", plain(one.label), one.actual.empty() ? "-" : code(one.actual), wanted,
           one.location.empty() ? "" : code(one.location));
    }
  }

  void noticed() {
    if (report_.noticed.empty()) return;
    line("### {}\n", say(noticed_word(report_)));
    for (const std::size_t n : report_.noticed) finding(report_.findings.at(n));
  }

  void appearances() {
    for (const Appearance& one : report_.appearances) {
      line("- {} ({}): {}", plain(one.cause), plain(one.platform),
           plain(fmt::format("{}", fmt::join(one.written, ", "))));
    }
  }

  void cause_answer(const CauseAnswer& answer) {
    const CauseText* cause = report_.cause(answer.cause);
    if (cause == nullptr) return;
    line("## {}\n\n{}\n", plain(cause->id), plain(cause->sick));
    cause_details(*cause, "any");
    if (!answer.shows_as.empty())
      line("\n{}: {}\n", say(Word::shows_as), plain(fmt::format("{}", fmt::join(answer.shows_as, ", "))));
  }

  void candidates() {
    std::string input;
    for (const Candidate& c : report_.candidates) {
      if (c.input != input) line("{}\n", fmt::format(fmt::runtime(say(Word::ambiguous)), code(c.input)));
      input = c.input;
      line("- {} {} {}", code(c.id), plain(c.symbol), plain(c.text));
    }
  }

  void unrecognised(const Unrecognised& u) {
    line("{}\n", fmt::format(fmt::runtime(say(Word::unrecognised)), code(u.input)));
    line("- {}: {}", say(Word::tried), plain(fmt::format("{}", fmt::join(u.tried, ", "))));
    for (const Part& part : u.parts) this->part(part);
    if (!u.suggestions.empty())
      line("- {}: {}", say(Word::did_you_mean), plain(fmt::format("{}", fmt::join(u.suggestions, ", "))));
    line("\n{}\n", say(Word::nothing_known));
  }

  void triage() {
    if (report_.triage.empty()) return;
    line("### {}\n", say(Word::triage));
    for (const std::string& id : report_.triage) remedy(id, "");
  }

  void sources() {
    if (report_.sources.empty()) return;
    line("\n### {}\n", say(Word::sources));
    for (const Source& source : report_.sources) {
      line("- {} ({}){}", plain(source.title), plain(source.kind), source.url.empty() ? "" : " " + link(source.url));
    }
  }

  void notes() {
    if (!report_.notes.empty()) line("");
    for (const std::string& note : report_.notes) line("- {}: {}", say(Word::note), plain(note));
    for (const Step& one : report_.steps) step(one, "");
  }

  const Report& report_;
  std::string out_;
};

}  // namespace

std::string render_markdown(const Report& report) {
  return Markdown(report).run();
}

}  // namespace certdoc
