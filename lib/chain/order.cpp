#include "chain/order.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace certdoc::chain {
namespace {

class Files {
 public:
  explicit Files(const Examined& result) : result_(result) {
    for (std::size_t n = 0; n < result.certificates.size(); ++n) {
      for (const Ref& place : result.certificates[n].places) at_[place.file][place.artifact] = n;
    }
    for (std::size_t leaf = 0; leaf < result.leaves.size(); ++leaf) {
      leaf_of_.emplace(result.leaves[leaf].certificate, leaf);
      for (const Path& path : result.leaves[leaf].paths) {
        for (const std::size_t one : path.certificates) on_path_.emplace(one, leaf);
      }
    }
  }

  std::vector<FileOrder> run() {
    std::vector<FileOrder> out;
    out.reserve(at_.size());
    for (const auto& [file, members] : at_) out.push_back(judged(file, members));
    return out;
  }

 private:
  using Members = std::map<std::size_t, std::size_t>;  // artifact, certificate

  // The leaf that stands in the file, else the first whose path anything in it is on.
  std::optional<std::size_t> leaf_of(const Members& members) const {
    for (const auto& [artifact, certificate] : members) {
      if (const auto found = leaf_of_.find(certificate); found != leaf_of_.end()) return found->second;
    }
    for (const auto& [artifact, certificate] : members) {
      if (const auto found = on_path_.find(certificate); found != on_path_.end()) return found->second;
    }
    return std::nullopt;
  }

  FileOrder judged(std::size_t file, const Members& members) const {
    FileOrder out;
    out.file = file;
    out.leaf = leaf_of(members);
    std::unordered_set<std::size_t> seen;
    std::map<std::size_t, std::size_t> right;  // place in the path, artifact
    for (const auto& [artifact, certificate] : members) {
      out.given.push_back(artifact);
      if (!seen.insert(certificate).second) {
        out.duplicates.push_back(artifact);
      } else if (!on_path_.contains(certificate)) {
        out.extra.push_back(artifact);
      } else if (const auto place = place_of(out.leaf, certificate)) {
        right.emplace(*place, artifact);
        if (*place > 0 && is_root(out.leaf, certificate)) out.roots.push_back(artifact);
      } else if (!leaf_of_.contains(certificate)) {
        out.other_paths.push_back(artifact);
      }
    }
    for (const auto& [place, artifact] : right) out.right.push_back(artifact);
    out.out_of_order = !std::is_sorted(out.right.begin(), out.right.end());
    return out;
  }

  const Path* best(std::optional<std::size_t> leaf) const {
    return leaf && !result_.leaves[*leaf].paths.empty() ? &result_.leaves[*leaf].paths.front() : nullptr;
  }

  std::optional<std::size_t> place_of(std::optional<std::size_t> leaf, std::size_t certificate) const {
    const Path* path = best(leaf);
    if (path == nullptr) return std::nullopt;
    const auto at = std::find(path->certificates.begin(), path->certificates.end(), certificate);
    if (at == path->certificates.end()) return std::nullopt;
    return static_cast<std::size_t>(at - path->certificates.begin());
  }

  bool is_root(std::optional<std::size_t> leaf, std::size_t certificate) const {
    const Path* path = best(leaf);
    const bool last = path != nullptr && path->certificates.back() == certificate;
    return last && (path->end == End::self_signed || (path->end == End::anchor && !path->partial_anchor));
  }

  const Examined& result_;
  std::map<std::size_t, Members> at_;
  std::unordered_map<std::size_t, std::size_t> leaf_of_, on_path_;
};

}  // namespace

std::vector<FileOrder> judge_files(const Examined& result) {
  return Files(result).run();
}

}  // namespace certdoc::chain
