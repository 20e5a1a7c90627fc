// certdoc match: load, group by key, judge, describe.
#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "base/say.hpp"
#include "check/match.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/examine.hpp"

namespace certdoc {
namespace {

class Matcher {
 public:
  Matcher(const KnowledgeBase& knowledge, const ExamineOptions& options)
      : options_(options), explain_(answer_options(options)), answer_(knowledge.tables(), explain_) {
    answer_.report.command = "match";
  }

  Report run(const std::vector<std::string>& paths, const FileProgress& progress) {
    material_ = load(paths, options_, true, progress, report().errors);
    MatchResult result = match(material_, context_of(options_));
    for (const LoadedFile& file : material_.files) input(file);
    for (const Family& one : result.families) family(one);
    if (options_.everything) the_rest();
    for (Finding& finding : result.findings) answer_.complete(finding);
    report().findings = std::move(result.findings);
    report().notes = std::move(result.notes);
    const auto found = [](const LoadedFile& file) { return !file.named; };
    const bool directory = std::any_of(material_.files.begin(), material_.files.end(), found);
    report().table = directory || options_.openssl_hash ? Table::inventory : Table::none;
    return std::move(report());
  }

 private:
  Report& report() { return answer_.report; }

  // Of a directory only what holds something.
  void input(const LoadedFile& file) {
    if (file.named || (options_.everything && !file.artifacts.empty())) report().inputs.push_back(describe(file));
  }

  void family(const Family& family) {
    KeyFamily out;
    for (const Ref& ref : family.members) {
      const Object& object = add(ref, options_.everything || family.members.size() > 1);
      if (out.spki_sha256.empty()) out.spki_sha256 = object.spki_sha256;
      if (out.algorithm.empty()) out.algorithm = object.algorithm;
      out.objects.push_back(report().objects.size() - 1);
    }
    report().families.push_back(std::move(out));
  }

  const Object& add(const Ref& ref, bool names) {
    const LoadedFile& file = material_.files[ref.file];
    described_.insert({ref.file, ref.artifact});
    const Describe how{options_.lang, names, options_.everything, options_.openssl_hash};
    report().objects.push_back(describe(file, file.artifacts[ref.artifact], how));
    return report().objects.back();
  }

  // Containers, CRLs and what stays closed have no key to be grouped by.
  void the_rest() {
    for (std::size_t f = 0; f < material_.files.size(); ++f) {
      for (std::size_t a = 0; a < material_.files[f].artifacts.size(); ++a) {
        if (described_.count({f, a}) == 0) add({f, a}, true);
      }
    }
  }

  const ExamineOptions& options_;
  ExplainOptions explain_;
  Answer answer_;
  Material material_;
  std::set<std::pair<std::size_t, std::size_t>> described_;
};

}  // namespace

Report match_files(const std::vector<std::string>& paths, const KnowledgeBase& knowledge, const ExamineOptions& options,
                   const FileProgress& progress) {
  return Matcher(knowledge, options).run(paths, progress);
}

}  // namespace certdoc
