// The renderers' own words, in both languages.
#pragma once

#include <cstddef>
#include <string>
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
  said,
  source,
  sources,
  risk,
  undo,
  contact,
  warning,
  instead,
  see_also,
  aliases,
  everything,
  one_cause,
  ambiguous,
  unrecognised,
  tried,
  did_you_mean,
  nothing_known,
  triage,
  shows_as,
  healthy,
  lines,
  times,
  claims,
  more_claims,
  retired,
  fail,
  warn,
  note,
  ok,
  unknown,
  expected,
  causes,
  remedies,
  no_official,
  summary_line,
  wrong,
  half_right,
  right,
  unverified,
  whatever_cause,
  state,
  subject,
  issuer,
  serial,
  valid,
  from_to,
  key,
  signature,
  next,
  more_notes,
  more_families,
  openssl_hashes,
  chain_missing,
  chain_trusted,
  chain_expired,
  chain_not_yet,
  chain_other,
  chain_bad,
  endpoint_for,
  endpoint_failed,
  endpoint_good,
  hosts_count,
  not_checked,
  go,
  go_why,
  go_but,
  no_go,
  undecided,
  undecided_why,
  risk_none,
  risk_low,
  risk_high,
  risk_refuse,
  is_cause,
  is_no_cause,
  guessed,
  other_contexts,
  more_findings,
  also_noticed,
  perhaps_noticed,
  appears,
  in_browsers,
  anywhere,
};

std::string_view word(Word w, Lang lang);

// FAIL, WARN, note, ok, ?
Word badge_word(const Finding& finding);

// Over what diagnose noticed beside the causes: of an error about which nothing is known, nobody knows that either.
Word noticed_word(const Report& report);

// `1 error, 0 warnings, 2 notes; 3 ruled out, 0 unknown`; `unknown` is what is to be shown of those.
std::string counts_line(const Summary& summary, std::ptrdiff_t unknown, Lang lang);

// The words for the values of Claim::verdict and RemedyText::risk.
Word claim_word(std::string_view verdict);
Word risk_word(std::string_view risk);

}  // namespace certdoc
