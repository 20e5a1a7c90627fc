// The files of a directory: which belong together. Orphans are notes; a pair that the names claim and the keys deny is
// an error.
//
// A CSR by itself and a key that has its CSR are no orphans: that is how one waits for a certificate.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/say.hpp"
#include "check/base_names.hpp"
#include "check/match_claims.hpp"

namespace certdoc::matching {
namespace {

// Files that their names, or being one file, put together.
struct Group {
  std::vector<std::size_t> files;
  std::vector<Ref> keys, certificates, csrs;         // certificates without chain members
  std::set<std::size_t> with_key, with_certificate;  // families
};

struct Closed {
  std::size_t file = 0;
  Unread unread;
};

bool may_be_key(const Unread& unread) {
  return unread.kind != Kind::certificate && unread.kind != Kind::csr && unread.kind != Kind::pkcs7;
}
bool may_be_certificate(const Unread& unread) {
  return unread.kind != Kind::private_key && unread.kind != Kind::csr;
}

class Directory {
 public:
  Directory(const Scene& scene, MatchResult& result) : scene_(scene), result_(result) {}

  void run() {
    for (std::size_t i = 0; i < scene_.material.files.size(); ++i) look_at(i);
    for (const Group& group : groups_) judge(group);
    for (const Closed& closed : closed_) tell(closed);
    for (std::size_t i = 0; i < scene_.families.size(); ++i) judge(i);
  }

 private:
  void look_at(std::size_t i) {
    const LoadedFile& file = scene_.material.files[i];
    const auto unread = unread_in(file, scene_.lang);
    const bool closed = unread && is_material(file, *unread);
    if (closed) closed_.push_back({i, *unread});
    const bool known = std::any_of(file.artifacts.begin(), file.artifacts.end(), [](const Artifact& artifact) {
      return is_comparable(artifact) || artifact.pair == Pair::does_not_fit;
    });
    if (known) add(i);
    if (closed) ++result_.counts.closed;
    if (!known && !closed) ++result_.counts.skipped;
  }

  // A key store is a group of its own, and its entries claim nothing of each other.
  void add(std::size_t i) {
    const LoadedFile& file = scene_.material.files[i];
    if (is_store(file)) return;
    std::string name = claimed_name(file.path);
    if (name.empty()) name = file.path;
    const auto [at, fresh] = by_name_.try_emplace(std::move(name), groups_.size());
    if (fresh) groups_.emplace_back();
    Group& group = groups_[at->second];
    group.files.push_back(i);
    for (Ref ref{i, 0}; ref.artifact < file.artifacts.size(); ++ref.artifact) {
      if (scene_.family(ref) != kNone) add(ref, group);
    }
  }

  void add(Ref ref, Group& group) const {
    switch (scene_.kind(ref)) {
      case Kind::private_key:
        group.keys.push_back(ref);
        group.with_key.insert(scene_.family(ref));
        break;
      case Kind::csr: group.csrs.push_back(ref); break;
      case Kind::certificate:
        group.with_certificate.insert(scene_.family(ref));
        if (!scene_.in_chain(ref)) group.certificates.push_back(ref);
        break;
      default: break;
    }
  }

  // A key is contradicted where no certificate of its name fits it and there is one that fits none of the keys.
  void judge(const Group& group) {
    if (group.keys.empty()) return;
    const auto certificate = unclaimed(group);
    bool contradicted = false;
    std::set<std::size_t> told;
    for (const Ref key : group.keys) {
      const std::size_t family = scene_.family(key);
      if (!certificate || group.with_certificate.contains(family) || !told.insert(family).second) continue;
      contradicted = true;
      tell_apart(key, *certificate);
    }
    judge_csrs(group, contradicted);
  }

  std::optional<Ref> unclaimed(const Group& group) const {
    std::optional<Ref> found;
    for (const Ref ref : group.certificates) {
      if (group.with_key.contains(scene_.family(ref))) continue;
      const auto& parts = scene_.at(ref).certificate;
      if (parts && !parts->is_ca) return ref;
      if (!found) found = ref;
    }
    return found;
  }

  // A stale CSR beside a pair that fits harms nothing yet; the next certificate from it would not fit.
  void judge_csrs(const Group& group, bool contradicted) {
    const bool paired = !contradicted && !group.with_certificate.empty();
    for (const Ref csr : group.csrs) {
      const std::size_t family = scene_.family(csr);
      if (group.with_key.contains(family) || group.with_certificate.contains(family)) continue;
      tell_apart(csr, group.keys.front());
      if (paired) result_.findings.back().severity = Severity::warning;
    }
  }

  void tell_apart(Ref odd, Ref anchor) {
    result_.findings.push_back(contradicts(scene_, odd, anchor));
    told_.insert(scene_.family(odd));
    told_.insert(scene_.family(anchor));
  }

  void tell(const Closed& closed) {
    const LoadedFile& file = scene_.material.files[closed.file];
    const auto group = by_name_.find(claimed_name(file.path));
    const bool beside = group != by_name_.end() && !groups_[group->second].certificates.empty();
    const Unread& unread = closed.unread;
    const std::string_view cause = unread.kind == Kind::csr ? "csr-mismatch"
                                   : !may_be_key(unread)    ? "certificate-unpaired"
                                   : beside                 ? "key-mismatch"
                                                            : "key-unpaired";
    const std::string name = unread.place && unread.kind ? name_in(file, *unread.place) : file.path;
    std::string message = say(scene_.lang, "it is not known what {} belongs to", "无法确定 {} 与什么相配", name);
    result_.findings.push_back(unknown(cause, name, std::move(message), unread.reason));
    if (may_be_key(unread) && !closed_key_) closed_key_ = unread.reason;
    if (may_be_certificate(unread) && !closed_certificate_) closed_certificate_ = unread.reason;
  }

  void judge(std::size_t family) {
    const auto& members = scene_.families[family].members;
    const auto key = first_of(scene_, members, Kind::private_key);
    const Ref last = members.back();
    const bool certificate = scene_.kind(last) == Kind::certificate;
    if (key && certificate) return together(*key, last);
    if (key && holds(scene_, members, Kind::csr)) {
      ++result_.counts.pending;
    } else if (key) {
      alone(*key, closed_certificate_);
    } else if (certificate && !has_issued(members)) {
      alone(last, closed_key_);
    }
  }

  bool has_issued(const std::vector<Ref>& members) const {
    return std::any_of(members.begin(), members.end(), [&](Ref ref) { return scene_.in_chain(ref); });
  }

  void together(Ref key, Ref certificate) {
    result_.findings.push_back(fits(scene_, key, certificate));
    if (auto note = type_note(scene_, key, certificate)) result_.notes.push_back(std::move(*note));
  }

  // What was not read may be the very thing that is missing.
  void alone(Ref ref, const std::optional<Reason>& closed) {
    ++result_.counts.orphans;
    if (told_.contains(scene_.family(ref))) return;
    Finding finding = orphan(scene_, ref, Severity::note);
    if (closed) {
      finding.verdict = Verdict::unknown;
      finding.reason = closed;
      finding.message = say(scene_.lang, "nothing that could be read here belongs to {}",
                            "这里能读取的文件中没有与 {} 相配的", finding.subject);
    }
    result_.findings.push_back(std::move(finding));
  }

  const Scene& scene_;
  MatchResult& result_;
  std::vector<Group> groups_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::vector<Closed> closed_;
  std::set<std::size_t> told_;
  std::optional<Reason> closed_key_, closed_certificate_;
};

}  // namespace

void match_directory(const Scene& scene, MatchResult& result) {
  Directory(scene, result).run();
}

}  // namespace certdoc::matching
