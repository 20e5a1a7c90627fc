// What is wrong with the best path of each leaf, one finding a cause; and what is wrong with other paths, as notes.
#include "check/chain_findings.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using chain::Path;
using chain::Problem;

Reason unsupported(Lang lang) {
  return {ReasonKind::unsupported, say(lang, "this program cannot judge that", "本程序无法判断")};
}

// The message of a finding is about one problem; any other says in its evidence what it is.
void tell(Tally& tally, const ChainScene& scene, const Path& path, const Problem& problem, bool first) {
  const std::string sentence = chain_sentence(scene, path, problem);
  if (problem.undecided) return tally.open(unsupported(scene.lang), sentence);
  Evidence evidence = chain_evidence(scene, path, problem);
  if (!first) {
    evidence.label = say(scene.lang, "also", "另外");
    evidence.expected.clear();
    evidence.actual = sentence;
  }
  tally.sick(problem.severity, sentence, std::move(evidence));
  if (!scene.everything) return;
  tally.add({say(scene.lang, "rule", "依据"), {}, std::string(info(problem.rule).source), {}});
}

// Causes in the order in which they were found, each with its problems, the gravest first.
std::vector<std::pair<std::string_view, std::vector<const Problem*>>> by_cause(const Path& path) {
  std::vector<std::pair<std::string_view, std::vector<const Problem*>>> out;
  for (const Problem& problem : path.problems) {
    const auto known =
        std::find_if(out.begin(), out.end(), [&](const auto& one) { return one.first == problem.cause(); });
    if (known == out.end()) {
      out.push_back({problem.cause(), {&problem}});
    } else {
      known->second.push_back(&problem);
    }
  }
  const auto graver = [](const Problem* a, const Problem* b) {
    return std::tuple(a->undecided, b->severity) < std::tuple(b->undecided, a->severity);
  };
  for (auto& [cause, problems] : out) std::stable_sort(problems.begin(), problems.end(), graver);
  return out;
}

// Without anchors a chain that lacks only its last issuer may be all that a server sends.
bool is_open_end(const Path& path) {
  return std::any_of(path.problems.begin(), path.problems.end(), [](const Problem& problem) {
    return problem.rule == chain::Rule::issuer_missing && problem.severity == Severity::note;
  });
}

// An intermediate that was fetched, or that only the trust store holds, is one that other clients lack.
void find_kept_back(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out) {
  const Path& path = leaf.paths.front();
  const bool has_root = path.end == chain::End::anchor || path.end == chain::End::self_signed;
  Tally tally("chain-incomplete", scene.file_of(leaf));
  for (std::size_t n = 1; n + (has_root ? 1 : 0) < path.certificates.size(); ++n) {
    if (!scene.at(path, n).places.empty()) continue;
    const std::string name = scene.name(path.certificates[n]);
    const bool fetched = scene.at(path, n).fetched != nullptr;
    tally.sick(
        fetched ? Severity::error : Severity::warning,
        fetched
            ? say(scene.lang, "{} is not among the files: it could be fetched, which many clients do not do, and fail",
                  "{} 不在文件中：虽可下载，但许多客户端不会下载而直接失败", name)
            : say(scene.lang, "{} is not among the files, only in the trust store: clients without it will fail",
                  "{} 不在文件中，只在信任库里：没有它的客户端会失败", name),
        {say(scene.lang, "certificate", "证书"), {}, name, scene.place(path.certificates[n])});
    if (fetched) tally.add({"SHA-256", {}, hex(sha256(scene.at(path, n).artifact->der)), {}});
    tally.next(scene.repair());
  }
  append(out.findings, tally.finding({}));
}

// A trusted root of the same name that is another one: whoever looks at names only wonders why it is not taken.
void tell_namesake(const ChainScene& scene, const Path& path, Tally& tally) {
  const chain::Certificate& root = scene.at(path.certificates.back());
  for (const chain::Certificate& one : scene.result.certificates) {
    if (!one.trusted || one.subject_key != root.subject_key || as_text(one.spki) == as_text(root.spki)) continue;
    tally.add({say(scene.lang, "trusted, with the same name and another key, SHA-256",
                   "受信任的同名根证书（密钥不同），SHA-256"),
               {},
               hex(sha256(one.artifact->der)),
               scene.trust});
    return;
  }
}

// Where the leaf is good, to renew it puts nothing right.
void remedy_of_ca(Tally& tally, const Path& path, const std::vector<const Problem*>& problems) {
  const auto is_leaf = [](const Problem* problem) { return problem->at == 0; };
  if (std::any_of(problems.begin(), problems.end(), is_leaf)) return;
  const auto is_anchor = [&](const Problem* problem) {
    return path.end == chain::End::anchor && problem->at + 1 == path.certificates.size();
  };
  tally.remedy("replace-chain-certificate");
  if (std::any_of(problems.begin(), problems.end(), is_anchor)) tally.remedy("update-ca-bundle-linux");
}

// Whether anything that was given is on this path and not on the best one: only that can lead a client there.
std::optional<std::size_t> detour(const ChainScene& scene, const Path& best, const Path& path) {
  for (const std::size_t one : path.certificates) {
    const bool on_best = std::find(best.certificates.begin(), best.certificates.end(), one) != best.certificates.end();
    if (!on_best && !scene.at(one).places.empty()) return one;
  }
  return std::nullopt;
}

bool is_about_end(const Problem& problem) {
  return problem.rule >= chain::Rule::issuer_missing && problem.rule <= chain::Rule::root_untrusted;
}

struct Both {
  std::string_view en, zh;
};

// Old clients take the path that leads to a root of theirs, which need not be in the trust store here, and fail when a
// certificate on it is bad. From one that only ends nowhere they go on to the next. GnuTLS:
// https://gitlab.nic.cz/turris/os/packages/-/work_items/799 (3.6.7 fails, 3.6.15 does not); OpenSSL:
// https://www.openssl.org/blog/blog/2021/09/13/LetsEncryptRootCertExpire/
Both of_other_path(const Path& best, const Problem& problem) {
  if (!best.valid()) return {"another path, over {0}, is no better: {1}", "另一条路径经过 {0}，同样有问题：{1}"};
  if (is_about_end(problem)) {
    return {
        "a path beside the valid one, over {0}, reaches no trusted root: {1}; beside the valid one it does not count",
        "有效路径之外还有一条经过 {0} 的路径，它到不了受信任的根：{1}；已有有效路径，不受影响"};
  }
  return {
      "there is a bad path beside the valid one, over {0}: {1}; old clients (OpenSSL 1.0.2, GnuTLS 3.6.7, "
      "LibreSSL 3.1) may take it and fail",
      "有效路径之外还有一条坏路径，经过 {0}：{1}；旧客户端（OpenSSL 1.0.2、GnuTLS 3.6.7、LibreSSL "
      "3.1）可能走这条路径而失败"};
}

bool has_crl(const LoadedFile& file) {
  return std::any_of(file.artifacts.begin(), file.artifacts.end(),
                     [](const Artifact& artifact) { return artifact.kind == Kind::crl; });
}

}  // namespace

const Problem* gravest(const Path& path) {
  const Problem* found = nullptr;
  for (const Problem& problem : path.problems) {
    if (problem.undecided || problem.severity != Severity::error) continue;
    // That an old path ends nowhere says less than that it has expired.
    if (found == nullptr || !is_about_end(problem)) found = &problem;
    if (!is_about_end(problem)) return found;
  }
  return found;
}

void find_path_problems(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out) {
  const Path& path = leaf.paths.front();
  for (const auto& [cause, problems] : by_cause(path)) {
    Tally tally(cause, scene.file_of(leaf));
    for (const Problem* problem : problems) tell(tally, scene, path, *problem, problem == problems.front());
    if (cause == "certificate-expired") remedy_of_ca(tally, path, problems);
    if (cause == "root-untrusted") tell_namesake(scene, path, tally);
    auto finding = tally.finding({});
    if (!finding) continue;
    if (cause == "chain-incomplete" && path.missing) tell_missing(scene, path, *finding);
    if (cause == "chain-incomplete" && is_open_end(path)) {
      finding->message =
          say(scene.lang, "the chain ends at {}; without a trust store it is not known whether its issuer is the root",
              "证书链止于 {}；没有信任库，无法判断其颁发者是否就是根证书", scene.name(path.certificates.back()));
    }
    out.findings.push_back(std::move(*finding));
  }
  find_kept_back(scene, leaf, out);
}

void find_other_paths(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out) {
  const Path& best = leaf.paths.front();
  std::set<std::size_t> told = out.astray;
  for (std::size_t n = 1; n < leaf.paths.size(); ++n) {
    const Path& path = leaf.paths[n];
    const auto over = detour(scene, best, path);
    const Problem* problem = gravest(path);
    if (!over || problem == nullptr || !told.insert(*over).second) continue;
    Tally tally(problem->cause(), scene.file_of(leaf));
    const std::string sentence = chain_sentence(scene, path, *problem);
    const Both words = of_other_path(best, *problem);
    tally.sick(Severity::note, say(scene.lang, words.en, words.zh, scene.name(*over), sentence),
               {say(scene.lang, "over", "经过"), {}, scene.name(*over), scene.place(*over)});
    append(out.findings, tally.finding({}));
  }
}

ChainFindings chain_findings(const ChainScene& scene) {
  ChainFindings out;
  out.crls = std::any_of(scene.material.files.begin(), scene.material.files.end(), has_crl);
  for (const chain::Leaf& leaf : scene.result.leaves) {
    if (leaf.paths.empty()) continue;
    out.leaf_begin = out.findings.size();
    find_path_problems(scene, leaf, out);
    find_astray(scene, leaf, out);
    find_other_paths(scene, leaf, out);
    find_healthy(scene, leaf, out);
  }
  find_file_problems(scene, out);
  find_for_target(scene, out);
  find_unread(scene, out);
  return out;
}

}  // namespace certdoc
