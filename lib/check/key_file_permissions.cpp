// May anybody read or replace a private key who should not? By mode, ACL and the directories on the way.
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "check/each_file.hpp"
#include "check/key_file_problems.hpp"
#include "check/permission_checks.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"key-file-permissions"};
constexpr std::size_t kMaxProblems = 12;

Finding finding_for(const LoadedFile& file, Verdict verdict, std::string message) {
  Finding finding;
  finding.cause = kDecides.front();
  finding.verdict = verdict;
  finding.subject = file.path;
  finding.message = std::move(message);
  return finding;
}

Finding unknown(const LoadedFile& file, ReasonKind kind, const std::string& text) {
  Finding finding = finding_for(file, Verdict::unknown, text);
  finding.reason = Reason{kind, text};
  return finding;
}

// A password still stands before the key.
Severity final_severity(const LoadedFile& file, Severity worst) {
  if (!is_encrypted(file)) return worst;
  return worst == Severity::error ? Severity::warning : Severity::note;
}

Finding confirmed(const LoadedFile& file, std::vector<KeyFileProblem> problems, const std::string& fix) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const KeyFileProblem& a, const KeyFileProblem& b) { return a.severity > b.severity; });
  if (problems.size() > kMaxProblems) problems.resize(kMaxProblems);
  Finding finding = finding_for(file, Verdict::confirmed, problems.front().text);
  finding.severity = final_severity(file, problems.front().severity);
  const std::string& path = file.access->steps.back().path;
  bool fixes_file = false;
  for (const KeyFileProblem& problem : problems) {
    finding.evidence.push_back(problem.evidence);
    add_fix(finding, problem.fix);
    fixes_file =
        fixes_file || (problem.fix.empty() && problem.evidence.location == path && problem.severity > Severity::note);
  }
  if (fixes_file) add_fix(finding, fix);
  finding.remedies = {"fix-key-permissions"};
  return finding;
}

std::optional<Finding> examine(const LoadedFile& file, const Context& context) {
  const FileAccess* access = access_of(file);
  if (access == nullptr || !holds_key(file)) return std::nullopt;
  const Lang lang = context.lang;
  if (access->incomplete) {
    const bool here = access->incomplete->kind != Error::Kind::unsupported;
    return unknown(file, here ? ReasonKind::unreadable : ReasonKind::unsupported, access->incomplete->what_in(lang));
  }
  if (access->steps.empty()) return std::nullopt;
  const bool as_root = context.user.empty() && context.target != nullptr && context.target->reads_key_as_root;
  const KeyUser user{service_account(*access, context), as_root};
  auto problems = key_file_problems(*access, user, lang);
  if (!problems.empty()) return confirmed(file, std::move(problems), key_file_fix(*access, user));
  const bool all_read =
      std::all_of(access->steps.begin(), access->steps.end(), [](const AccessStep& step) { return step.acl_read; });
  if (!all_read) {
    return unknown(file, ReasonKind::unreadable,
                   say(lang, "an access control list on the way to {} could not be read",
                       "无法读取通往 {} 途中的访问控制列表", file.path));
  }
  return finding_for(file, Verdict::ruled_out,
                     say(lang, "nobody who should not may read or replace the key {}",
                         "没有多余的用户能读取或替换私钥 {}", file.path));
}

std::vector<Finding> run(const Material& material, const Context& context) {
  return each_file(material, context, examine);
}

}  // namespace

constexpr Check kKeyFilePermissions{"key-file-permissions", kDecides, run};

}  // namespace certdoc
