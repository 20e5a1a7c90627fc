#include "check/chain_members.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace certdoc {
namespace {

// Files come from strangers, who may give a thousand certificates one name. A verification costs about 0.6 ms.
constexpr std::size_t kLooksPerIssuer = 1024;
constexpr std::size_t kCandidatesPerIssuer = 64;
constexpr std::size_t kTriesPerIssuer = 8;
constexpr std::size_t kTries = 256;

using Refs = std::vector<Ref>;
using Index = std::unordered_map<std::string_view, Refs>;

const Refs& find(const Index& index, std::string_view key) {
  static const Refs kNone;
  const auto at = index.find(key);
  return at == index.end() ? kNone : at->second;
}

class Search {
 public:
  Search(const Material& material, const Refs& certificates, const Issuing& issuing)
      : material_(material), issuing_(issuing) {
    for (const Ref ref : certificates) {
      const CertificateParts& parts = *at(ref).certificate;
      const std::string_view name = as_text(parts.issuer);
      const std::string_view id = as_text(parts.authority_key_id);
      by_name_[name].push_back(ref);
      if (id.empty()) {
        by_name_without_id_[name].push_back(ref);
      } else {
        by_id_[id].push_back(ref);
      }
    }
  }

  // The same CA often lies there many times, once in every chain file: it is looked at once.
  std::optional<MemberLink> link_of(Ref issuer) {
    const Artifact& artifact = at(issuer);
    std::string who(as_text(artifact.key->id));
    who += as_text(artifact.certificate->subject_key_id);
    who += as_text(artifact.certificate->subject);
    const auto known = known_.find(who);
    if (known != known_.end()) return known->second;
    return known_[std::move(who)] = searched(artifact);
  }

 private:
  const Artifact& at(Ref ref) const { return artifact_at(material_, ref); }

  std::optional<MemberLink> searched(const Artifact& issuer) {
    std::optional<MemberLink> open;  // the first that could not be decided
    std::size_t tries = 0;
    for (const Ref ref : candidates(issuer)) {
      const bool may_try = tries++ < kTriesPerIssuer && all_tries_++ < kTries;
      const Issued issued = may_try ? issuing_(issuer, at(ref)) : Issued::unknown;
      if (issued == Issued::yes) return MemberLink{ref, true};
      if (issued == Issued::unknown && !open) open = MemberLink{ref, false};
      if (!may_try) break;
    }
    return open;
  }

  // What it may have issued, the likeliest first. Names that differ in their bytes may still be equal (RFC 5280 7.1):
  // where the key identifiers agree, whoever verifies compares the names too.
  Refs candidates(const Artifact& issuer) const {
    const std::string_view name = as_text(issuer.certificate->subject);
    const std::string_view id = as_text(issuer.certificate->subject_key_id);
    Refs found;
    if (id.empty()) {
      add(found, find(by_name_, name), issuer);
    } else {
      add(found, find(by_id_, id), issuer);
      add(found, find(by_name_without_id_, name), issuer);
    }
    std::stable_partition(found.begin(), found.end(),
                          [&](Ref ref) { return as_text(at(ref).certificate->issuer) == name; });
    return found;
  }

  void add(Refs& found, const Refs& group, const Artifact& issuer) const {
    std::size_t looks = 0;
    for (const Ref ref : group) {
      if (looks++ == kLooksPerIssuer || found.size() >= kCandidatesPerIssuer) return;
      if (at(ref).key->id != issuer.key->id) found.push_back(ref);
    }
  }

  const Material& material_;
  const Issuing& issuing_;
  Index by_name_, by_name_without_id_, by_id_;
  std::unordered_map<std::string, std::optional<MemberLink>> known_;
  std::size_t all_tries_ = 0;
};

}  // namespace

ChainMembers chain_members(const Material& material, const Refs& certificates, const Issuing& issuing) {
  ChainMembers members;
  Search search(material, certificates, issuing);
  for (const Ref ref : certificates) {
    if (const auto link = search.link_of(ref)) members.emplace(ref, *link);
  }
  return members;
}

}  // namespace certdoc
