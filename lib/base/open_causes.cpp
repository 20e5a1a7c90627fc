#include "base/open_causes.hpp"

#include <algorithm>

#include "certdoc/exit_status.hpp"

namespace certdoc {
namespace {

bool is_told(const JudgedCause& one, const Report& report) {
  return std::any_of(one.findings.begin(), one.findings.end(),
                     [&](std::size_t n) { return report.findings.at(n).verdict == Verdict::unknown; });
}

Finding finding_of(const JudgedCause& one, const Diagnosis& diagnosis, const Report& report) {
  Finding out;
  out.cause = one.cause;
  out.subject = diagnosis.shown == one.cause ? std::string() : diagnosis.shown;
  const CauseText* text = report.cause(one.cause);
  out.message = text == nullptr ? one.cause : text->sick;
  out.reason = one.reason;
  out.next = one.run;
  if (text == nullptr) return out;
  out.severity = text->severity;
  const std::vector<std::string>& steps = text->by_hand_on(diagnosis.platform).run;
  if (out.next.empty()) out.next = steps;
  return out;
}

}  // namespace

std::vector<Finding> open_causes(const Report& report) {
  std::vector<Finding> out;
  for (const Diagnosis& diagnosis : report.diagnoses) {
    for (const JudgedCause& one : diagnosis.causes) {
      if (one.verdict != Verdict::unknown || is_told(one, report)) continue;
      const auto same = std::find_if(out.begin(), out.end(), [&](const Finding& f) { return f.cause == one.cause; });
      if (same == out.end()) {
        out.push_back(finding_of(one, diagnosis, report));
      } else if (is_excused(same->reason) && !is_excused(one.reason)) {
        *same = finding_of(one, diagnosis, report);  // the reason that counts for the exit status
      }
    }
  }
  return out;
}

}  // namespace certdoc
