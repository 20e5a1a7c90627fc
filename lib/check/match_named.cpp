// Files that were named one by one: claimed to belong together, so that whatever does not share the one key is wrong.
//
// A file with several private keys (a Java key store, a PKCS#12 with two keys) belongs to the others if one of its
// entries does; its other entries claim nothing.
#include <algorithm>
#include <set>
#include <string_view>

#include "check/match_claims.hpp"

namespace certdoc::matching {
namespace {

class Named {
 public:
  Named(const Scene& scene, const std::vector<Claim>& claims, MatchResult& result)
      : scene_(scene), claims_(claims), result_(result) {
    for (std::size_t i = 0; i < scene.material.files.size(); ++i) {
      if (scene.material.files[i].named && is_store(scene.material.files[i])) stores_.insert(i);
    }
  }

  void run() {
    if (one_store_alone()) return entries();
    const Claim& reference = strongest(claims_);
    together(reference);
    from_directory(reference);
    for (const Claim& claim : claims_) {
      if (&claim != &reference) apart(claim, reference);
    }
  }

 private:
  bool one_store_alone() const {
    if (stores_.size() != 1) return false;
    return std::all_of(claims_.begin(), claims_.end(), [&](const Claim& claim) {
      return std::all_of(claim.refs.begin(), claim.refs.end(), [&](Ref ref) { return stores_.contains(ref.file); });
    });
  }

  // A key store by itself: each key against the certificates beside it.
  void entries() {
    for (const Claim& claim : claims_) {
      if (scene_.kind(claim.refs.front()) != Kind::private_key) continue;
      together(claim);
      from_directory(claim);
      if (claims_.size() > 1 && claim.refs.size() == 1) unpaired_entry(claim.refs.front());
    }
  }

  // A key with a certificate chain of its own, as Java key stores have it, must fit the chain.
  void unpaired_entry(Ref key) {
    if (scene_.families[scene_.family(key)].members.size() > 1) return;  // it is in the directory
    if (const auto own = certificate_beside(key)) return say_apart(key, *own);
    result_.findings.push_back(orphan(scene_, key, Severity::note));
  }

  // `alias tomcat`, and `alias tomcat, certificate 1`.
  std::optional<Ref> certificate_beside(Ref key) const {
    const std::string& entry = scene_.at(key).place.inside;
    for (const Ref ref : scene_.compared_in(key.file)) {
      const std::string& inside = scene_.at(ref).place.inside;
      if (entry.empty() || scene_.kind(ref) != Kind::certificate || !inside.starts_with(entry)) continue;
      if (inside.size() == entry.size() || inside[entry.size()] == ',') return ref;
    }
    return std::nullopt;
  }

  void together(const Claim& claim) {
    const Ref anchor = anchor_of(scene_, claim.refs);
    for (const Ref ref : claim.refs) {
      if (ref != anchor) fit(ref, anchor);
    }
  }

  // What the named files lack and the directory has: the key, the certificate, the CSR. Of copies the first ones.
  void from_directory(const Claim& claim) {
    constexpr int kMost = 16;
    const Ref anchor = anchor_of(scene_, claim.refs);
    const auto lacks = [&](Kind kind) { return !holds(scene_, claim.refs, kind); };
    const bool key = lacks(Kind::private_key), csr = lacks(Kind::csr), certificate = lacks(Kind::certificate);
    int found = 0;
    for (const Ref ref : scene_.families[claim.family].members) {
      const Kind kind = scene_.kind(ref);
      const bool wanted = kind == Kind::private_key ? key : kind == Kind::csr ? csr : certificate;
      if (scene_.named(ref) || kind == Kind::public_key || !wanted || found == kMost) continue;
      fit(ref, anchor);
      ++found;
    }
  }

  void fit(Ref one, Ref anchor) {
    result_.findings.push_back(fits(scene_, one, anchor));
    if (auto note = type_note(scene_, one, anchor)) result_.notes.push_back(std::move(*note));
  }

  // One finding for a file and a key: a PFX that does not fit is one mistake.
  void apart(const Claim& claim, const Claim& reference) {
    std::set<std::size_t> told;
    for (const Kind kind : {Kind::private_key, Kind::csr, Kind::certificate, Kind::public_key}) {
      for (const Ref ref : claim.refs) {
        if (scene_.kind(ref) != kind || told.contains(ref.file) || excused(ref, reference)) continue;
        told.insert(ref.file);
        contradict(ref, reference.refs);
      }
    }
  }

  // An entry of a key store that was told of already, or of which another entry fits.
  bool excused(Ref ref, const Claim& reference) {
    if (!stores_.contains(ref.file)) return false;
    if (!told_stores_.insert(ref.file).second) return true;
    const auto& artifacts = scene_.file(ref).artifacts;
    for (Ref other{ref.file, 0}; other.artifact < artifacts.size(); ++other.artifact) {
      if (scene_.family(other) == reference.family || scene_.in_chain(other)) return true;
    }
    return false;
  }

  void contradict(Ref odd, const std::vector<Ref>& reference) {
    if (scene_.kind(reference.back()) == Kind::certificate) return say_apart(odd, reference.back());
    const auto key = first_of(scene_, reference, Kind::private_key);
    const auto csr = first_of(scene_, reference, Kind::csr);
    if (scene_.kind(odd) == Kind::private_key && csr) return say_apart(odd, *csr);
    say_apart(odd, key ? *key : csr ? *csr : reference.front());
    // Here key and CSR agree against the certificate: it was issued for another CSR.
    if (scene_.kind(odd) == Kind::certificate && key && csr) say_apart(odd, *csr);
  }

  void say_apart(Ref odd, Ref anchor) { result_.findings.push_back(contradicts(scene_, odd, anchor)); }

  const Scene& scene_;
  const std::vector<Claim>& claims_;
  MatchResult& result_;
  std::set<std::size_t> stores_, told_stores_;
};

// A file of CA certificates and nothing beside it: nobody claims that they share a key.
bool is_bundle(const Scene& scene, const std::vector<Claim>& claims) {
  const std::size_t file = claims.front().refs.front().file;
  return claims.size() > 1 && std::all_of(claims.begin(), claims.end(), [&](const Claim& claim) {
           return std::all_of(claim.refs.begin(), claim.refs.end(), [&](Ref ref) {
             const auto& parts = scene.at(ref).certificate;
             return ref.file == file && parts && parts->is_ca;
           });
         });
}

}  // namespace

void match_named(const Scene& scene, MatchResult& result) {
  const std::vector<Claim> claims = claims_of(scene);
  tell_unread(scene, claims, result);
  const bool open = !result.findings.empty();  // what could not be read may be what the others are to be held against
  if (!claims.empty() && !is_bundle(scene, claims)) {
    Named(scene, claims, result).run();
    if (!open && claims.size() == 1 && claims.front().refs.size() == 1) {
      tell_alone(scene, claims.front().refs.front(), result);
    }
  }
  if (result.findings.empty()) tell_nothing(scene, result);
}

}  // namespace certdoc::matching
