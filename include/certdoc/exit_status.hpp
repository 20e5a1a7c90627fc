// The exit statuses that scripts rely on, and how they derive from a Report.
#pragma once

#include <optional>

#include "certdoc/export.hpp"
#include "certdoc/report.hpp"

namespace certdoc {

enum class ExitStatus {
  healthy = 0,    // examined, nothing at or above the threshold; explain: at least one code found
  sick = 1,       // a confirmed finding at or above the threshold; explain: no code found at all
  usage = 2,      // the command line is wrong
  unknown = 3,    // nothing wrong was found, but something asked for could not be examined
  internal = 70,  // a bug in certdoc
};

struct ExitRules {
  Severity fail_on = Severity::error;  // inclusive
  bool allow_unknown = false;
};

// Nobody asked for it, or no program could have done it: what is unknown for such a reason is no failure of this run.
inline bool is_excused(const std::optional<Reason>& reason) {
  return reason && (reason->kind == ReasonKind::not_requested || reason->kind == ReasonKind::manual);
}

// Counts the findings and fills Report::summary, its exit status included.
CERTDOC_API void summarise(Report& report, const ExitRules& rules);

}  // namespace certdoc
