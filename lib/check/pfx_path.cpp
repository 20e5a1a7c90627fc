#include "check/pfx_path.hpp"

#include <algorithm>

#include "artifact/issued_by.hpp"

namespace certdoc::pfx {
namespace {

// A file from a stranger may hold thousands of one name; a verification costs about 0.6 ms.
constexpr std::size_t kMostLeaves = 16;
constexpr std::size_t kLongestPath = 16;
constexpr std::size_t kTriesPerIssuer = 8;

bool is_self_issued(const Artifact& certificate) {
  return certificate.certificate->subject == certificate.certificate->issuer;
}

bool may_have_issued(const Artifact& issuer, const Artifact& subject) {
  const Bytes& wanted = subject.certificate->authority_key_id;
  const Bytes& has = issuer.certificate->subject_key_id;
  if (!wanted.empty() && !has.empty()) return wanted == has;
  return issuer.certificate->subject == subject.certificate->issuer;
}

bool contains(const std::vector<const Artifact*>& all, const Artifact* one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Copies of one certificate are one member.
bool contains_bytes(const std::vector<const Artifact*>& all, const Artifact& one) {
  return std::any_of(all.begin(), all.end(), [&](const Artifact* other) { return other->der == one.der; });
}

struct Found {
  const Artifact* issuer = nullptr;
  bool undecided = false;
};

Found issuer_of(const Contents& contents, const Path& path) {
  const Artifact& subject = *path.certificates.back();
  Found found;
  std::size_t tries = 0;
  for (const Artifact* candidate : contents.certificates) {
    if (!candidate->certificate || !candidate->key || contains_bytes(path.certificates, *candidate)) continue;
    if (!may_have_issued(*candidate, subject)) continue;
    if (++tries > kTriesPerIssuer) return found.issuer != nullptr ? found : Found{nullptr, true};
    const Issued issued = issued_by(*candidate, subject);
    if (issued == Issued::yes) return {candidate, false};
    if (issued == Issued::unknown && found.issuer == nullptr) found = {candidate, true};
  }
  return found;
}

bool is_leaf(const Artifact& certificate) {
  const bool trusted = certificate.bag && certificate.bag->trusted;
  return certificate.certificate && !certificate.certificate->is_ca && !trusted;
}

}  // namespace

std::vector<const Artifact*> leaves_of(const Contents& contents) {
  std::vector<const Artifact*> leaves;
  for (const Artifact* key : contents.keys) {
    const Artifact* certificate = key->key ? certificate_of(contents, *key) : nullptr;
    if (certificate != nullptr && !contains(leaves, certificate) && leaves.size() < kMostLeaves) {
      leaves.push_back(certificate);
    }
  }
  if (!leaves.empty()) return leaves;
  for (const Artifact* certificate : contents.certificates) {
    if (is_leaf(*certificate) && leaves.size() < kMostLeaves) leaves.push_back(certificate);
  }
  return leaves;
}

Path path_from(const Contents& contents, const Artifact& leaf) {
  Path path{{&leaf}, is_self_issued(leaf), false};
  while (!path.to_root && path.certificates.size() < kLongestPath) {
    const Found found = issuer_of(contents, path);
    path.undecided = path.undecided || found.undecided;
    if (found.issuer == nullptr) break;
    path.certificates.push_back(found.issuer);
    path.to_root = is_self_issued(*found.issuer);
  }
  return path;
}

}  // namespace certdoc::pfx
