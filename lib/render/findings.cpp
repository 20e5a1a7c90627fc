#include "render/findings.hpp"

#include <fmt/format.h>

#include "render/order.hpp"
#include "render/words.hpp"

namespace certdoc {
namespace {

Ink badge_ink(Word badge) {
  return badge == Word::fail ? Ink::red : badge == Word::ok ? Ink::green : Ink::yellow;
}

void render_evidence(const Evidence& evidence, Lang lang, Page& page) {
  const std::string where = evidence.location.empty() ? "" : evidence.location + "  ";
  if (!evidence.expected.empty()) {
    page.labelled(6, fmt::format("{}{} {}", where, evidence.label, word(Word::expected, lang)), evidence.expected, 0);
  }
  page.labelled(6, where + evidence.label, evidence.actual, 0);
}

void render_finding(const Report& report, const Finding& finding, Page& page) {
  const Word badge = badge_word(finding);
  page.labelled(0, word(badge, report.lang), fmt::format("{}: {}", finding.cause, finding.message), 6,
                badge_ink(badge));
  if (finding.verdict == Verdict::ruled_out) return;
  if (finding.reason) page.text(6, finding.reason->text, 2);
  for (const Evidence& evidence : finding.evidence) render_evidence(evidence, report.lang, page);
  if (!finding.shows_as.empty()) {
    page.labelled(6, word(Word::shows_as, report.lang), fmt::format("{}", fmt::join(finding.shows_as, ", ")), 0);
  }
  for (const std::string& id : finding.remedies) {
    if (const RemedyText* remedy = report.remedy(id)) page.labelled(6, word(Word::fix, report.lang), remedy->title, 0);
  }
}

}  // namespace

void render_findings(const Report& report, Page& page) {
  if (report.findings.empty()) return;
  for (const Finding* finding : in_order(report.findings)) render_finding(report, *finding, page);
  const Summary& s = report.summary;
  page.blank();
  page.text(0, fmt::format(fmt::runtime(word(Word::summary_line, report.lang)), s.error, s.warning, s.note, s.ruled_out,
                           s.unknown));
}

}  // namespace certdoc
