// What must hold for every report, whatever came in.
#pragma once

#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "certdoc/certdoc.hpp"

namespace certdoc {

// Nothing printed raw: no control character but the line end, valid UTF-8, no bidi override.
inline void check_printable(const std::string& out) {
  for (const char c : out) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') std::abort();
  }
  if (!text::is_utf8(out) || out.find("\u202e") != std::string::npos) std::abort();
}

inline void check_report(const Report& report) {
  const bool found = !report.explanations.empty() || !report.candidates.empty() || !report.cause_answers.empty();
  if (report.summary.exit != (found ? 0 : 1)) std::abort();
  if (found == false && report.unrecognised.empty()) std::abort();
  for (const Explanation& e : report.explanations) {
    if (!e.official && e.means.empty() && e.symbol.empty()) std::abort();  // nothing unknown is explained
  }
  check_printable(render_text(report, {}));
  check_printable(render_text(report, {.verbose = true}));
  check_printable(render_markdown(report));
  const std::string json = render_json(report);
  if (!text::is_utf8(json)) std::abort();
}

}  // namespace certdoc
