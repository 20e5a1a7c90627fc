// The report for CI servers, as the JUnit XML that Jenkins and GitLab read
// (https://github.com/jenkinsci/xunit-plugin, junit-10.xsd; https://docs.gitlab.com/ci/testing/unit_test_reports/):
// a test case for each cause and subject.
#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "base/open_causes.hpp"
#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "certdoc/version.hpp"
#include "render/order.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

// For text and for values in quotation marks. What XML 1.0 cannot hold at all becomes a visible escape.
std::string xml(std::string_view value) {
  std::string out;
  for (const char c : text::escaped(value)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&apos;"; break;
      default: out += c;
    }
  }
  // U+FFFE and U+FFFF are UTF-8 and no characters (https://www.w3.org/TR/xml/#charsets).
  for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = out.find(none); at != std::string::npos; at = out.find(none, at)) {
      out.replace(at, none.size(), "\xEF\xBF\xBD");
    }
  }
  return out;
}

enum class State { passed, skipped, error, failed };

struct Case {
  std::string name;
  State state = State::passed;
  std::string type;     // of a failure or error
  std::string message;  // one line
  std::vector<std::string> body;
};

class Junit {
 public:
  Junit(const Report& report, const ExitRules& rules) : report_(report), rules_(rules), voice_(report.lang) {
    for (const Finding* finding : in_order(report.findings)) add(*finding);
    for (const Finding& open : open_causes(report)) add(open);
    for (const Explanation& e : report.explanations)
      cases_.push_back(
          {e.symbol.empty() || e.symbol == e.code ? e.code : e.code + " " + e.symbol, State::passed, {}, {}, {}});
    for (const Unrecognised& nothing : report.unrecognised) add(nothing);
    for (const Error& error : report.errors) add(error);
    if (cases_.empty()) cases_.push_back({"certdoc " + report.command, State::passed, {}, {}, {}});
  }

  std::string text() const {
    const std::string counts = fmt::format(R"(tests="{}" failures="{}" errors="{}")", cases_.size(),
                                           count(State::failed), count(State::error));
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out += fmt::format("<testsuites name=\"certdoc\" {}>\n", counts);
    out += fmt::format(" <testsuite name=\"certdoc {}\" {} skipped=\"{}\" timestamp=\"{}\">\n", xml(report_.command),
                       counts, count(State::skipped), xml(report_.time));
    out += "  <properties>\n" + property("version", certdoc::version()) +
           property("exit", std::to_string(report_.summary.exit)) + "  </properties>\n";
    for (const Case& one : cases_) out += element(one);
    return out + " </testsuite>\n</testsuites>\n";
  }

 private:
  static std::string property(std::string_view name, std::string_view value) {
    return fmt::format("   <property name=\"{}\" value=\"{}\"/>\n", name, xml(value));
  }

  std::ptrdiff_t count(State state) const {
    return std::count_if(cases_.begin(), cases_.end(), [&](const Case& c) { return c.state == state; });
  }

  // Failed is what makes the exit status 1; what makes it 3 is an error.
  State state_of(const Finding& f) const {
    if (f.verdict == Verdict::ruled_out) return State::passed;
    if (f.verdict == Verdict::confirmed) return f.severity >= rules_.fail_on ? State::failed : State::passed;
    return is_excused(f.reason) || rules_.allow_unknown ? State::skipped : State::error;
  }

  std::vector<std::string> details(const Finding& f) const {
    std::vector<std::string> lines;
    if (f.verdict == Verdict::confirmed) lines.push_back(fmt::format("{}: {}", name_of(f.severity), f.message));
    if (f.reason) lines.push_back(f.reason->text);
    for (const Evidence& e : f.evidence) {
      lines.push_back(fmt::format("{}: {} {}", e.label, e.actual, e.location));
      if (!e.expected.empty()) lines.push_back(fmt::format("  {}: {}", voice_.say(Word::expected), e.expected));
    }
    for (const std::string& id : f.remedies) {
      const RemedyText* remedy = report_.remedy(id);
      if (remedy != nullptr && remedy->risk != "refuse") lines.push_back(voice_.colon(Word::fix) + remedy->title);
    }
    for (const std::string& command : f.next) lines.push_back(voice_.colon(Word::next) + command);
    return lines;
  }

  // Findings of one cause about one subject are one case, with the worst of their states.
  void add(const Finding& f) {
    const auto [at, fresh] = index_.try_emplace({f.cause, f.subject}, cases_.size());
    if (fresh) cases_.push_back({f.subject.empty() ? f.cause : f.cause + " " + f.subject, State::passed, {}, {}, {}});
    Case& one = cases_[at->second];
    const State state = state_of(f);
    if (state > one.state) {
      one.state = state;
      one.message = f.message;
      one.type = state == State::failed ? f.cause : f.reason ? std::string(name_of(f.reason->kind)) : "unknown";
    }
    if (f.verdict == Verdict::ruled_out) return;
    for (std::string& line : details(f)) one.body.push_back(std::move(line));
  }

  void add(const Unrecognised& nothing) {
    const bool none_found = report_.summary.exit == 1;
    const std::string what = voice_.say(Word::unrecognised, nothing.input);
    cases_.push_back({what, none_found ? State::failed : State::skipped, "unrecognised", what, {}});
  }

  void add(const Error& error) {
    const std::string& what = error.what_in(report_.lang);
    cases_.push_back({what, State::error, "error", what, {error.hint_in(report_.lang)}});
  }

  std::string element(const Case& one) const {
    std::string out =
        fmt::format(R"(  <testcase classname="certdoc.{}" name="{}")", xml(report_.command), xml(one.name));
    if (one.state == State::passed && one.body.empty()) return out + "/>\n";
    std::string body;
    for (const std::string& line : one.body) body += xml(line) + "\n";
    out += ">\n";
    switch (one.state) {
      case State::passed: out += fmt::format("   <system-out>{}</system-out>\n", body); break;
      case State::skipped: out += fmt::format("   <skipped message=\"{}\"/>\n", xml(one.message)); break;
      case State::error:
      case State::failed:
        out += fmt::format("   <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n",
                           one.state == State::failed ? "failure" : "error", xml(one.type), xml(one.message), body);
    }
    return out + "  </testcase>\n";
  }

  const Report& report_;
  ExitRules rules_;
  Voice voice_;
  std::vector<Case> cases_;
  std::map<std::pair<std::string, std::string>, std::size_t> index_;
};

}  // namespace

std::string render_junit(const Report& report, const RenderOptions& options) {
  return Junit(report, options.rules).text();
}

}  // namespace certdoc
