// The report for code scanning: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html).
// GitHub takes every result for an alert, whatever its `kind` says (https://github.com/microsoft/PSRule/issues/955),
// and wants a location in each (https://github.com/github/codeql-action/issues/2459). So results are what is wrong;
// what is unknown is a notification. With `verbose` every finding is a result of its kind: fail, open, review or pass.
#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "base/open_causes.hpp"
#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "certdoc/version.hpp"
#include "render/json_text.hpp"
#include "render/markdown_text.hpp"
#include "render/order.hpp"
#include "render/place.hpp"
#include "render/words.hpp"

namespace certdoc {
namespace {

using Json = nlohmann::ordered_json;

// GitHub's limit for one run
// (https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning).
constexpr std::size_t kMostResults = 25'000;

// Braces begin placeholders in a message (3.11.5), `[text](target)` is a link in it (3.11.6): a value is neither.
std::string message_text(const std::string& value) {
  std::string out;
  for (const char c : json_text(value)) {
    if (c == '(' && out.ends_with(']')) out += ' ';
    out += c;
    if (c == '{' || c == '}') out += c;
  }
  return out;
}

// What has several lines is made of such values.
Json message(const std::string& text) {
  return {{"text", text}};
}

std::string_view kind_of(const Finding& f) {
  if (f.verdict == Verdict::confirmed) return "fail";
  if (f.verdict == Verdict::ruled_out) return "pass";
  return f.reason && f.reason->kind == ReasonKind::manual ? "review" : "open";
}

// Anything but a failure has no level (3.27.10).
std::string_view level_of(const Finding& f) {
  return f.verdict == Verdict::confirmed ? name_of(f.severity) : "none";
}

// FNV-1a (RFC 9923): no defence, only short and the same everywhere.
std::string hashed(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return fmt::format("{:016x}", hash);
}

class Sarif {
 public:
  Sarif(const Report& report, const RenderOptions& options)
      : report_(report), verbose_(options.verbose), places_(report), open_(open_causes(report)) {
    for (const Finding* finding : in_order(report.findings)) {
      if (!is_result(*finding)) continue;
      if (results_.size() == kMostResults) {
        ++left_out_;
      } else {
        results_.push_back(finding);
      }
    }
    collect_rules();
    fingerprint();
  }

  std::string text() const {
    Json results = Json::array();
    for (const Finding* finding : results_) results.push_back(result(*finding));
    Json rules = Json::array();
    for (const auto& [id, index] : rules_) rules.push_back(rule(id));
    const std::string version(certdoc::version());
    const Json driver = {{"name", "certdoc"},
                         {"version", version},
                         {"semanticVersion", version},
                         {"language", report_.lang == Lang::zh ? "zh-CN" : "en-US"},
                         {"rules", rules}};
    const std::string id = report_.command.empty() ? "certdoc/" : fmt::format("certdoc/{}/", report_.command);
    const Json run = {{"tool", {{"driver", driver}}},
                      {"automationDetails", {{"id", id}}},
                      {"invocations", Json::array({invocation()})},
                      {"columnKind", "unicodeCodePoints"},
                      {"results", results}};
    const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", Json::array({run})}};
    return text::json_escaped(log.dump(1)) + "\n";
  }

 private:
  bool is_result(const Finding& f) const { return verbose_ || f.verdict == Verdict::confirmed; }

  // Unknown where it was asked for: without a result of its own it must not be lost.
  static bool is_notified(const Finding& f) { return f.verdict == Verdict::unknown && !is_excused(f.reason); }

  void collect_rules() {
    for (const Finding* finding : results_) rules_[finding->cause];
    for (const Finding& finding : report_.findings) {
      if (is_notified(finding)) rules_[finding.cause];
    }
    for (const Finding& finding : open_) {
      if (is_notified(finding)) rules_[finding.cause];
    }
    std::size_t index = 0;
    for (auto& [id, at] : rules_) at = index++;
  }

  // What it is that is wrong where, and nothing that another day, directory or order would change: the cause and the
  // name of the file. Several alike are counted in the order of their paths.
  void fingerprint() {
    std::map<std::string, std::vector<const Finding*>> alike;
    for (const Finding* finding : results_) alike[identity(*finding)].push_back(finding);
    for (auto& [identity, findings] : alike) {
      const auto key = [](const Finding* f) {
        return std::tuple(std::string_view(f->subject),
                          f->evidence.empty() ? std::string_view() : std::string_view(f->evidence.front().location));
      };
      std::stable_sort(findings.begin(), findings.end(), [&](auto* a, auto* b) { return key(a) < key(b); });
      std::size_t number = 0;
      for (const Finding* finding : findings) fingerprints_[finding] = fmt::format("{}:{}", hashed(identity), ++number);
    }
  }

  std::string identity(const Finding& f) const {
    const Spot place = places_.of(f.subject);
    const bool file = !place.host && place.path.find("://") == std::string::npos;
    const std::size_t name = file ? place.path.rfind('/') + 1 : 0;
    return fmt::format("{}\n{}\n{}", f.cause, place.path.substr(name), place.inside);
  }

  // GitHub wants a region in each: what is about a whole file is about its first line.
  static Json physical(const Spot& place) {
    return {{"artifactLocation", {{"uri", uri_of(place)}}},
            {"region", {{"startLine", std::max<std::uint64_t>(place.line, 1)}}}};
  }

  // Where the evidence about its own subject stands; else the subject; else, of what is no file, where anything stands.
  Spot place_of(const Finding& f) const {
    Spot subject = places_.of(f.subject);
    Spot first;
    for (const Evidence& evidence : f.evidence) {
      Spot place = places_.of(evidence.location);
      if (!places_.is_known(place)) continue;
      if (place.path == subject.path) return place;
      if (first.path.empty()) first = place;
    }
    if (places_.is_known(subject) || first.path.empty()) return subject;
    return first;
  }

  Json location(const Finding& f) const {
    const Spot place = place_of(f);
    Json out = {{"physicalLocation", physical(place)}};
    if (!place.inside.empty() || place.host) {
      const std::string name = place.inside.empty() ? place.path : place.path + " (" + place.inside + ")";
      out["logicalLocations"] = Json::array({{{"fullyQualifiedName", json_text(name)}, {"kind", "resource"}}});
    }
    return out;
  }

  Json related(const Finding& f) const {
    Json out = Json::array();
    for (const Evidence& evidence : f.evidence) {
      const Spot place = places_.of(evidence.location);
      if (!places_.is_known(place)) continue;
      out.push_back({{"id", out.size() + 1},
                     {"physicalLocation", physical(place)},
                     {"message", message(message_text(evidence.label + ": " + evidence.actual))}});
    }
    return out;
  }

  // The first line is all that is shown where there is little room.
  std::string told(const Finding& f) const {
    std::string out = message_text(f.message);
    if (f.reason) out += "\n" + message_text(f.reason->text);
    for (const Evidence& e : f.evidence) {
      out += "\n" + message_text(fmt::format("{}: {}", e.label, e.actual));
      if (!e.expected.empty())
        out += message_text(fmt::format(" ({}: {})", word(Word::expected, report_.lang), e.expected));
    }
    return out;
  }

  static Json texts(const std::vector<std::string>& all) {
    Json out = Json::array();
    for (const std::string& one : all) out.push_back(json_text(one));
    return out;
  }

  Json result(const Finding& f) const {
    const std::string& print = fingerprints_.at(&f);
    Json out = {{"ruleId", f.cause},
                {"ruleIndex", rules_.at(f.cause)},
                {"kind", kind_of(f)},
                {"level", level_of(f)},
                {"message", message(told(f))},
                {"locations", Json::array({location(f)})},
                {"partialFingerprints", {{"primaryLocationLineHash", print}, {"certdoc/v1", print}}}};
    if (Json more = related(f); !more.empty()) out["relatedLocations"] = std::move(more);
    out["properties"] = {{"subject", json_text(f.subject)},
                         {"verdict", name_of(f.verdict)},
                         {"showsAs", texts(f.shows_as)},
                         {"next", texts(f.next)}};
    return out;
  }

  Json rule(const std::string& id) const {
    const CauseText* cause = report_.cause(id);
    if (cause == nullptr) return bare_rule(id);
    Json out = {{"id", id},
                {"shortDescription", message(json_text(cause->sick))},
                {"fullDescription", message(json_text(cause->explanation))},
                {"help", {{"text", json_text(help_text(*cause))}, {"markdown", json_text(help_markdown(*cause))}}},
                {"defaultConfiguration", {{"level", name_of(cause->severity)}}}};
    for (const std::string& source_id : cause->sources) {
      const Source* source = report_.source(source_id);
      if (source == nullptr || !source->url.starts_with("https://")) continue;
      out["helpUri"] = uri_of({source->url, 0, {}, false});
      break;
    }
    out["properties"] = {{"tags", Json::array({"certificate"})}, {"problem.severity", problem(cause->severity)}};
    return out;
  }

  // A check that only ruled a cause out does not bring its texts.
  static Json bare_rule(const std::string& id) {
    const std::string help = "certdoc explain " + id;
    return {{"id", id}, {"shortDescription", message(id)}, {"fullDescription", message(id)}, {"help", message(help)}};
  }

  // GitHub's words for levels of what is no hole in security.
  static std::string_view problem(Severity severity) {
    return severity == Severity::note ? "recommendation" : name_of(severity);
  }

  std::string_view say(Word w) const { return word(w, report_.lang); }

  std::string help_text(const CauseText& cause) const {
    std::string out = fmt::format("{}\n\n{}\n", cause.sick, cause.explanation);
    if (!cause.check.empty()) out += fmt::format("\n{}: {}\n", say(Word::check), cause.check);
    for (const RemedyText* remedy : remedies_of(report_, cause, "any")) {
      out += remedy->risk == "refuse" ? fmt::format("\n{}: {}\n", say(Word::instead), remedy->instead)
                                      : fmt::format("\n{}: {}\n", say(Word::fix), remedy->title);
    }
    return out + fmt::format("\ncertdoc explain {}\n", cause.id);
  }

  std::string help_markdown(const CauseText& cause) const {
    using namespace markdown;
    std::string out = fmt::format("**{}**\n\n{}\n", plain(cause.sick), plain(cause.explanation));
    if (!cause.check.empty()) out += fmt::format("\n- {}: {}\n", say(Word::check), code(cause.check));
    for (const RemedyText* remedy : remedies_of(report_, cause, "any")) {
      if (remedy->risk == "refuse") {
        out += fmt::format("\n- {}: {} {}: {}\n", say(Word::warning), plain(remedy->advice), say(Word::instead),
                           plain(remedy->instead));
        continue;
      }
      out += fmt::format("\n- {}: {} ({}: {})\n", say(Word::fix), plain(remedy->title), say(Word::risk),
                         say(risk_word(remedy->risk)));
      for (const Step& step : remedy->steps) {
        out += fmt::format("  - {}\n", plain(step.text));
        for (const std::string& command : step.run) out += fmt::format("    - {}\n", code(command));
      }
    }
    return out + fmt::format("\n{}\n", code("certdoc explain " + cause.id));
  }

  static Json notification(std::string_view level, const std::string& text) {
    return {{"level", level}, {"message", message(text)}};
  }

  void notify(const std::vector<Finding>& findings, Json& out) const {
    for (const Finding& finding : findings) {
      if (!is_notified(finding)) continue;
      Json one = notification("warning", told(finding));
      one["associatedRule"] = {{"id", finding.cause}, {"index", rules_.at(finding.cause)}};
      out.push_back(std::move(one));
    }
  }

  Json notifications() const {
    Json out = Json::array();
    for (const Error& error : report_.errors) {
      std::string text = message_text(error.what_in(report_.lang));
      if (const std::string& hint = error.hint_in(report_.lang); !hint.empty()) text += "\n" + message_text(hint);
      out.push_back(notification("error", text));
    }
    notify(report_.findings, out);
    notify(open_, out);
    for (const Unrecognised& nothing : report_.unrecognised) {
      out.push_back(
          notification("warning", message_text(fmt::format(fmt::runtime(say(Word::unrecognised)), nothing.input))));
    }
    if (left_out_ > 0) out.push_back(notification("warning", fmt::format("+{} results", left_out_)));
    return out;
  }

  Json invocation() const {
    const int exit = report_.summary.exit;
    Json out = {{"executionSuccessful", exit == 0 || exit == 1}, {"exitCode", exit}};
    if (!report_.time.empty()) out["endTimeUtc"] = report_.time;
    out["toolExecutionNotifications"] = notifications();
    return out;
  }

  const Report& report_;
  bool verbose_;
  Places places_;
  std::vector<Finding> open_;  // causes of a code: they have no place, so they are no results
  std::vector<const Finding*> results_;
  std::size_t left_out_ = 0;
  std::map<std::string, std::size_t> rules_;
  std::map<const Finding*, std::string> fingerprints_;
};

}  // namespace

std::string render_sarif(const Report& report, const RenderOptions& options) {
  return Sarif(report, options).text();
}

}  // namespace certdoc
