// certdoc check-file: load, run every check that applies, describe.
#include "check/all.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/examine.hpp"

namespace certdoc {

Report check_files(const std::vector<std::string>& paths, const KnowledgeBase& knowledge,
                   const ExamineOptions& options) {
  const ExplainOptions explain = answer_options(options);
  Answer answer(knowledge.tables(), explain);
  Report& report = answer.report;
  report.command = "check-file";
  report.table = Table::objects;
  const Context context = context_of(options);
  Material material = load(paths, options, false, {}, report.errors);
  look_at_files(material, context, [](const LoadedFile&) { return true; });
  describe_files(material.files, true, options.lang, report);
  run_checks(file_checks(), material, context, answer);
  return std::move(report);
}

std::vector<TargetName> target_names() {
  std::vector<TargetName> names;
  for (const kb::Target& target : kb::targets()) {
    names.push_back(
        {std::string(target.name), std::string(target.title), {target.aliases.begin(), target.aliases.end()}});
  }
  return names;
}

}  // namespace certdoc
