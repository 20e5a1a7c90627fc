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

  // Inside sentences: at each place the longest value that stands there. One pass, so that no placeholder is
  // itself taken for a value.
  void replace_inside(std::string& sentence) const {
    std::string out;
    for (std::size_t at = 0; at < sentence.size();) {
      const auto* value = longest_at(std::string_view(sentence).substr(at));
      out += value == nullptr ? sentence.substr(at, 1) : value->second;
      at += value == nullptr ? 1 : value->first.size();
    }
    sentence = std::move(out);
  }

 private:
  const std::pair<const std::string, std::string>* longest_at(std::string_view rest) const {
    const std::pair<const std::string, std::string>* longest = nullptr;
    for (const auto& value : known_) {
      const bool longer = longest == nullptr || value.first.size() > longest->first.size();
      if (longer && rest.starts_with(value.first)) longest = &value;
    }
    return longest;
  }

  std::map<std::string, std::string> known_;
  std::map<std::string, int> counts_;
};

// A lone number names nobody, nor does a symbol such as CRYPT_E_NOT_FOUND; any other text may.
bool is_bare_code(std::string_view s) {
  const auto all = [&](auto is) { return !s.empty() && s.size() <= 40 && std::all_of(s.begin(), s.end(), is); };
  const auto in_number = [](char c) { return text::is_digit(c) || c == '-' || c == '@'; };
  const auto in_hex = [](char c) {
    return text::is_digit(c) || (text::lower(c) >= 'a' && text::lower(c) <= 'f') || c == 'x';
  };
  const auto in_symbol = [](char c) { return text::is_word(c) && c == text::upper(c); };
  return all(in_number) || (s.starts_with("0x") && all(in_hex)) ||
         (s.find('_') != std::string_view::npos && all(in_symbol));
}

void redact_text(Redactor& redactor, std::string& input) {
  if (!is_bare_code(input)) redactor.replace(input, "TEXT");
}

}  // namespace

void redact(Report& report, const std::vector<std::string>& paths) {
  Redactor redactor;
  for (std::string path : paths) redactor.replace(path, "FILE");
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
  for (Error& error : report.errors) {
    for (std::string* text : {&error.what, &error.hint, &error.what_zh, &error.hint_zh}) redactor.replace_inside(*text);
  }
  for (std::string& note : report.notes) redactor.replace_inside(note);
}

}  // namespace certdoc
