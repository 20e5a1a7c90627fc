#include "render/quiet.hpp"

#include "base/text.hpp"
#include "render/hosts.hpp"
#include "render/order.hpp"

namespace certdoc {
namespace {

// The parts of a line stand two blanks apart; what is not there leaves no gap.
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

// The sentence of each code, then what was not understood.
std::string quiet_diagnoses(const Report& report) {
  std::string out;
  for (const Diagnosis& diagnosis : report.diagnoses) out += quiet_line({diagnosis.conclusion});
  for (const Unrecognised& nothing : report.unrecognised) out += quiet_line({"?", nothing.input});
  return out;
}

}  // namespace

std::string render_quiet(const Report& report) {
  if (report.table == Table::hosts) return render_hosts_quiet(report);
  std::string out;
  if (!report.diagnoses.empty()) return quiet_diagnoses(report);
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

}  // namespace certdoc
