// certdoc match: load, group by key, judge, describe.
#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <set>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/match.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/match_exam.hpp"

namespace certdoc {
namespace {

// This command line once more; empty where it cannot be written.
std::string match_command(const std::vector<std::string>& paths) {
  std::string out = "certdoc match";
  for (const std::string& path : paths) {
    const auto quoted = quoted_for_sh(path);
    if (!quoted || path == "-") return {};
    out += " " + *quoted;
  }
  return out;
}

// certdoc match server.crt old.key DIRECTORY-OF-old.key
std::string search_beside(const Finding& finding, const std::vector<std::string>& paths) {
  const std::string& odd = finding.evidence.front().location;
  std::string directory = ".";
  for (const std::string& path : paths) {
    const std::filesystem::path parent = std::filesystem::path(path).parent_path();
    if (odd.starts_with(path) && !parent.empty()) directory = parent.string();
  }
  const auto quoted = quoted_for_sh(directory);
  const std::string again = match_command(paths);
  return quoted && !again.empty() ? again + " " + *quoted : "";
}

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
    if (std::any_of(material_.files.begin(), material_.files.end(), found)) {
      report().table = Table::inventory;
      report().notes.push_back(inventory(result.counts));
    } else {
      add_next_commands(paths, options_, report().findings);
    }
    return std::move(report());
  }

 private:
  Report& report() { return answer_.report; }

  std::string inventory(const MatchResult::Counts& n) const {
    std::string out =
        say(options_.lang, "{} certificates, {} private keys and {} CSRs on {} keys",
            "{} 张证书、{} 个私钥、{} 个证书请求，共 {} 个密钥", n.certificates, n.keys, n.csrs, n.families);
    const auto add = [&](std::size_t count, std::string_view en, std::string_view zh) {
      if (count > 0) out += say(options_.lang, en, zh, count);
    };
    add(n.chain_members, ", {} of the certificates are CAs of others here", "，其中 {} 张是其他证书的 CA");
    add(n.orphans, ", {} alone", "，{} 个落单");
    add(n.pending, ", {} keys with a CSR and no certificate yet", "，{} 个私钥只有请求、尚无证书");
    add(n.duplicates, ", {} duplicates", "，{} 个重复");
    add(n.closed, ", {} files that could not be read", "，{} 个文件无法读取");
    add(n.skipped, "; {} other files skipped", "；另有 {} 个无关文件已跳过");
    return out;
  }

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
        if (!described_.contains({f, a})) add({f, a}, true);
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

void add_next_commands(const std::vector<std::string>& paths, const ExamineOptions& options,
                       std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    const bool closed = finding.reason && finding.reason->kind == ReasonKind::no_password;
    const std::string again = closed && options.passwords.empty() ? match_command(paths) : "";
    if (!again.empty()) finding.next.push_back(again + " --pass env:PASSWORD");
    const bool pairing = finding.verdict == Verdict::confirmed && finding.evidence.size() > 1 && finding.next.empty();
    if (pairing) finding.next.push_back(search_beside(finding, paths));
    if (pairing && finding.next.back().empty()) finding.next.pop_back();
  }
}

Report match_files(const std::vector<std::string>& paths, const KnowledgeBase& knowledge, const ExamineOptions& options,
                   const FileProgress& progress) {
  return Matcher(knowledge, options).run(paths, progress);
}

}  // namespace certdoc
