// What leads back to a person, a host or a certificate is replaced before any renderer sees it.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "render/plain_words.hpp"

namespace certdoc {
namespace {

bool is_digits(std::string_view s) {
  return std::all_of(s.begin(), s.end(), text::is_digit);
}

// The 2027 of 2027-09-24, the 1002 of 1002.5.
bool is_part_of_figure(std::string_view value, std::string_view sentence, std::size_t at) {
  constexpr std::string_view kJoints = "-.,:";
  const auto joins = [&](std::size_t joint, std::size_t beyond) {
    return beyond < sentence.size() && kJoints.find(sentence[joint]) != std::string_view::npos &&
           text::is_digit(sentence[beyond]);
  };
  const std::size_t end = at + value.size();
  return is_digits(value) && ((at > 1 && joins(at - 1, at - 2)) || joins(end, end + 1));
}

// Whether `value` stands there, and not as a piece of a longer word.
bool stands_at(std::string_view value, std::string_view sentence, std::size_t at) {
  if (!sentence.substr(at).starts_with(value)) return false;
  const std::size_t end = at + value.size();
  const bool begins = at == 0 || !text::is_word(value.front()) || !text::is_word(sentence[at - 1]);
  const bool ends = end == sentence.size() || !text::is_word(value.back()) || !text::is_word(sentence[end]);
  return begins && ends && !is_part_of_figure(value, sentence, at);
}

// The same value gets the same placeholder wherever it stands; numbers say nothing about it.
class Redactor {
 public:
  void replace(std::string& value, std::string_view kind) {
    if (value.empty() || value == "-") return;
    Known& home = is_everyday(value) ? everyday_ : known_;
    const auto [at, fresh] = home.try_emplace(value);
    if (fresh) at->second = fmt::format("{}-{}", kind, ++counts_[std::string(kind)]);
    value = at->second;
    given_.insert(at->second);
  }

  // A value of which only its words can say what it is: those that name nobody stay.
  void replace_telling(std::string& value, std::string_view kind) {
    const bool is_name = known_.contains(value) || everyday_.contains(value);
    if (is_name || !is_plain(value)) replace(value, kind);
  }

  bool is_placeholder(const std::string& value) const { return given_.contains(value); }

  std::vector<Placeholder> placeholders() const {
    std::vector<Placeholder> all;
    all.reserve(known_.size() + everyday_.size());
    for (const Known* part : {&known_, &everyday_}) {
      for (const auto& [original, name] : *part) all.push_back({name, original});
    }
    std::sort(all.begin(), all.end(), [](const Placeholder& a, const Placeholder& b) {
      return std::tuple(a.name.substr(0, a.name.rfind('-')), a.name.size(), std::string_view(a.name)) <
             std::tuple(b.name.substr(0, b.name.rfind('-')), b.name.size(), std::string_view(b.name));
    });
    return all;
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

  // An everyday word can be told from the words of a sentence no more; as an argument of a command it stands alone.
  void replace_arguments(std::string& command) const {
    replace_inside(command);
    std::string out;
    for (std::string_view rest = command; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const auto known = everyday_.find(unquoted(rest.substr(0, end)));
      out += out.empty() || known == everyday_.end() ? rest.substr(0, end) : std::string_view(known->second);
      if (end < rest.size()) out += ' ';
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    command = std::move(out);
  }

 private:
  using Known = std::map<std::string, std::string, std::less<>>;

  static std::string_view unquoted(std::string_view word) {
    const bool quoted = word.size() > 2 && word.starts_with('\'') && word.ends_with('\'');
    return quoted ? word.substr(1, word.size() - 2) : word;
  }

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
  Known everyday_;  // file names like `is`: replaced where they are the whole value
  std::set<std::string> given_;
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

// NET::ERR_CERT_DATE_INVALID, windows:0x80092004. `alice:8443` is a host.
bool is_code_of_family(std::string_view s) {
  constexpr std::string_view kChromium = "NET::";
  if (s.starts_with(kChromium)) return is_symbol(s.substr(kChromium.size()));
  const std::size_t colon = s.find(':');
  return colon != std::string_view::npos && is_plain(s.substr(0, colon)) && is_short_hex(s.substr(colon + 1));
}

// A short number names nobody, nor does a symbol; any other text may.
bool is_bare_code(std::string_view s) {
  return is_short_number(s) || is_short_hex(s) || is_symbol(s) || is_code_of_family(s);
}

void redact_text(Redactor& redactor, std::string& input) {
  if (!is_bare_code(input)) redactor.replace(input, "TEXT");
}

// `CN=Example Issuing CA`: sentences say the name alone. A short one may be any word.
void learn_names(Redactor& redactor, std::string_view distinguished) {
  constexpr std::size_t kTelling = 4;
  while (!distinguished.empty()) {
    std::size_t end = distinguished.find_first_of(",+");
    while (end != std::string_view::npos && end > 0 && distinguished[end - 1] == '\\')
      end = distinguished.find_first_of(",+", end + 1);
    const std::string_view part = distinguished.substr(0, end);
    const std::size_t equals = part.find('=');
    std::string value(equals == std::string_view::npos ? std::string_view() : text::trim(part.substr(equals + 1)));
    if (value.size() >= kTelling) redactor.replace(value, "NAME");
    distinguished.remove_prefix(end == std::string_view::npos ? distinguished.size() : end + 1);
  }
}

// www.example.com, alice@example.com: the last label is a word.
bool is_host(std::string_view token) {
  const std::size_t dot = token.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || token.size() < dot + 3 || token.find("..") != std::string_view::npos)
    return false;
  return std::all_of(token.begin() + static_cast<std::ptrdiff_t>(dot) + 1, token.end(),
                     [](char c) { return text::is_word(c) && !text::is_digit(c) && c != '_'; });
}

// The hosts in a value: `DNS:www.example.com, DNS:example.com`.
void learn_hosts(Redactor& redactor, std::string_view value) {
  const auto belongs = [](char c) { return text::is_word(c) || c == '.' || c == '-' || c == '@' || c == '*'; };
  for (auto at = value.begin(); at != value.end();) {
    const auto begin = std::find_if(at, value.end(), belongs);
    at = std::find_if_not(begin, value.end(), belongs);
    std::string token(begin, at);
    while (token.starts_with('*') || token.starts_with('.')) token.erase(0, 1);
    while (token.ends_with('.') || token.ends_with('-')) token.pop_back();
    if (is_host(token)) redactor.replace(token, "HOST");
  }
}

// Of these the value is a name, whatever words it is made of.
bool names_something(std::string_view label) {
  constexpr std::array<std::string_view, 26> kNaming{
      "serial", "friendly", "alias", "name", "subject", "issuer", "account", "user", "address",
      "host",   "mail",     "path",  "file", "序列号",  "友好",   "别名",    "名称", "主题",
      "颁发者", "账号",     "用户",  "地址", "主机",    "邮件",   "路径",    "文件"};
  const std::string lower = text::lower(label);
  return std::any_of(kNaming.begin(), kNaming.end(),
                     [&](std::string_view one) { return lower.find(one) != std::string::npos; });
}

void redact_labelled(Redactor& redactor, std::string_view label, std::string& value) {
  if (names_something(label)) return redactor.replace(value, "VALUE");
  redactor.replace_telling(value, "VALUE");
}

void redact_object(Redactor& redactor, Object& object) {
  for (const std::string* name : {&object.subject, &object.issuer}) learn_names(redactor, *name);
  for (const Field& field : object.fields) learn_hosts(redactor, field.value);

  redactor.replace(object.path, "FILE");
  redactor.replace(object.location, "PLACE");
  for (std::string* name : {&object.subject, &object.issuer}) redactor.replace(*name, "NAME");
  redactor.replace(object.serial, "SERIAL");
  for (std::string* hash : {&object.spki_sha256, &object.openssl_hash, &object.sha1, &object.sha256}) {
    redactor.replace(*hash, "HASH");
  }
  for (Field& field : object.fields) redact_labelled(redactor, field.label, field.value);
}

void redact_chain(Redactor& redactor, ChainPath& path) {
  redactor.replace(path.subject, "HOST");
  // A kind of key says nothing of anybody, an address does.
  if (path.variant.find('@') != std::string::npos) redactor.replace(path.variant, "PLACE");
  for (ChainLink& link : path.links) {
    for (const std::string* name : {&link.subject, &link.issuer}) learn_names(redactor, *name);
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
  } else if (phase.phase == "resolve") {
    redactor.replace(phase.what, "HOST");
  } else {
    redactor.replace_telling(phase.what, "VALUE");
  }
  redactor.replace_telling(phase.detail, "TEXT");
}

// A path: commands name the file alone, too.
void redact_field(Redactor& redactor, Field& field) {
  std::string& value = field.value;
  // A figure names nobody, and would be found again in every sentence.
  if (is_bare_code(value) || value.ends_with(" s")) return;
  constexpr std::size_t kTelling = 8;  // a shorter one may be any word
  std::string name = value.substr(value.rfind('/') + 1);
  if (name.size() < value.size() && name.size() >= kTelling) redactor.replace(name, "FILE");
  redact_labelled(redactor, field.label, value);
}

void redact_endpoint(Redactor& redactor, Endpoint& endpoint) {
  redact_url(redactor, endpoint.url);
  redactor.replace(endpoint.subject, "SUBJECT");
  for (EndpointPhase& phase : endpoint.phases) redact_phase(redactor, phase);
  for (Field& field : endpoint.fields) redact_field(redactor, field);
}

void redact_finding(Redactor& redactor, Finding& finding) {
  redactor.replace(finding.subject, "SUBJECT");
  for (Evidence& evidence : finding.evidence) {
    for (const std::string* value : {&evidence.expected, &evidence.actual}) {
      learn_names(redactor, value->find('=') == std::string::npos ? std::string_view() : *value);
      learn_hosts(redactor, *value);
    }
    redact_labelled(redactor, evidence.label, evidence.expected);
    redact_labelled(redactor, evidence.label, evidence.actual);
    redactor.replace(evidence.location, "PLACE");
  }
}

// The name of a server's certificate is made of host names.
void redact_checklist(Redactor& redactor, Checklist& list) {
  if (!list.files.empty()) redactor.replace(list.name, "NAME");
  for (std::string& file : list.files) redactor.replace(file, "FILE");
  redactor.replace(list.location, "PLACE");
}

void redact_sentences(const Redactor& redactor, Finding& finding) {
  redactor.replace_inside(finding.message);
  if (finding.reason) redactor.replace_inside(finding.reason->text);
  for (std::string& command : finding.next) redactor.replace_arguments(command);
}

void redact_values(Redactor& redactor, Report& report) {
  for (Object& object : report.objects) redact_object(redactor, object);
  for (ChainPath& path : report.chains) redact_chain(redactor, path);
  for (Endpoint& endpoint : report.endpoints) redact_endpoint(redactor, endpoint);
  for (KeyFamily& family : report.families) redactor.replace(family.spki_sha256, "HASH");
  for (Checklist& list : report.checklists) redact_checklist(redactor, list);
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
  for (Checklist& list : report.checklists) {
    redactor.replace_inside(list.name);
    for (ChecklistItem& item : list.items) redactor.replace_inside(item.text);
  }
  redactor.replace_inside(report.conclusion);
  for (Diagnosis& diagnosis : report.diagnoses) {
    redactor.replace_inside(diagnosis.conclusion);
    for (JudgedCause& cause : diagnosis.causes) {
      if (cause.reason) redactor.replace_inside(cause.reason->text);
      for (std::string& command : cause.run) redactor.replace_arguments(command);
    }
  }
  for (std::string& note : report.notes) redactor.replace_inside(note);
  for (Step& step : report.steps) {
    redactor.replace_inside(step.text);
    for (std::string& command : step.run) redactor.replace_arguments(command);
  }
}

}  // namespace

std::vector<Placeholder> redact(Report& report, const std::vector<std::string>& paths,
                                const std::vector<std::string*>& words) {
  Redactor redactor;
  for (std::string path : paths) redactor.replace(path, "FILE");
  for (Input& input : report.inputs) redactor.replace(input.path, "FILE");
  redact_values(redactor, report);
  for (Candidate& candidate : report.candidates) redact_text(redactor, candidate.input);
  for (Unrecognised& nothing : report.unrecognised) redact_text(redactor, nothing.input);
  // What looks like a path, a host or an address may be repeated in sentences; an everyday word stands there anyway.
  for (std::string* one : words) {
    if (one->find_first_of("./:@") != std::string::npos && !is_bare_code(*one)) redactor.replace(*one, "ARGUMENT");
  }
  redact_texts(redactor, report);
  for (std::string* one : words) {
    if (!redactor.is_placeholder(*one) && !is_bare_code(*one)) redactor.replace(*one, "ARGUMENT");
  }
  return redactor.placeholders();
}

}  // namespace certdoc
