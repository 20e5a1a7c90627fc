// certdoc check-crl: ask who can tell whether certificates are revoked, judge what comes, say what was found.
#include <algorithm>
#include <utility>

#include "base/append.hpp"
#include "certdoc/revocation.hpp"
#include "diagnose/answer.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/revocation_run.hpp"
#include "diagnose/revocation_save.hpp"
#include "net/ldap.hpp"

namespace certdoc {
namespace {

void describe_all(const RevocationRun& run, const ExamineOptions& options, Report& report) {
  for (const Material* material : {&run.material, &run.lists}) {
    describe_files(material->files, false, options.lang, report);
  }
  if (!options.everything) return;
  const Describe how{options.lang, true, true, false};
  for (const RevocationSubject& subject : run.scene.subjects) {
    report.objects.push_back(describe(run.material.files[subject.file], *subject.certificate->artifact, how));
  }
}

// The codes of Windows that fit here stand before those that the cause can show up as in general. A warning about an
// address says that nothing fails by it yet.
void complete(Answer& answer, Finding& finding) {
  const std::vector<std::string> own = std::move(finding.shows_as);
  answer.complete(finding);
  if (finding.verdict != Verdict::confirmed) {
    finding.shows_as = own;
    return;
  }
  if (finding.severity == Severity::note) return;
  const auto is_own_or_windows = [&](const std::string& id) {
    return id.starts_with("windows:") || std::find(own.begin(), own.end(), id) != own.end();
  };
  auto& all = finding.shows_as;
  if (finding.severity == Severity::warning && finding.cause != "no-revocation-information") all.clear();
  all.erase(std::remove_if(all.begin(), all.end(), is_own_or_windows), all.end());
  all.insert(all.begin(), own.begin(), own.end());
}

}  // namespace

void tell_revocation(RevocationRun& run, Answer& answer) {
  Report& report = answer.report;
  append(report.errors, std::move(run.errors));
  append(report.endpoints, std::move(run.hosts));
  append(report.endpoints, revocation_endpoints(run.scene));
  for (Finding& finding : revocation_findings(run.scene)) {
    complete(answer, finding);
    report.findings.push_back(std::move(finding));
  }
  append(report.notes, std::move(run.notes));
}

Report check_crl(const std::vector<std::string>& names, const KnowledgeBase& knowledge, const ExamineOptions& options,
                 const RevocationOptions& revocation, const NetworkOptions& network, const FileProgress& progress) {
  const ExplainOptions explain = answer_options(options);
  Answer answer(knowledge.tables(), explain);
  Report& report = answer.report;
  report.command = "check-crl";
  report.time = options.time;
  RevocationRun run(options, revocation, network, progress);
  run.run(names);
  if (!revocation.save.empty()) save_crls(run.scene, report.steps, run.errors);
  describe_all(run, options, report);
  tell_revocation(run, answer);
  return std::move(report);
}

bool has_ldap() {
  return net::ldap_built_in();
}

}  // namespace certdoc
