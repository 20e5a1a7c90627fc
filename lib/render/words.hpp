// The renderers' own words, in both languages.
#pragma once

#include <string_view>

#include "certdoc/lang.hpp"
#include "certdoc/report.hpp"

namespace certdoc {

enum class Word {
  likeliest_first,
  check,
  fix,
  by_hand,
  also_possible,
  other_situations,
  official,
  said,
  fact,
  source,
  sources,
  risk,
  undo,
  contact,
  warning,
  instead,
  see_also,
  aliases,
  taken_apart,
  everything,
  one_cause,
  find_out,
  ambiguous,
  say_which,
  unrecognised,
  tried,
  did_you_mean,
  nothing_known,
  triage,
  shows_as,
  healthy,
  lines,
  times,
  and_more,
  more_claims,
  steps,
  platform,
  retired,
  fail,
  warn,
  note,
  ok,
  unknown,
  expected,
  actual,
  next,
  causes,
  remedies,
  meaning,
  severity,
  decided_by,
  no_official,
  vendor_claim,
  summary_line,
  wrong,
  half_right,
  right,
  unverified,
  private_key,
  whatever_cause,
  list_end,
  risk_none,
  risk_low,
  risk_high,
  risk_refuse,
  on_system,
  first_lines,
};

std::string_view word(Word w, Lang lang);

// FAIL, WARN, note, ok, ?
Word badge_word(const Finding& finding);

// The words for the values of Claim::verdict and RemedyText::risk.
Word claim_word(std::string_view verdict);
Word risk_word(std::string_view risk);

}  // namespace certdoc
