// What check-clock says of a clock, of its keepers and of files.
#include "artifacts.hpp"
#include "catch.hpp"
#include "check/clock_files.hpp"
#include "check/clock_words.hpp"

using namespace certdoc;
using certdoc::test::certificate;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

ClockFacts facts_of(Micros offset, const char* now = "2026-06-21T12:00:00Z", Micros uncertainty = milliseconds(20)) {
  ClockFacts facts;
  facts.now = *parse_time(now);
  facts.named = true;
  facts.sources = {
      {ClockSourceKind::ntp, "ntp.example.com", ClockBounds{offset - uncertainty, offset + uncertainty}, true}};
  return facts;
}

Material one_certificate(int year = 2026) {
  LoadedFile file;
  file.path = "www.pem";
  file.artifacts.push_back(certificate("key", {.subject = "", .issuer = "ca", .year = year}));
  return {{file}};
}

const Finding* find(const std::vector<Finding>& findings, std::string_view cause, std::string_view subject = {}) {
  for (const Finding& finding : findings) {
    if (finding.cause == cause && (subject.empty() || finding.subject == subject)) return &finding;
  }
  return nullptr;
}

std::string message_of(const std::vector<Finding>& findings, std::string_view cause, std::string_view subject = {}) {
  const Finding* finding = find(findings, cause, subject);
  return finding == nullptr ? "no finding" : finding->message;
}

std::string actual(const Finding& finding, std::string_view label) {
  for (const Evidence& one : finding.evidence) {
    if (one.label == label) return one.actual;
  }
  return {};
}

}  // namespace

TEST_CASE("a clock that is right is called right, with figures and whom they are from") {
  const auto findings = clock_findings(facts_of(milliseconds(4)), {}, Lang::en);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].verdict == Verdict::ruled_out);
  CHECK(findings[0].message == "the clock of this machine is right: 4.0 ms behind, ± 20 ms, by ntp.example.com");
}

TEST_CASE("a clock that is wrong is confirmed with both times, the mistake and a remedy") {
  const auto findings = clock_findings(facts_of(-hours(8)), {}, Lang::en);
  REQUIRE(findings.size() == 1);
  const Finding& finding = findings[0];
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "the clock of this machine is 8 h ahead, ± 20 ms, by ntp.example.com");
  CHECK(finding.evidence[0].expected == "2026-06-21T04:00:00Z");
  CHECK(finding.evidence[0].actual == "2026-06-21T12:00:00Z");
  CHECK(actual(finding, "looks like").find("UTC+08:00") != std::string::npos);
  CHECK(finding.remedies[0] == "sync-clock-linux");
  CHECK(finding.remedies[1] == "hardware-clock-utc");
}

TEST_CASE("what is allowed is up to the person") {
  ClockFacts facts = facts_of(seconds(30));
  CHECK(clock_findings(facts, {}, Lang::en)[0].verdict == Verdict::ruled_out);
  facts.max_skew = seconds(5);
  CHECK(clock_findings(facts, {}, Lang::en)[0].verdict == Verdict::confirmed);
}

TEST_CASE("nobody to ask, nobody who answers, contradiction and vagueness are unknown, each for its own reason") {
  ClockFacts facts = facts_of(seconds(0));
  const auto reason = [&] {
    const auto findings = clock_findings(facts, {}, Lang::en);
    REQUIRE(findings[0].verdict == Verdict::unknown);
    return findings[0].reason->kind;
  };
  facts.sources.clear();
  CHECK(reason() == ReasonKind::no_input);
  facts.sources = {{ClockSourceKind::ntp, "ntp.example.com", std::nullopt, true}};
  CHECK(reason() == ReasonKind::unreachable);
  facts.sources = {{ClockSourceKind::ntp, "a", ClockBounds{seconds(0), seconds(1)}, true},
                   {ClockSourceKind::ntp, "b", ClockBounds{hours(1), hours(2)}, true}};
  CHECK(reason() == ReasonKind::inconclusive);
  facts = facts_of(seconds(59), "2026-06-21T12:00:00Z", seconds(3));
  CHECK(reason() == ReasonKind::inconclusive);
  facts.sources = {{ClockSourceKind::tls, "a", ClockBounds{-hours(1), Micros::max()}, true}};
  CHECK(reason() == ReasonKind::inconclusive);
}

TEST_CASE("a witness that nobody asked is told, and decides nothing where others were named") {
  ClockFacts facts = facts_of(seconds(0));
  facts.sources[0].bounds.reset();
  facts.keeper.emplace();
  facts.keeper->machine.kernel = {true, true, seconds(2), seconds(1), 37};
  const auto findings = clock_findings(facts, {}, Lang::en);
  CHECK(findings[0].verdict == Verdict::unknown);
  CHECK_FALSE(actual(findings[0], "the kernel").empty());
  facts.named = false;
  CHECK(clock_findings(facts, {}, Lang::en)[0].verdict == Verdict::ruled_out);
}

TEST_CASE("a certificate that is not yet valid by this clock, but by the time") {
  const auto findings = clock_findings(facts_of(hours(4), "2025-12-31T21:00:00Z"), one_certificate(), Lang::en);
  const Finding* file = find(findings, "clock-skewed", "www.pem:1");
  REQUIRE(file != nullptr);
  CHECK(file->verdict == Verdict::confirmed);
  CHECK(file->message.find("is not yet valid for 3 h; by ntp.example.com it is valid") != std::string::npos);
  CHECK(message_of(clock_findings(facts_of(hours(4), "2025-12-31T21:00:00Z"), one_certificate(), Lang::zh),
                   "clock-skewed", "www.pem:1")
            .find("还要 3 小时 才生效；按 ntp.example.com，它在有效期内") != std::string::npos);
}

TEST_CASE("a certificate that has expired by this clock, but not by the time, and the other way round") {
  const auto expired = clock_findings(facts_of(-hours(4), "2027-01-01T03:00:00Z"), one_certificate(), Lang::en);
  CHECK(message_of(expired, "clock-skewed", "www.pem:1").find("expired 3 h ago; by ntp.example.com it is valid") !=
        std::string::npos);
  const auto valid = clock_findings(facts_of(hours(4), "2026-12-31T23:00:00Z"), one_certificate(), Lang::en);
  CHECK(message_of(valid, "clock-skewed", "www.pem:1").find("is valid; by ntp.example.com it expired 3 h ago") !=
        std::string::npos);
}

TEST_CASE("a small skew that matters for a certificate is no right clock") {
  const auto findings = clock_findings(facts_of(seconds(20), "2025-12-31T23:59:50Z"), one_certificate(), Lang::en);
  CHECK(find(findings, "clock-skewed", "this machine") == nullptr);
  REQUIRE(find(findings, "clock-skewed", "www.pem:1") != nullptr);
  CHECK(find(findings, "clock-skewed", "www.pem:1")->verdict == Verdict::confirmed);
}

TEST_CASE("a certificate that has expired by both is not the clock's fault, even where the clock is wrong") {
  const auto findings = clock_findings(facts_of(hours(4), "2028-01-01T03:00:00Z"), one_certificate(), Lang::en);
  CHECK(find(findings, "clock-skewed", "this machine")->verdict == Verdict::confirmed);
  CHECK(find(findings, "clock-skewed", "www.pem:1")->verdict == Verdict::ruled_out);
}

TEST_CASE("a certificate whose end lies within the uncertainty is undecided") {
  const auto findings =
      clock_findings(facts_of(seconds(0), "2026-12-31T23:59:59Z", seconds(5)), one_certificate(), Lang::en);
  CHECK(find(findings, "clock-skewed", "www.pem:1")->verdict == Verdict::unknown);
}

TEST_CASE("nothing is said of files where nobody knows the time") {
  ClockFacts facts = facts_of(seconds(0));
  facts.sources[0].bounds.reset();
  CHECK(find(clock_findings(facts, one_certificate(), Lang::en), "clock-skewed", "www.pem:1") == nullptr);
}

TEST_CASE("a web server that contradicts the NTP servers has a wrong clock") {
  ClockFacts facts = facts_of(seconds(0));
  facts.sources.push_back(
      {ClockSourceKind::http_date, "http://www.example.com/", ClockBounds{hours(3), hours(3) + seconds(1)}, true});
  const auto findings = clock_findings(facts, {}, Lang::en);
  CHECK(find(findings, "clock-skewed")->verdict == Verdict::ruled_out);
  const Finding* peer = find(findings, "peer-clock-skewed");
  REQUIRE(peer != nullptr);
  CHECK(peer->verdict == Verdict::confirmed);
  CHECK(peer->severity == Severity::warning);
  CHECK(peer->subject == "http://www.example.com/");
  CHECK(peer->message.find("3 h ahead") != std::string::npos);
}

TEST_CASE("a web server that agrees with the NTP servers has a right clock") {
  ClockFacts facts = facts_of(hours(3));
  facts.sources.push_back({ClockSourceKind::http_date, "http://www.example.com/",
                           ClockBounds{hours(3) - seconds(1), hours(3) + seconds(1)}, true});
  const auto findings = clock_findings(facts, {}, Lang::en);
  CHECK(find(findings, "clock-skewed")->verdict == Verdict::confirmed);
  REQUIRE(find(findings, "peer-clock-skewed") != nullptr);
  CHECK(find(findings, "peer-clock-skewed")->verdict == Verdict::ruled_out);
}

TEST_CASE("a web server that nobody stands beside is not judged itself") {
  ClockFacts facts = facts_of(seconds(0));
  facts.sources[0].kind = ClockSourceKind::http_date;
  CHECK(find(clock_findings(facts, {}, Lang::en), "peer-clock-skewed") == nullptr);
}

TEST_CASE("a clock that nothing keeps is a note, whoever runs without effect is named") {
  ClockFacts facts = facts_of(seconds(0));
  facts.keeper.emplace();
  CHECK(find(clock_findings(facts, {}, Lang::en), "clock-unsynchronised") == nullptr);
  facts.keeper->machine.kernel = {true, false, seconds(16), seconds(16), 0};
  const auto text = [&] { return message_of(clock_findings(facts, {}, Lang::en), "clock-unsynchronised"); };
  CHECK(text().find("nothing keeps this clock") != std::string::npos);
  CHECK(find(clock_findings(facts, {}, Lang::en), "clock-unsynchronised")->severity == Severity::note);
  facts.keeper->machine.timesyncd.running = true;
  CHECK(text().find("systemd-timesyncd") != std::string::npos);
  facts.keeper->chrony.emplace();
  CHECK(text().find("chronyd") != std::string::npos);
  facts.keeper->machine.kernel.synchronised = true;
  CHECK(find(clock_findings(facts, {}, Lang::en), "clock-unsynchronised")->verdict == Verdict::ruled_out);
}

TEST_CASE("durations are told in two units, rounded") {
  CHECK(duration_text(Micros(400), Lang::en) == "0.4 ms");
  CHECK(duration_text(milliseconds(21), Lang::en) == "21 ms");
  CHECK(duration_text(milliseconds(-1500), Lang::en) == "1.5 s");
  CHECK(duration_text(seconds(60), Lang::en) == "1 min");
  CHECK(duration_text(seconds(3600 * 3 - 1), Lang::en) == "3 h");
  CHECK(duration_text(hours(51) + minutes(10), Lang::en) == "2 d 3 h");
  CHECK(duration_text(hours(24 * 400), Lang::en) == "1 y 35 d");
  CHECK(duration_text(hours(3) + minutes(12), Lang::zh) == "3 小时 12 分");
}
