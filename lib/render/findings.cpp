#include "render/findings.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "render/hash.hpp"
#include "render/order.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostNotes = 8;     // of one cause, without -v
constexpr std::size_t kMostRemedies = 2;  // of one finding, without -v
constexpr std::size_t kMostCodes = 4;
constexpr std::size_t kMostOfNote = 2;  // rows of evidence, beside a picture without -v
constexpr std::size_t kIndent = 6;

Ink badge_ink(Word badge) {
  return badge == Word::fail ? Ink::red : badge == Word::ok ? Ink::green : Ink::yellow;
}

// A place that the message names already says nothing new.
std::string with_place(const std::string& value, const Evidence& evidence) {
  return evidence.location.empty() ? value : fmt::format("{} ({})", value, evidence.location);
}

template <class T>
std::vector<T> first_of(const std::vector<T>& all, std::size_t most) {
  return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), most))};
}

// Of a command that looks at everything: what nobody asked for.
bool is_hidden(const Finding& finding, const Report& report) {
  return report.table != Table::none && finding.reason && finding.reason->kind == ReasonKind::not_requested;
}

class FindingWriter {
 public:
  FindingWriter(const Report& report, const RenderOptions& options, Page& page)
      : report_(report), options_(options), page_(page), voice_(report.lang) {}

  void write_proof(const Finding& finding) {
    reason(finding);
    evidence(finding);
  }

  void write_all() {
    for (const Finding* finding : in_order(report_.findings)) {
      if (is_shown(*finding) && !is_one_too_many(*finding)) write(*finding);
    }
    for (const auto& [cause, count] : notes_) {
      if (count > kMostNotes && !options_.verbose) {
        page_.labelled(0, voice_.say(Word::note), voice_.say(Word::more_notes, cause, count - kMostNotes), kIndent,
                       Ink::yellow);
      }
    }
  }

 private:
  // What fits in a directory is in the table above.
  bool is_shown(const Finding& finding) const {
    if (options_.verbose) return true;
    const bool told = report_.table == Table::inventory || report_.table == Table::checklist;
    const bool in_table = told && finding.verdict == Verdict::ruled_out;
    if (report_.table == Table::checklist && (is_passed_over(finding) || is_manual(finding))) return false;
    const bool summed_up = !report_.conclusion.empty() && finding.verdict == Verdict::ruled_out;
    return !in_table && !summed_up && !is_trifle(finding) && !is_hidden(finding, report_);
  }

  // A note decides nothing, unless the command line says that it does.
  bool is_passed_over(const Finding& finding) const {
    return is_note(finding) && options_.rules.fail_on != Severity::note;
  }

  // Nobody stops a deployment for it.
  static bool is_manual(const Finding& finding) {
    return finding.verdict == Verdict::unknown && finding.reason && finding.reason->kind == ReasonKind::manual;
  }

  // Beside a picture: that something is in order which would have been no error.
  bool is_trifle(const Finding& finding) const {
    return report_.table == Table::picture && finding.verdict == Verdict::ruled_out &&
           finding.severity != Severity::error;
  }

  // A directory of thousands has thousands of notes.
  bool is_one_too_many(const Finding& finding) {
    if (!is_note(finding)) return false;
    return ++notes_[finding.cause] > kMostNotes && !options_.verbose;
  }

  static bool is_note(const Finding& finding) {
    return finding.verdict == Verdict::confirmed && finding.severity == Severity::note;
  }

  void write(const Finding& finding) {
    const Word badge = badge_word(finding);
    if (finding.verdict == Verdict::ruled_out) {
      page_.labelled(0, voice_.say(badge), finding.message + proof(finding), kIndent, badge_ink(badge));
      return;
    }
    page_.labelled(0, voice_.say(badge), fmt::format("{}{}{}", finding.cause, voice_.colon(), finding.message), kIndent,
                   badge_ink(badge));
    reason(finding);
    evidence(finding);
    if (!finding.shows_as.empty() && report_.appearances.empty()) {
      page_.labelled(kIndent, voice_.say(Word::shows_as), joined(codes(finding)), 0);
    }
    if (!is_note(finding) || options_.verbose) remedies(finding);
    for (const std::string& command : finding.next) {
      page_.labelled_verbatim(kIndent, voice_.say(Word::next), command, 0);
    }
  }

  // Beside a picture, what is no problem is told in few lines.
  void evidence(const Finding& finding) {
    const bool manual = finding.reason && finding.reason->kind == ReasonKind::manual;
    const bool brief = report_.table == Table::picture && !options_.verbose && (is_note(finding) || manual);
    std::size_t written = 0;
    for (const Evidence& one : finding.evidence) {
      if (!says_more(one, finding)) continue;
      if (brief && written++ == kMostOfNote) return page_.text(kIndent, "...");
      write(one);
    }
  }

  // Beside a picture several things are unknown for one reason, which is said once.
  void reason(const Finding& finding) {
    if (!finding.reason || finding.reason->text == finding.message) return;
    const bool said = report_.table == Table::picture && !options_.verbose && finding.reason->text == last_reason_;
    last_reason_ = finding.reason->text;
    if (!said) page_.text(kIndent, finding.reason->text, 2);
  }

  // Not what the sentence has said, nor that both have the same algorithm.
  bool says_more(const Evidence& evidence, const Finding& finding) const {
    if (options_.verbose) return true;
    // Where a rule stands matters less than the verdict.
    if (!report_.diagnoses.empty() && evidence.actual.starts_with("https://")) return false;
    const bool said = evidence.expected.empty() && finding.message.find(evidence.actual) != std::string::npos;
    return !said && evidence.expected != evidence.actual;
  }

  // What was compared, behind the sentence, as much of it as one line holds: `, RSA 2048, SPKI 3b1f 92aa ...`
  std::string proof(const Finding& finding) const {
    std::size_t room =
        Page::kColumns - kIndent - std::min(Page::kColumns - kIndent, text::width(text::escaped(finding.message)));
    std::string out;
    std::vector<Evidence> evidence = finding.evidence;
    std::reverse(evidence.begin(), evidence.end());  // the algorithm, then the hash
    for (const Evidence& one : evidence) {
      const std::string shortened = short_hash(one.actual);
      const bool hash = shortened != one.actual;
      const std::string value =
          voice_.comma() + (hash ? fmt::format("SPKI {} ...", shortened.substr(0, 9)) : one.actual);
      if (text::width(text::escaped(value)) > room) break;
      room -= text::width(text::escaped(value));
      out += value;
    }
    return out;
  }

  std::vector<std::string> codes(const Finding& finding) const {
    auto shown = options_.verbose ? finding.shows_as : first_of(finding.shows_as, kMostCodes);
    if (shown.size() < finding.shows_as.size()) shown.emplace_back("...");
    return shown;
  }

  void write(const Evidence& evidence) {
    const auto shown = [this](const std::string& value) { return options_.verbose ? value : short_hash(value); };
    const std::string actual = with_place(shown(evidence.actual), evidence);
    if (evidence.expected.empty()) return page_.labelled(kIndent, evidence.label, actual, 0);
    const std::string_view expected = voice_.say(Word::expected);
    const std::size_t column =
        kIndent + 2 + std::max(text::width(text::escaped(evidence.label)), text::width(expected));
    page_.labelled(kIndent, evidence.label, actual, column);
    page_.labelled(kIndent, expected, shown(evidence.expected), column);
  }

  void remedies(const Finding& finding) {
    const auto shown = options_.verbose ? finding.remedies : first_of(finding.remedies, kMostRemedies);
    for (const std::string& id : shown) {
      if (const RemedyText* remedy = report_.remedy(id)) {
        page_.labelled(kIndent, voice_.say(Word::fix), remedy->title, 0);
      }
    }
  }

  const Report& report_;
  const RenderOptions& options_;
  Page& page_;
  Voice voice_;
  std::map<std::string, std::size_t> notes_;
  std::string last_reason_;
};

}  // namespace

void render_findings_alone(const Report& report, const RenderOptions& options, Page& page) {
  if (report.findings.empty()) return;
  page.blank();
  FindingWriter(report, options, page).write_all();
}

void render_proof(const Finding& finding, const Report& report, const RenderOptions& options, Page& page) {
  FindingWriter(report, options, page).write_proof(finding);
}

void render_findings(const Report& report, const RenderOptions& options, Page& page) {
  render_findings_alone(report, options, page);
  render_summary(report, options, page);
}

void render_summary(const Report& report, const RenderOptions& options, Page& page) {
  if (report.findings.size() < 2) return;
  const auto is_one = [&](const Finding& finding) { return !options.verbose && is_hidden(finding, report); };
  const auto hidden = std::count_if(report.findings.begin(), report.findings.end(), is_one);
  page.blank();
  page.text(0, counts_line(report.summary, report.summary.unknown - hidden, report.lang));
}

}  // namespace certdoc
