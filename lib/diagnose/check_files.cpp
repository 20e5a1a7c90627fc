// certdoc check-file: load, run every check that applies, describe.
#include "artifact/file_access.hpp"
#include "check/all.hpp"
#include "check/permission_checks.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/examine.hpp"

namespace certdoc {
namespace {

// Who may read it can be said of a file that has a place; what came through a pipe has none any more.
void look(Material& material, const Context& context) {
  for (LoadedFile& file : material.files) {
    if (file.path == "-" || file.error) continue;
    file.access = std::make_shared<const FileAccess>(look_at(file.path, accounts_wanted(context)));
  }
}

}  // namespace

Report check_files(const std::vector<std::string>& paths, const KnowledgeBase& knowledge,
                   const ExamineOptions& options) {
  const ExplainOptions explain = answer_options(options);
  Answer answer(knowledge.tables(), explain);
  Report& report = answer.report;
  report.command = "check-file";
  report.table = Table::objects;
  const Context context = context_of(options);
  Material material = load(paths, options, false, {}, report.errors);
  look(material, context);
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
