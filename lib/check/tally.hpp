// What a check found in one file, as one finding: the gravest comes first, and whatever was wrong is in the evidence.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/check.hpp"

namespace certdoc {

class Tally {
 public:
  Tally(std::string_view cause, const LoadedFile& file) : cause_(cause), subject_(file.path) {}
  Tally(std::string_view cause, std::string subject) : cause_(cause), subject_(std::move(subject)) {}

  // Something is wrong. The message is that of the gravest; where several are equal, of the first.
  void sick(Severity severity, std::string message, Evidence evidence);
  // Looked at, and in order; with a sentence that is worth more than the general one.
  void healthy(std::string message = {});
  // Looked at, and undecided.
  void open(Reason reason, std::string message);
  // A source: goes with what was found wrong.
  void add(Evidence evidence);
  // A command that puts right what was found wrong, or decides what was left open.
  void next(std::string command);
  void remedy(std::string_view id);

  // Nothing where the check found nothing to look at.
  std::optional<Finding> finding(const std::string& healthy_message) const;

 private:
  static constexpr std::size_t kMaxEvidence = 20;

  std::string cause_, subject_;
  std::optional<Severity> worst_;
  std::string message_, healthy_message_;
  std::vector<Evidence> evidence_, additions_;
  std::vector<std::string> remedies_, commands_;
  std::optional<Reason> reason_;
  std::string open_message_;
  bool looked_ = false;
};

// Appends the finding, if there is one.
void append(std::vector<Finding>& findings, std::optional<Finding> finding);

}  // namespace certdoc
