// What leads back to a person, a host or a certificate is replaced before any renderer sees it.
#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "certdoc/render.hpp"

namespace certdoc {
namespace {

// Whether `value` stands there, and not as a piece of a longer word.
bool stands_at(std::string_view value, std::string_view sentence, std::size_t at) {
  if (!sentence.substr(at).starts_with(value)) return false;
  const std::size_t end = at + value.size();
  const bool begins = at == 0 || !text::is_word(value.front()) || !text::is_word(sentence[at - 1]);
  const bool ends = end == sentence.size() || !text::is_word(value.back()) || !text::is_word(sentence[end]);
  return begins && ends;
}

// The same value gets the same placeholder wherever it stands; numbers say nothing about it.
class Redactor {
 public:
  void replace(std::string& value, std::string_view kind) {
    if (value.empty() || value == "-") return;
    const auto [at, fresh] = known_.try_emplace(value);
    if (fresh) at->second = fmt::format("{}-{}", kind, ++counts_[std::string(kind)]);
    value = at->second;
  }

  // Inside sentences: at each place the longest value that stands there as a whole word. One pass, so that no
  // placeholder is itself taken for a value.
  void replace_inside(std::string& sentence) const {
    std::string out;
    for (std::size_t at = 0; at < sentence.size();) {
      const auto* value = longest_at(sentence, at);
      out += value == nullptr ? sentence.substr(at, 1) : value->second;
      at += value == nullptr ? 1 : value->first.size();
    }
    sentence = std::move(out);
  }

 private:
  const std::pair<const std::string, std::string>* longest_at(std::string_view sentence, std::size_t at) const {
    const std::pair<const std::string, std::string>* longest = nullptr;
    for (const auto& value : known_) {
      const bool longer = longest == nullptr || value.first.size() > longest->first.size();
      if (longer && stands_at(value.first, sentence, at)) longest = &value;
    }
    return longest;
  }

  std::map<std::string, std::string> known_;
  std::map<std::string, int> counts_;
};

// -2146885628, 600102@900211. More digits may be a telephone number, a serial number or an identity card.
bool is_short_number(std::string_view s) {
  if (s.starts_with('-')) s.remove_prefix(1);
  const auto digits = std::count_if(s.begin(), s.end(), [](char c) { return text::is_digit(c); });
  const auto ats = std::count(s.begin(), s.end(), '@');
  return ats <= 1 && digits > 0 && digits + ats == std::ssize(s) && digits <= (ats == 1 ? 13 : 10);
}

// At most 64 bits; a fingerprint has more.
bool is_short_hex(std::string_view s) {
  if (!s.starts_with("0x") || s.size() > 18) return false;
  s.remove_prefix(2);
  return std::all_of(s.begin(), s.end(),
                     [](char c) { return text::is_digit(c) || (text::lower(c) >= 'a' && text::lower(c) <= 'f'); });
}

// CRYPT_E_NOT_FOUND
bool is_symbol(std::string_view s) {
  const auto digits = std::count_if(s.begin(), s.end(), [](char c) { return text::is_digit(c); });
  return s.size() <= 40 && digits <= 10 && s.find('_') != std::string_view::npos &&
         std::all_of(s.begin(), s.end(), [](char c) { return text::is_word(c) && c == text::upper(c); });
}

// A short number names nobody, nor does a symbol; any other text may.
bool is_bare_code(std::string_view s) {
  return is_short_number(s) || is_short_hex(s) || is_symbol(s);
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
