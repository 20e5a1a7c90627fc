// Handmade reports through the renderers for CI and monitoring: hostile values, verdicts, limits.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"
#include "certdoc/exit_status.hpp"
#include "certdoc/render.hpp"
#include "certdoc/report.hpp"
#include "render/certificate_ends.hpp"
#include "render/conclusion.hpp"
#include "render/place.hpp"

using namespace certdoc;

namespace {

// Whatever ends a value or begins markup somewhere, a character that XML forbids, bytes that are no UTF-8.
const std::string kHostile = "a|b='\"<&>{0}[x](y)\\\x1b[31m\r\n\xE2\x80\xAE\xEF\xBF\xBE\xFF\x01 ]]>";

Finding finding(Verdict verdict, Severity severity, const std::string& cause, const std::string& subject) {
  Finding f;
  f.cause = cause;
  f.verdict = verdict;
  f.severity = severity;
  f.subject = subject;
  f.message = "about " + cause;
  return f;
}

Report report_of(std::vector<Finding> findings, const ExitRules& rules = {}) {
  Report report;
  report.command = "match";
  report.time = "2026-11-21T12:00:00Z";
  report.findings = std::move(findings);
  summarise(report, rules);
  return report;
}

Report hostile_report() {
  Finding f = finding(Verdict::confirmed, Severity::error, "key-mismatch", kHostile);
  f.message = kHostile;
  f.evidence = {{kHostile, kHostile, kHostile, kHostile + ":3"}};
  f.next = {kHostile};
  f.shows_as = {kHostile};
  Finding open = finding(Verdict::unknown, Severity::error, "chain-incomplete", kHostile);
  open.reason = Reason{ReasonKind::unreadable, kHostile};
  Report report = report_of({f, open});
  report.inputs = {{kHostile, {"certificate"}, "pem"}};
  report.errors = {{Error::Kind::unreadable, kHostile, kHostile}};
  report.unrecognised = {{kHostile, {}, {}, {}}};
  Object certificate;
  certificate.path = kHostile;
  certificate.location = kHostile + ":1";
  certificate.kind = "certificate";
  certificate.subject = kHostile;
  certificate.not_after = "2027-06-01T00:00:00Z";
  report.objects = {certificate};
  return report;
}

bool has(const std::string& whole, const std::string& part) {
  return whole.find(part) != std::string::npos;
}

// Nothing that a terminal or a parser would stumble over.
void check_clean(const std::string& out) {
  CAPTURE(out);
  CHECK(text::is_utf8(out));
  for (const char* raw : {"\x1b", "\x01", "\r", "\xE2\x80\xAE", "\xFF"}) CHECK_FALSE(has(out, raw));
}

nlohmann::json results_of(const Report& report, const RenderOptions& options = {}) {
  return nlohmann::json::parse(render_sarif(report, options))["runs"][0]["results"];
}

}  // namespace

TEST_CASE("hostile values stay values in every format for programs", "[formats]") {
  const Report report = hostile_report();
  const std::string sarif = render_sarif(report, {});
  const std::string junit = render_junit(report, {});
  const std::string nagios = render_nagios(report, {});
  const std::string prometheus = render_prometheus(report);
  for (const std::string& out : {sarif, junit, nagios, prometheus}) check_clean(out);

  const auto run = nlohmann::json::parse(sarif)["runs"][0];
  const std::string told = run["results"][0]["message"]["text"];
  CHECK(has(told, "{{0}}"));
  CHECK_FALSE(has(told, "]("));
  CHECK(run["invocations"][0]["toolExecutionNotifications"].size() == 3);

  CHECK_FALSE(has(junit, "\xEF\xBF\xBE"));
  CHECK_FALSE(has(junit, "]]>"));
  CHECK_FALSE(has(junit, "{0}<"));

  CHECK(std::count(nagios.begin(), nagios.end(), '|') == 1);
  CHECK(std::count(nagios.begin(), nagios.end(), '\n') == 1);
  const std::string data = nagios.substr(nagios.find('|'));
  CHECK(std::count(data.begin(), data.end(), '\'') == 2);
  CHECK(std::count(data.begin(), data.end(), '=') == 6);

  CHECK(has(prometheus, R"(subject="a|b='\"<&>{0}[x](y)\\\\x1b)"));
}

TEST_CASE("the fingerprint of a result knows no directory, line, order or time", "[formats][sarif]") {
  const auto print = [](const std::string& subject, const std::string& message, std::vector<Finding> others = {}) {
    Finding f = finding(Verdict::confirmed, Severity::error, "file-corrupt", subject);
    f.message = message;
    others.push_back(f);
    for (const auto& result : results_of(report_of(others))) {
      if (result["ruleId"] == "file-corrupt") return result["partialFingerprints"]["certdoc/v1"].get<std::string>();
    }
    return std::string();
  };
  const std::string whole = print("a/server.pem", "3 h ago");
  CHECK(whole.size() > 2);
  CHECK(print("server.pem", "3 h ago") == whole);
  CHECK(print("/srv/a/server.pem", "4 h ago") == whole);
  CHECK(print("server.pem:12", "") == whole);
  CHECK(print("a/server.pem", "", {finding(Verdict::confirmed, Severity::error, "key-weak", "a/server.pem")}) == whole);
  CHECK(print("a/other.pem", "3 h ago") != whole);
  CHECK(print("server.pem (bag 2)", "") != whole);
}

TEST_CASE("SARIF holds no more results than GitHub takes, the worst ones", "[formats][sarif]") {
  std::vector<Finding> many(25'001, finding(Verdict::confirmed, Severity::note, "chain-root-included", "a.pem"));
  many.push_back(finding(Verdict::confirmed, Severity::error, "key-mismatch", "z.key"));
  const auto run = nlohmann::json::parse(render_sarif(report_of(std::move(many)), {}))["runs"][0];
  CHECK(run["results"].size() == 25'000);
  CHECK(run["results"][0]["ruleId"] == "key-mismatch");
  CHECK(has(run["invocations"][0]["toolExecutionNotifications"].dump(), "+2 results"));
}

TEST_CASE("what is unknown, ruled out or manual is a result only where everything is wanted", "[formats][sarif]") {
  Finding manual = finding(Verdict::unknown, Severity::error, "com-not-registered", "x");
  manual.reason = Reason{ReasonKind::manual, "look"};
  Finding open = finding(Verdict::unknown, Severity::error, "chain-incomplete", "x");
  open.reason = Reason{ReasonKind::no_input, "no chain"};
  const Report report = report_of({manual, open, finding(Verdict::ruled_out, Severity::error, "key-mismatch", "x")});
  CHECK(results_of(report).empty());
  RenderOptions all;
  all.verbose = true;
  std::set<std::string> kinds;
  for (const auto& result : results_of(report, all)) {
    kinds.insert(result["kind"]);
    CHECK(result["level"] == "none");
  }
  CHECK(kinds == std::set<std::string>{"review", "open", "pass"});
}

TEST_CASE("JUnit fails where the exit status says so", "[formats][junit]") {
  const auto warning = finding(Verdict::confirmed, Severity::warning, "file-encoding", "a.crt");
  RenderOptions options;
  CHECK(has(render_junit(report_of({warning}), options), "tests=\"1\" failures=\"0\""));
  CHECK(has(render_junit(report_of({warning}), options), "<system-out>warning: about file-encoding"));
  options.rules.fail_on = Severity::warning;
  CHECK(has(render_junit(report_of({warning}), options), "tests=\"1\" failures=\"1\""));

  Finding open = finding(Verdict::unknown, Severity::error, "key-mismatch", "a.key");
  open.reason = Reason{ReasonKind::no_password, "no password"};
  CHECK(has(render_junit(report_of({open}), options), "<error type=\"no-password\" message=\"about key-mismatch\">"));
  options.rules.allow_unknown = true;
  CHECK(has(render_junit(report_of({open}), options), "<skipped message=\"about key-mismatch\"/>"));

  // The worst of several about one thing.
  const auto both = report_of({finding(Verdict::ruled_out, Severity::error, "key-mismatch", "a.key"), open,
                               finding(Verdict::confirmed, Severity::error, "key-mismatch", "a.key")});
  CHECK(has(render_junit(both, {}), "tests=\"1\" failures=\"1\" errors=\"0\""));
  CHECK(has(render_junit(report_of({}), {}), "tests=\"1\" failures=\"0\""));
}

TEST_CASE("the status of a Nagios plugin", "[formats][nagios]") {
  const auto status = [](Verdict verdict, Severity severity, ExitRules rules = {}) {
    Finding f = finding(verdict, severity, "key-mismatch", "a.key");
    if (verdict == Verdict::unknown) f.reason = Reason{ReasonKind::no_input, "none"};
    return nagios_status(report_of({f}, rules), rules);
  };
  CHECK(status(Verdict::ruled_out, Severity::error) == 0);
  CHECK(status(Verdict::confirmed, Severity::note) == 0);
  CHECK(status(Verdict::confirmed, Severity::note, {Severity::note, false}) == 1);
  CHECK(status(Verdict::confirmed, Severity::warning) == 1);
  CHECK(status(Verdict::confirmed, Severity::error) == 2);
  CHECK(status(Verdict::unknown, Severity::error) == 3);
  CHECK(status(Verdict::unknown, Severity::error, {Severity::error, true}) == 0);
  Report usage;
  usage.summary.exit = 2;
  CHECK(nagios_status(usage, {}) == 3);
  usage.summary.exit = 70;
  CHECK(nagios_status(usage, {}) == 3);
}

TEST_CASE("series with the same labels are one", "[formats][prometheus]") {
  const auto f = finding(Verdict::confirmed, Severity::error, "key-weak", "a.crt");
  const std::string out = render_prometheus(report_of({f, f}));
  CHECK(has(out, "severity=\"error\",subject=\"a.crt\"} 2\n"));
  CHECK_FALSE(has(out, "} 1\ncertdoc_findings"));
}

TEST_CASE("certificates end where they stand, once each, without trust anchors", "[formats]") {
  Report report = report_of({});
  ChainPath path;
  for (const char* origin : {"file", "missing", "trust"}) {
    ChainLink link;
    link.name = origin;
    link.origin = origin;
    link.location = std::string(origin) + ".pem:1";
    link.not_after = "2027-01-01T00:00:00Z";
    path.links.push_back(link);
  }
  report.chains = {path, path};
  Object object;
  object.kind = "certificate";
  object.location = "file.pem:1";
  object.not_after = "2027-01-01T00:00:00Z";
  Object sooner = object;
  sooner.location = "sooner.pem:1";
  sooner.not_after = "2026-12-01T00:00:00Z";
  Object broken = object;
  broken.location = "broken.pem:1";
  broken.not_after = "soon";
  report.objects = {object, sooner, broken};
  const auto ends = certificate_ends(report);
  REQUIRE(ends.size() == 2);
  CHECK(ends[0].location == "sooner.pem:1");
  CHECK(ends[1].name == "file");
}

TEST_CASE("a place in a file is told from a port of a host", "[formats]") {
  Report report = report_of({});
  report.inputs = {{"www.example.com:443", {"host"}, {}}, {"odd:7", {"certificate"}, "pem"}};
  const Places places(report);
  CHECK(places.of("www.example.com:443").host);
  CHECK(places.of("www.example.com:443 (certificate 2)").inside == "certificate 2");
  CHECK(places.of("odd:7").line == 0);
  CHECK(places.of("odd:7:12").line == 12);
  CHECK(places.of("a/b.pem:12").path == "a/b.pem");
  CHECK(places.of("store.p12 (bag 2)").path == "store.p12");
  CHECK(uri_of(places.of("www.example.com:443")) == "www.example.com%3A443");
  CHECK(uri_of(places.of("./a b/\xFF#?.pem:12")) == "a%20b/%FF%23%3F.pem");
  CHECK(uri_of(places.of("/etc/ssl/a.pem")) == "file:///etc/ssl/a.pem");
  CHECK(uri_of(places.of("c:d.pem")) == "c%3Ad.pem");
  CHECK(uri_of(places.of("http://ca.example/a b.crl")) == "http://ca.example/a%20b.crl");
}

TEST_CASE("one sentence says what is worst", "[formats][conclusion]") {
  const auto mismatch = finding(Verdict::confirmed, Severity::error, "key-mismatch", "a.key");
  const auto note = finding(Verdict::confirmed, Severity::note, "chain-order", "a.pem");
  Finding open = finding(Verdict::unknown, Severity::error, "chain-incomplete", "a.pem");
  open.reason = Reason{ReasonKind::no_input, "none"};
  CHECK(conclusion_of(report_of({note, mismatch})) == "key-mismatch: about key-mismatch (and 1 more)");
  CHECK(conclusion_of(report_of({open})) == "chain-incomplete: about chain-incomplete");
  CHECK(conclusion_of(report_of({})) == "nothing wrong was found");
  Report zh = report_of({mismatch});
  zh.lang = Lang::zh;
  CHECK(conclusion_of(zh) == "key-mismatch：about key-mismatch");
}
