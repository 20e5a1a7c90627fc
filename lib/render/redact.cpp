// What leads back to a person, a host or a certificate is replaced before any renderer sees it.
#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "certdoc/render.hpp"

namespace certdoc {
namespace {

// The same value gets the same placeholder wherever it stands; numbers say nothing about it.
class Redactor {
 public:
  void replace(std::string& value, std::string_view kind) {
    if (value.empty() || value == "-") return;
    const auto [at, fresh] = known_.try_emplace(value);
    if (fresh) at->second = fmt::format("{}-{}", kind, ++counts_[std::string(kind)]);
    value = at->second;
  }

  // Inside sentences: every value that was seen so far, longest first so that none is replaced in part.
  void replace_inside(std::string& sentence) const {
    std::vector<std::pair<std::string, std::string>> values(known_.begin(), known_.end());
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    for (const auto& [value, placeholder] : values) {
      for (std::size_t at = sentence.find(value); at != std::string::npos;
           at = sentence.find(value, at + placeholder.size())) {
        sentence.replace(at, value.size(), placeholder);
      }
    }
  }

 private:
  std::map<std::string, std::string> known_;
  std::map<std::string, int> counts_;
};

// A lone code names nobody; any other text may.
bool is_bare_code(std::string_view s) {
  const auto in_code = [](char c) { return text::is_word(c) || c == '-' || c == '@' || c == ':'; };
  const bool digits = std::any_of(s.begin(), s.end(), text::is_digit);
  return s.size() <= 24 && digits && std::all_of(s.begin(), s.end(), in_code);
}

void redact_text(Redactor& redactor, std::string& input) {
  if (!is_bare_code(input)) redactor.replace(input, "TEXT");
}

}  // namespace

void redact(Report& report) {
  Redactor redactor;
  for (Input& input : report.inputs) redactor.replace(input.path, "FILE");
  for (Finding& finding : report.findings) {
    redactor.replace(finding.subject, "SUBJECT");
    for (Evidence& evidence : finding.evidence) {
      redactor.replace(evidence.expected, "VALUE");
      redactor.replace(evidence.actual, "VALUE");
      redactor.replace(evidence.location, "PLACE");
    }
  }
  for (Finding& finding : report.findings) {
    redactor.replace_inside(finding.message);
    if (finding.reason) redactor.replace_inside(finding.reason->text);
  }
  for (Candidate& candidate : report.candidates) redact_text(redactor, candidate.input);
  for (Unrecognised& nothing : report.unrecognised) redact_text(redactor, nothing.input);
  for (Error& error : report.errors) redactor.replace_inside(error.what);
  for (std::string& note : report.notes) redactor.replace_inside(note);
}

}  // namespace certdoc
