// The report as a plugin of Nagios, Icinga or Naemon prints it: one line, performance data behind a pipe
// (https://www.monitoring-plugins.org/doc/guidelines.html, Plugin Output and Performance data).
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "render/certificate_ends.hpp"
#include "render/conclusion.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kColumns = 400;      // of the text: a line of 4 KiB is all that NRPE carries
constexpr std::size_t kLabelColumns = 60;  // of one label
constexpr std::size_t kMostEnds = 20;      // certificates with performance data, soonest first
constexpr std::int64_t kDay = 24LL * 3600;

enum State { ok, warning, critical, unknown };

// A pipe ends the text, a line end the line.
std::string one_line(std::string_view value, std::size_t columns) {
  std::string out = text::shortened(text::escaped(value), columns);
  std::replace(out.begin(), out.end(), '|', '/');
  return out;
}

// In quotes a label may hold anything but an equals sign and a quote.
class Labels {
 public:
  std::string fresh(std::string_view value) {
    std::string label = one_line(value, kLabelColumns);
    std::replace_if(
        label.begin(), label.end(), [](char c) { return c == '=' || c == '\''; }, '_');
    std::string unique = label;
    for (int n = 2; !seen_.insert(unique).second; ++n) unique = fmt::format("{} #{}", label, n);
    return "'" + unique + "'";
  }

 private:
  std::set<std::string> seen_;
};

std::int64_t days_left(const CertificateEnd& end, Time now) {
  const auto seconds = (end.not_after - now).count();
  return seconds >= 0 ? seconds / kDay : -((-seconds + kDay - 1) / kDay);
}

// Days without a unit: no unit of the guidelines is a day. Below zero is critical.
std::string perfdata(const Report& report, const std::vector<CertificateEnd>& ends, Time now) {
  const Summary& s = report.summary;
  std::string out = fmt::format("errors={};;;0 warnings={};;;0 notes={};;;0 ruled_out={};;;0 unknown={};;;0", s.error,
                                s.warning, s.note, s.ruled_out, s.unknown);
  Labels labels;
  for (std::size_t n = 0; n < std::min(ends.size(), kMostEnds); ++n) {
    out += fmt::format(" {}={};;0:", labels.fresh("days " + ends[n].location), days_left(ends[n], now));
  }
  return out;
}

}  // namespace

int nagios_status(const Report& report, const ExitRules& rules) {
  const int exit = report.summary.exit;
  if (exit == static_cast<int>(ExitStatus::usage) || exit == static_cast<int>(ExitStatus::internal)) return unknown;
  if (report.summary.error > 0) return critical;
  const bool noted = report.summary.note > 0 && rules.fail_on == Severity::note;
  if (report.summary.warning > 0 || noted) return warning;
  return exit == 0 ? ok : unknown;  // explain: no code found tells nothing of anybody's health
}

std::string render_nagios(const Report& report, const RenderOptions& options) {
  constexpr std::array<std::string_view, 4> kWords{"OK", "WARNING", "CRITICAL", "UNKNOWN"};
  const auto word = kWords.at(static_cast<std::size_t>(nagios_status(report, options.rules)));
  const std::string line = fmt::format("CERTDOC {} - {}", word, one_line(conclusion_of(report), kColumns));
  const auto now = parse_time(report.time);
  if (!now || report.summary.exit == static_cast<int>(ExitStatus::usage)) return line + "\n";
  return line + " | " + perfdata(report, certificate_ends(report), *now) + "\n";
}

}  // namespace certdoc
