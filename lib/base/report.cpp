#include "certdoc/report.hpp"

#include <algorithm>

#include "base/open_causes.hpp"
#include "certdoc/exit_status.hpp"

namespace certdoc {
namespace {

template <class Item>
const Item* by_id(const std::vector<Item>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

int& counter(Summary& summary, const Finding& finding) {
  if (finding.verdict == Verdict::ruled_out) return summary.ruled_out;
  if (finding.verdict == Verdict::unknown) return summary.unknown;
  return finding.severity == Severity::error ? summary.error
                                             : (finding.severity == Severity::warning ? summary.warning : summary.note);
}

// One confirmed cause is an answer. Without one, what more input would decide is left open.
ExitStatus status_of(const Report& report, const ExitRules& rules) {
  bool open = !report.unrecognised.empty() || !report.candidates.empty() || !report.errors.empty();
  for (const Diagnosis& diagnosis : report.diagnoses) {
    open = open || diagnosis.causes.empty();
    for (const JudgedCause& one : diagnosis.causes) {
      if (one.verdict == Verdict::confirmed) return ExitStatus::sick;
      open = open || (one.verdict == Verdict::unknown && !is_excused(one.reason));
    }
  }
  return open && !rules.allow_unknown ? ExitStatus::unknown : ExitStatus::healthy;
}

// Something that the command line wants cannot be had as it says: a file to write that exists already, no such target.
bool asked_for_the_impossible(const Report& report) {
  return std::any_of(report.errors.begin(), report.errors.end(),
                     [](const Error& error) { return error.kind == Error::Kind::usage; });
}

}  // namespace

const CauseText* Report::cause(std::string_view id) const {
  return by_id(causes, id);
}
const RemedyText* Report::remedy(std::string_view id) const {
  return by_id(remedies, id);
}
const Source* Report::source(std::string_view id) const {
  return by_id(sources, id);
}

std::string_view decision(const Report& report) {
  if (report.table != Table::checklist) return {};
  if (report.summary.exit == static_cast<int>(ExitStatus::healthy)) return "go";
  return report.summary.exit == static_cast<int>(ExitStatus::sick) ? "no-go" : "undecided";
}

std::string_view name_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

std::string_view name_of(Verdict verdict) {
  return verdict == Verdict::confirmed ? "confirmed" : verdict == Verdict::ruled_out ? "ruled_out" : "unknown";
}

std::string_view name_of(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::not_requested: return "not-requested";
    case ReasonKind::manual: return "manual";
    case ReasonKind::no_input: return "no-input";
    case ReasonKind::no_password: return "no-password";
    case ReasonKind::unreadable: return "unreadable";
    case ReasonKind::unreachable: return "unreachable";
    case ReasonKind::unsupported: return "unsupported";
    case ReasonKind::inconclusive: return "inconclusive";
  }
  return "unreadable";
}

void summarise(Report& report, const ExitRules& rules) {
  Summary summary;
  bool sick = false;
  // A code that nobody knows, or that may mean several things, was not diagnosed.
  const bool unasked = report.command == "diagnose" && !(report.unrecognised.empty() && report.candidates.empty());
  bool unexamined = !report.errors.empty() || unasked;
  for (const Finding& finding : report.findings) {
    ++counter(summary, finding);
    sick = sick || (finding.verdict == Verdict::confirmed && finding.severity >= rules.fail_on);
    unexamined = unexamined || (finding.verdict == Verdict::unknown && !is_excused(finding.reason));
  }
  summary.unknown += static_cast<int>(open_causes(report).size());
  const ExitStatus healthy = unexamined && !rules.allow_unknown ? ExitStatus::unknown : ExitStatus::healthy;
  ExitStatus examined = sick ? ExitStatus::sick : healthy;
  if (!report.diagnoses.empty()) examined = status_of(report, rules);
  if (asked_for_the_impossible(report)) examined = ExitStatus::usage;
  summary.exit = static_cast<int>(examined);
  report.summary = summary;
}

}  // namespace certdoc
