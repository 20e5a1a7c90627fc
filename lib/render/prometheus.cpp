// The report for the textfile collector of node_exporter, in the text exposition format 0.0.4
// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details). Redirect it to a temporary file
// and rename that: the collector may read at any time.
#include <fmt/format.h>
#include <map>

#include "base/append.hpp"
#include "base/open_causes.hpp"
#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "certdoc/version.hpp"
#include "render/certificate_ends.hpp"

namespace certdoc {
namespace {

// Backslash, quote and line end are escaped; what nobody can see is shown as an escape before that.
std::string label_value(std::string_view value) {
  std::string out;
  for (const char c : text::escaped(value)) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

std::string labels(std::initializer_list<std::pair<std::string_view, std::string_view>> all) {
  std::string out;
  for (const auto& [name, value] : all)
    out += fmt::format("{}{}=\"{}\"", out.empty() ? "" : ",", name, label_value(value));
  return "{" + out + "}";
}

// One metric: series with the same labels are one, or the collector refuses the whole file.
class Metric {
 public:
  Metric(std::string_view name, std::string_view help) : name_(name), help_(help) {}

  void add(const std::string& labels, std::int64_t value) { series_[labels] += value; }
  void set(const std::string& labels, std::int64_t value) { series_.try_emplace(labels, value); }

  std::string text() const {
    if (series_.empty()) return {};
    std::string out = fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", name_, help_);
    for (const auto& [labels, value] : series_) out += fmt::format("{}{} {}\n", name_, labels, value);
    return out;
  }

 private:
  std::string_view name_;
  std::string_view help_;
  std::map<std::string, std::int64_t> series_;
};

std::string findings(const Report& report) {
  Metric metric("certdoc_findings", "Findings of the last run by cause, verdict, severity and subject.");
  std::vector<Finding> all = report.findings;
  append(all, open_causes(report));
  for (const Finding& f : all) {
    metric.add(labels({{"command", report.command},
                       {"cause", f.cause},
                       {"verdict", name_of(f.verdict)},
                       {"severity", name_of(f.severity)},
                       {"subject", f.subject}}),
               1);
  }
  return metric.text();
}

std::string certificates(const Report& report) {
  Metric metric("certdoc_certificate_not_after_seconds", "When a certificate ends, in seconds since 1970.");
  for (const CertificateEnd& end : certificate_ends(report)) {
    metric.set(labels({{"command", report.command}, {"location", end.location}, {"subject", end.name}}),
               end.not_after.time_since_epoch().count());
  }
  return metric.text();
}

std::string one(std::string_view name, std::string_view help, const std::string& labels, std::int64_t value) {
  Metric metric(name, help);
  metric.set(labels, value);
  return metric.text();
}

}  // namespace

std::string render_prometheus(const Report& report) {
  const std::string command = labels({{"command", report.command}});
  std::string out = findings(report) + certificates(report);
  out += one("certdoc_exit_status",
             "Exit status of the last run: 0 healthy, 1 something is wrong, 2 usage, 3 not examined.", command,
             report.summary.exit);
  if (const auto time = parse_time(report.time))
    out += one("certdoc_run_timestamp_seconds", "When the last run was, in seconds since 1970.", command,
               time->time_since_epoch().count());
  return out + one("certdoc_build_info", "The certdoc that ran.", labels({{"version", version()}}), 1);
}

}  // namespace certdoc
