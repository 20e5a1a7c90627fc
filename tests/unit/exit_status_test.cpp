#include "certdoc/exit_status.hpp"

#include <optional>
#include <vector>

#include "catch.hpp"

using namespace certdoc;

namespace {

const std::vector<Severity> kSeverities{Severity::note, Severity::warning, Severity::error};
const std::vector<ReasonKind> kReasons{ReasonKind::not_requested, ReasonKind::manual,     ReasonKind::no_input,
                                       ReasonKind::no_password,   ReasonKind::unreadable, ReasonKind::unreachable,
                                       ReasonKind::unsupported};

Finding finding(Verdict verdict, Severity severity, std::optional<ReasonKind> reason = {}) {
  Finding made;
  made.cause = "key-mismatch";
  made.verdict = verdict;
  made.severity = severity;
  if (reason) made.reason = Reason{*reason, "why"};
  return made;
}

int exit_of(std::vector<Finding> findings, const ExitRules& rules = {}, std::vector<Error> errors = {}) {
  Report report;
  report.findings = std::move(findings);
  report.errors = std::move(errors);
  summarise(report, rules);
  return report.summary.exit;
}

}  // namespace

TEST_CASE("a confirmed finding at or above the threshold is exit 1, below it 0") {
  for (const Severity severity : kSeverities) {
    for (const Severity fail_on : kSeverities) {
      for (const bool allow : {false, true}) {
        CAPTURE(name_of(severity), name_of(fail_on), allow);
        const bool reached = static_cast<int>(severity) >= static_cast<int>(fail_on);
        CHECK(exit_of({finding(Verdict::confirmed, severity)}, {fail_on, allow}) == (reached ? 1 : 0));
      }
    }
  }
}

TEST_CASE("what is ruled out never fails, however severe it would be") {
  for (const Severity severity : kSeverities) {
    CHECK(exit_of({finding(Verdict::ruled_out, severity)}, {Severity::note, false}) == 0);
  }
}

TEST_CASE("what could not be examined is exit 3, unless nobody asked or no program could, or it is allowed") {
  for (const ReasonKind kind : kReasons) {
    for (const Severity fail_on : kSeverities) {
      CAPTURE(name_of(kind), name_of(fail_on));
      const bool excused = kind == ReasonKind::not_requested || kind == ReasonKind::manual;
      const auto unknown = finding(Verdict::unknown, Severity::error, kind);
      CHECK(exit_of({unknown}, {fail_on, false}) == (excused ? 0 : 3));
      CHECK(exit_of({unknown}, {fail_on, true}) == 0);
    }
  }
  CHECK(exit_of({finding(Verdict::unknown, Severity::error)}) == 3);
}

TEST_CASE("a problem that was found outweighs what could not be examined") {
  const auto unreadable = finding(Verdict::unknown, Severity::error, ReasonKind::unreadable);
  for (const bool allow : {false, true}) {
    CHECK(exit_of({unreadable, finding(Verdict::confirmed, Severity::error)}, {Severity::error, allow}) == 1);
    CHECK(exit_of({finding(Verdict::confirmed, Severity::error), unreadable}, {Severity::error, allow}) == 1);
  }
  CHECK(exit_of({finding(Verdict::confirmed, Severity::note), unreadable}) == 3);
  CHECK(exit_of({finding(Verdict::confirmed, Severity::note), unreadable}, {Severity::note, false}) == 1);
}

TEST_CASE("an input that could not be read at all is exit 3 as well") {
  const Error unreadable{Error::Kind::unreadable, "cannot read a.crt", ""};
  CHECK(exit_of({}, {}, {unreadable}) == 3);
  CHECK(exit_of({}, {Severity::error, true}, {unreadable}) == 0);
  CHECK(exit_of({finding(Verdict::confirmed, Severity::error)}, {}, {unreadable}) == 1);
  CHECK(exit_of({}) == 0);
}

TEST_CASE("every finding is counted once, and a count is never an exit status") {
  Report report;
  report.findings.assign(70, finding(Verdict::confirmed, Severity::error));
  report.findings.push_back(finding(Verdict::confirmed, Severity::warning));
  report.findings.push_back(finding(Verdict::confirmed, Severity::warning));
  report.findings.push_back(finding(Verdict::confirmed, Severity::note));
  report.findings.push_back(finding(Verdict::ruled_out, Severity::error));
  report.findings.push_back(finding(Verdict::unknown, Severity::error, ReasonKind::manual));
  summarise(report, {});
  summarise(report, {});
  CHECK(report.summary.error == 70);
  CHECK(report.summary.warning == 2);
  CHECK(report.summary.note == 1);
  CHECK(report.summary.ruled_out == 1);
  CHECK(report.summary.unknown == 1);
  CHECK(report.summary.exit == 1);
}

TEST_CASE("causes of a code that stay open are counted once, unless a finding says so already") {
  Report report;
  report.findings = {finding(Verdict::unknown, Severity::error, ReasonKind::no_input)};
  Diagnosis one{"windows:0x80092004", "0x80092004", {}, {}, "windows", false, {}, {}, {}};
  one.causes = {{"key-mismatch", Verdict::unknown, Reason{ReasonKind::no_input, "why"}, {0}, {}},
                {"csr-mismatch", Verdict::unknown, Reason{ReasonKind::no_input, "why"}, {}, {}},
                {"store-wrong", Verdict::unknown, Reason{ReasonKind::manual, "why"}, {}, {}},
                {"chain-order", Verdict::ruled_out, {}, {}, {}}};
  report.diagnoses = {one, one};
  summarise(report, {});
  CHECK(report.summary.unknown == 3);
  CHECK(report.summary.exit == 3);
}

TEST_CASE("severities, verdicts and reasons have the names that scripts read") {
  CHECK(name_of(Severity::note) == "note");
  CHECK(name_of(Severity::warning) == "warning");
  CHECK(name_of(Severity::error) == "error");
  CHECK(name_of(Verdict::confirmed) == "confirmed");
  CHECK(name_of(Verdict::ruled_out) == "ruled_out");
  CHECK(name_of(Verdict::unknown) == "unknown");
  std::string names;
  for (const ReasonKind kind : kReasons) names += std::string(name_of(kind)) + " ";
  CHECK(names == "not-requested manual no-input no-password unreadable unreachable unsupported ");
}

TEST_CASE("a report finds what it refers to by id") {
  Report report;
  report.causes.push_back({"key-mismatch", Severity::error, "sick", "", "", "", {}, {}, {}});
  report.sources.push_back({"rfc5280", "RFC 5280", "", "official"});
  REQUIRE(report.cause("key-mismatch") != nullptr);
  CHECK(report.cause("key-mismatch")->sick == "sick");
  CHECK(report.cause("key") == nullptr);
  CHECK(report.source("rfc5280")->title == "RFC 5280");
  CHECK(report.remedy("key-mismatch") == nullptr);
}
