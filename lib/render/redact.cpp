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
  using Known = std::map<std::string, std::string, std::less<>>;

  // Every value that begins `rest` also begins its predecessor in the order of the map; so each step back either finds
  // the longest one or shortens what can still be found.
  const Known::value_type* longest_at(std::string_view sentence, std::size_t at) const {
    std::string_view rest = sentence.substr(at);
    while (!rest.empty()) {
      auto next = known_.upper_bound(rest);
      if (next == known_.begin()) return nullptr;
      const std::string_view value = (--next)->first;
      if (stands_at(value, sentence, at)) return &*next;
      const auto differs = std::mismatch(value.begin(), value.end(), rest.begin(), rest.end());
      const auto common = static_cast<std::size_t>(differs.first - value.begin());
      rest = rest.substr(0, std::min(common, value.size() - 1));
    }
    return nullptr;
  }

  Known known_;
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

void redact_object(Redactor& redactor, Object& object) {
  redactor.replace(object.path, "FILE");
  redactor.replace(object.location, "PLACE");
  for (std::string* name : {&object.subject, &object.issuer}) redactor.replace(*name, "NAME");
  redactor.replace(object.serial, "SERIAL");
  for (std::string* hash : {&object.spki_sha256, &object.openssl_hash, &object.sha1, &object.sha256}) {
    redactor.replace(*hash, "HASH");
  }
  for (Field& field : object.fields) redactor.replace(field.value, "VALUE");
}

void redact_chain(Redactor& redactor, ChainPath& path) {
  redactor.replace(path.subject, "HOST");
  // A kind of key says nothing of anybody, an address does.
  if (path.variant.find('@') != std::string::npos) redactor.replace(path.variant, "PLACE");
  for (ChainLink& link : path.links) {
    redactor.replace(link.location, "PLACE");
    for (std::string* name : {&link.name, &link.subject, &link.issuer}) redactor.replace(*name, "NAME");
    redactor.replace(link.sha256, "HASH");
    for (std::string& url : link.urls) redactor.replace(url, "URL");
  }
}

// `192.0.2.1:80`: sentences name the address without its port, too.
void redact_address(Redactor& redactor, std::string& address) {
  std::string host = address.substr(0, address.rfind(':'));
  redactor.replace(host, "ADDRESS");
  redactor.replace(address, "ADDRESS");
}

// `http://ca.example/a.crl`, `ca.example:443`: sentences name the host alone, too.
void redact_url(Redactor& redactor, std::string& url) {
  const std::size_t scheme = url.find("://");
  const bool is_path = scheme == std::string::npos && url.find('/') != std::string::npos;  // `chain/ca.crl:1`
  if (is_path) return redactor.replace(url, "FILE");
  std::string host = url.substr(scheme == std::string::npos ? 0 : scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  host = host.substr(host.rfind('@') + 1);
  if (const std::size_t colon = host.rfind(':'); colon != std::string::npos) redactor.replace(host, "HOST");
  host = host.substr(0, host.rfind(':'));
  redactor.replace(host, "HOST");
  redactor.replace(url, "URL");
}

void redact_phase(Redactor& redactor, EndpointPhase& phase) {
  if (phase.phase == "connect" || phase.phase == "proxy" || phase.phase == "answer") {
    redact_address(redactor, phase.what);
  } else if (phase.phase == "url" || phase.phase == "redirect") {
    redact_url(redactor, phase.what);
  } else {
    redactor.replace(phase.what, phase.phase == "resolve" ? "HOST" : "VALUE");
  }
  redactor.replace(phase.detail, "TEXT");
}

// A path: commands name the file alone, too.
void redact_field(Redactor& redactor, std::string& value) {
  // A figure names nobody, and would be found again in every sentence.
  if (is_bare_code(value) || value.ends_with(" s")) return;
  constexpr std::size_t kTelling = 8;  // a shorter one may be any word
  std::string name = value.substr(value.rfind('/') + 1);
  if (name.size() < value.size() && name.size() >= kTelling) redactor.replace(name, "FILE");
  redactor.replace(value, "VALUE");
}

void redact_endpoint(Redactor& redactor, Endpoint& endpoint) {
  redact_url(redactor, endpoint.url);
  redactor.replace(endpoint.subject, "SUBJECT");
  for (EndpointPhase& phase : endpoint.phases) redact_phase(redactor, phase);
  for (Field& field : endpoint.fields) redact_field(redactor, field.value);
}

void redact_finding(Redactor& redactor, Finding& finding) {
  redactor.replace(finding.subject, "SUBJECT");
  for (Evidence& evidence : finding.evidence) {
    redactor.replace(evidence.expected, "VALUE");
    redactor.replace(evidence.actual, "VALUE");
    redactor.replace(evidence.location, "PLACE");
  }
}

void redact_sentences(const Redactor& redactor, Finding& finding) {
  redactor.replace_inside(finding.message);
  if (finding.reason) redactor.replace_inside(finding.reason->text);
  for (std::string& command : finding.next) redactor.replace_inside(command);
}

void redact_values(Redactor& redactor, Report& report) {
  for (Object& object : report.objects) redact_object(redactor, object);
  for (ChainPath& path : report.chains) redact_chain(redactor, path);
  for (Endpoint& endpoint : report.endpoints) redact_endpoint(redactor, endpoint);
  for (KeyFamily& family : report.families) redactor.replace(family.spki_sha256, "HASH");
  for (Finding& finding : report.findings) redact_finding(redactor, finding);
}

// What is written about the values: once all of them are known.
void redact_texts(const Redactor& redactor, Report& report) {
  for (Finding& finding : report.findings) redact_sentences(redactor, finding);
  for (Endpoint& endpoint : report.endpoints) {
    redactor.replace_inside(endpoint.outcome);
    for (EndpointPhase& phase : endpoint.phases) redactor.replace_inside(phase.says);
  }
  for (Error& error : report.errors) {
    for (std::string* text : {&error.what, &error.hint, &error.what_zh, &error.hint_zh}) redactor.replace_inside(*text);
  }
  redactor.replace_inside(report.conclusion);
  for (Diagnosis& diagnosis : report.diagnoses) {
    redactor.replace_inside(diagnosis.conclusion);
    for (JudgedCause& cause : diagnosis.causes) {
      if (cause.reason) redactor.replace_inside(cause.reason->text);
      for (std::string& command : cause.run) redactor.replace_inside(command);
    }
  }
  for (std::string& note : report.notes) redactor.replace_inside(note);
  for (Step& step : report.steps) {
    redactor.replace_inside(step.text);
    for (std::string& command : step.run) redactor.replace_inside(command);
  }
}

}  // namespace

void redact(Report& report, const std::vector<std::string>& paths) {
  Redactor redactor;
  for (std::string path : paths) redactor.replace(path, "FILE");
  for (Input& input : report.inputs) redactor.replace(input.path, "FILE");
  redact_values(redactor, report);
  for (Candidate& candidate : report.candidates) redact_text(redactor, candidate.input);
  for (Unrecognised& nothing : report.unrecognised) redact_text(redactor, nothing.input);
  redact_texts(redactor, report);
}

}  // namespace certdoc
