#include "check/tally.hpp"

#include <algorithm>
#include <utility>

namespace certdoc {

void Tally::sick(Severity severity, std::string message, Evidence evidence) {
  looked_ = true;
  if (!worst_ || severity > *worst_) {
    worst_ = severity;
    message_ = std::move(message);
    evidence_.insert(evidence_.begin(), std::move(evidence));
  } else {
    evidence_.push_back(std::move(evidence));
  }
  if (evidence_.size() > kMaxEvidence) evidence_.pop_back();
}

void Tally::healthy(std::string message) {
  looked_ = true;
  if (healthy_message_.empty()) healthy_message_ = std::move(message);
}

void Tally::open(Reason reason, std::string message) {
  looked_ = true;
  if (reason_) return;
  reason_ = std::move(reason);
  open_message_ = std::move(message);
}

void Tally::add(Evidence evidence) {
  const auto same = [&](const Evidence& known) {
    return known.label == evidence.label && known.actual == evidence.actual;
  };
  if (additions_.size() < kMaxEvidence && std::none_of(additions_.begin(), additions_.end(), same)) {
    additions_.push_back(std::move(evidence));
  }
}

void Tally::next(std::string command) {
  const bool known = std::find(commands_.begin(), commands_.end(), command) != commands_.end();
  if (!command.empty() && !known && commands_.size() < kMaxEvidence) commands_.push_back(std::move(command));
}

void Tally::remedy(std::string_view id) {
  if (std::find(remedies_.begin(), remedies_.end(), id) == remedies_.end()) remedies_.emplace_back(id);
}

std::optional<Finding> Tally::finding(const std::string& healthy_message) const {
  if (!looked_) return std::nullopt;
  Finding finding;
  finding.cause = cause_;
  finding.subject = subject_;
  if (worst_) {
    finding.verdict = Verdict::confirmed;
    finding.severity = *worst_;
    finding.message = message_;
    finding.evidence = evidence_;
    finding.evidence.insert(finding.evidence.end(), additions_.begin(), additions_.end());
    finding.remedies = remedies_;
    finding.next = commands_;
  } else if (reason_) {
    finding.verdict = Verdict::unknown;
    finding.message = open_message_;
    finding.reason = reason_;
    finding.next = commands_;
  } else {
    finding.verdict = Verdict::ruled_out;
    finding.message = healthy_message_.empty() ? healthy_message : healthy_message_;
  }
  return finding;
}

void append(std::vector<Finding>& findings, std::optional<Finding> finding) {
  if (finding) findings.push_back(std::move(*finding));
}

}  // namespace certdoc
