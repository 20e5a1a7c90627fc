// From files to judged paths: reads, searches, judges, and puts the best path first.
#include "chain/chain.hpp"

#include <algorithm>
#include <tuple>

#include "chain/crl.hpp"
#include "chain/graph.hpp"
#include "chain/judge.hpp"
#include "chain/openssl_opinion.hpp"
#include "chain/order.hpp"
#include "chain/ordinary.hpp"
#include "chain/search.hpp"

namespace certdoc::chain {
namespace {

std::size_t count(const Path& path, Severity severity, bool undecided) {
  return static_cast<std::size_t>(std::count_if(path.problems.begin(), path.problems.end(), [&](const Problem& one) {
    return one.severity == severity && one.undecided == undecided;
  }));
}

// What makes one path better than another.
auto rank(const Path& path) {
  return std::tuple(path.end != End::anchor && path.end != End::self_signed, count(path, Severity::error, false),
                    path.end != End::anchor, count(path, Severity::error, true), path.partial_anchor,
                    count(path, Severity::warning, false), path.certificates.size());
}

void sort_by_rank(std::vector<Path>& paths) {
  std::stable_sort(paths.begin(), paths.end(), [](const Path& a, const Path& b) { return rank(a) < rank(b); });
}

class Examination {
 public:
  Examination(const std::vector<LoadedFile>& files, const std::vector<LoadedFile>& fetched, TrustSet& trust,
              const Question& question)
      : files_(files), fetched_(fetched), question_(question), graph_(trust, question, result_) {}

  Examined run() {
    graph_.add(files_);
    graph_.add_fetched(fetched_);
    crls_.add(files_, result_.certificates, question_.now);
    for (const std::size_t leaf : find_leaves(graph_, question_.bounds.leaves)) result_.leaves.push_back(judged(leaf));
    find_pairs();
    ask_openssl();
    result_.files = judge_files(result_);
    result_.signatures = graph_.verifier().count();
    return std::move(result_);
  }

 private:
  Leaf judged(std::size_t certificate) {
    Leaf leaf;
    leaf.certificate = certificate;
    Found found = find_paths(graph_, certificate, question_.bounds, result_.steps);
    leaf.paths = std::move(found.paths);
    leaf.cut = found.cut;
    result_.cut = result_.cut || found.cut;
    for (Path& path : leaf.paths) {
      Case in{graph_, question_, path, &crls_};
      judge(in);
    }
    sort_by_rank(leaf.paths);
    return leaf;
  }

  // GB/T 38636 (GM/T 0024): a server has two certificates of one subject, one to sign and one to encrypt.
  void find_pairs() {
    constexpr std::size_t kMost = 64;  // leaves in which anybody would look for a pair
    if (result_.leaves.size() > kMost) return;
    for (Leaf& leaf : result_.leaves) {
      for (const Leaf& other : result_.leaves) {
        if (are_pair(leaf.certificate, other.certificate)) leaf.pair = other.certificate;
      }
    }
  }

  bool are_pair(std::size_t a, std::size_t b) const {
    constexpr unsigned kEncrypting = usage::key_encipherment | usage::data_encipherment | usage::key_agreement;
    const Certificate &one = graph_.at(a), &other = graph_.at(b);
    const auto signs = [](const Certificate& c) { return (*c.key_usage & usage::digital_signature) != 0; };
    const auto encrypts = [](const Certificate& c) { return (*c.key_usage & kEncrypting) != 0; };
    const auto is_sm2 = [](const Certificate& c) { return c.artifact->key && c.artifact->key->algorithm == "SM2"; };
    if (a == b || one.subject_key != other.subject_key || one.issuer_key != other.issuer_key) return false;
    if (!one.key_usage || !other.key_usage || !is_sm2(one) || !is_sm2(other)) return false;
    const bool first = signs(one) && !encrypts(one) && encrypts(other) && !signs(other);
    const bool second = signs(other) && !encrypts(other) && encrypts(one) && !signs(one);
    return first || second;
  }

  void ask_openssl() {
    if (question_.ask_openssl == AskOpenssl::never) return;
    OpensslJudge openssl(result_, question_, crls_);
    for (Leaf& leaf : result_.leaves) {
      if (!is_worth_asking(leaf)) continue;
      for (Path& path : leaf.paths) path.openssl = openssl.opinion(path);
    }
    ask_as_client(openssl);
  }

  bool is_worth_asking(const Leaf& leaf) const {
    if (question_.ask_openssl == AskOpenssl::always || leaf.paths.empty()) return true;
    if (question_.ask_openssl == AskOpenssl::doubtful) return !leaf.paths.front().valid();
    return !crls_.empty() || leaf.paths.size() > 1 || !is_ordinary(leaf.paths.front(), graph_, question_.host);
  }

  void ask_as_client(OpensslJudge& openssl) {
    constexpr std::size_t kMost = 16;  // leaves: each may have the same detour, and each costs a chain of signatures
    std::size_t asked = 0;
    for (Leaf& leaf : result_.leaves) {
      if (asked == kMost) return;
      if (!may_go_astray(leaf)) continue;
      leaf.client = openssl.client(leaf.certificate);
      ++asked;
    }
  }

  // OpenSSL looks for issuers by name. Where each name on the best path is that of one certificate, there is no other
  // path for it to build, and it was asked about this one.
  bool may_go_astray(const Leaf& leaf) const {
    if (leaf.paths.empty()) return false;
    const Path& best = leaf.paths.front();
    if (!best.valid() || best.end != End::anchor) return false;
    const auto is_fetched = [&](std::size_t one) { return graph_.at(one).fetched != nullptr; };
    if (std::any_of(best.certificates.begin(), best.certificates.end(), is_fetched)) return false;
    return std::any_of(best.certificates.begin() + 1, best.certificates.end(),
                       [&](std::size_t one) { return graph_.has_namesake(one); });
  }

  const std::vector<LoadedFile>& files_;
  const std::vector<LoadedFile>& fetched_;
  const Question& question_;
  Examined result_;
  Graph graph_;
  CrlSet crls_;
};

}  // namespace

bool Path::valid() const {
  return count(*this, Severity::error, false) == 0 && count(*this, Severity::error, true) == 0;
}

Examined examine(const std::vector<LoadedFile>& files, TrustSet& trust, const Question& question,
                 const std::vector<LoadedFile>& fetched) {
  return Examination(files, fetched, trust, question).run();
}

}  // namespace certdoc::chain
