// Chains that are no simple line: cross-signs, renewed CAs, look-alikes, loops, strangers and duplicates in the file.
#pragma once

#include "forest.hpp"
#include "forest_policies.hpp"

namespace certdoc::test {

// Certificates by hand: what is given, and what is trusted.
inline ForestCase by_hand(std::string name, const std::vector<CertSpec>& given, const std::vector<CertSpec>& anchors) {
  ForestCase out;
  out.name = std::move(name);
  out.question = forest_question();
  std::vector<Bytes> file;
  for (const CertSpec& spec : given) file.push_back(certificate_of(spec));
  for (const CertSpec& spec : anchors) out.anchors.push_back(certificate_of(spec));
  out.files.push_back(std::move(file));
  return out;
}

inline void add_special(std::vector<ForestCase>& forest) {
  const CertSpec root = ca_spec("Root", "rsa2048_1", "Root", "rsa2048_1");
  const CertSpec ca = ca_spec("CA 1", "p256_2", "Root", "rsa2048_1");
  const CertSpec leaf = leaf_spec("p256_1", "CA 1", "p256_2");
  const CertSpec old_root = ca_spec("Old Root", "rsa2048_2", "Old Root", "rsa2048_2");
  CertSpec cross = ca_spec("Root", "rsa2048_1", "Old Root", "rsa2048_2");
  CertSpec expired_cross = cross;
  expired_cross.to = -5;
  CertSpec expired_old_root = old_root;
  expired_old_root.to = -5;

  forest.push_back(by_hand("cross-sign-both-trusted=", {leaf, ca, cross}, {root, old_root}));
  forest.push_back(by_hand("cross-sign-only-new-trusted=", {leaf, ca, cross}, {root}));
  forest.push_back(by_hand("cross-sign-only-old-trusted=", {leaf, ca, cross}, {old_root}));
  forest.push_back(by_hand("cross-sign-expired-beside-valid=", {leaf, ca, expired_cross}, {root, old_root}));
  forest.push_back(
      by_hand("cross-sign-and-root-expired-beside-valid=", {leaf, ca, expired_cross}, {expired_old_root, root}));
  forest.push_back(by_hand("cross-sign-expired-only-path=certificate-expired", {leaf, ca, expired_cross}, {old_root}));
  forest.push_back(by_hand("cross-sign-old-root-given=", {leaf, ca, cross, old_root}, {root}));

  // Names constrained on one path, free on the other.
  CertSpec constrained = cross;
  constrained.extensions["nameConstraints"] = "critical,excluded;DNS:example.com";
  forest.push_back(by_hand("cross-sign-constrained-beside-valid=", {leaf, ca, constrained}, {old_root, root}));
  forest.push_back(by_hand("cross-sign-constrained-only-path=name-constraint", {leaf, ca, constrained}, {old_root}));

  // The path that a client on OpenSSL builds is the bad one: an expired root of the same name in its store, or the one
  // of two certificates of a CA that stands first.
  CertSpec expired_root = root;
  expired_root.to = -5;
  forest.push_back(by_hand("cross-sign-root-expired-in-store=", {leaf, ca, cross}, {expired_root, old_root}));
  CertSpec constrained_ca = ca;
  constrained_ca.extensions["nameConstraints"] = "critical,permitted;DNS:example.org";
  forest.push_back(by_hand("renewed-ca-constrained-first=", {leaf, constrained_ca, ca}, {root}));

  // The same CA and key, renewed.
  CertSpec old_ca = ca;
  old_ca.from = -2000, old_ca.to = -10, old_ca.serial = "77";
  forest.push_back(by_hand("renewed-ca-old-first=", {leaf, old_ca, ca}, {root}));
  forest.push_back(by_hand("renewed-ca-old-only=certificate-expired", {leaf, old_ca}, {root}));

  // The right name, another key.
  CertSpec sibling = ca_spec("CA 1", "p256_3", "Root", "rsa2048_1");
  forest.push_back(by_hand("look-alike-instead=chain-incomplete,chain-extra-certificate", {leaf, sibling}, {root}));
  forest.push_back(by_hand("look-alike-beside=chain-extra-certificate", {leaf, sibling, ca}, {root}));
  CertSpec without_id = leaf;
  without_id.authority_key_id = false;
  CertSpec sibling_without_id = sibling;
  sibling_without_id.subject_key_id = false;
  forest.push_back(by_hand("look-alike-without-key-ids=chain-incomplete,certificate-malformed,chain-extra-certificate",
                           {without_id, sibling_without_id}, {root}));
  forest.push_back(by_hand("look-alike-root=root-untrusted,chain-root-included", {leaf, ca, root},
                           {ca_spec("Root", "p256_5", "Root", "p256_5")}));
  // The issuer by signature, which the key identifiers deny.
  CertSpec other_id = leaf;
  other_id.signer_id = "p256_5";
  forest.push_back(by_hand("key-ids-deny=", {other_id, ca}, {root}));

  // CAs that sign each other.
  const CertSpec a_by_b = ca_spec("A", "p256_2", "B", "p256_3"), b_by_a = ca_spec("B", "p256_3", "A", "p256_2");
  const CertSpec under_a = leaf_spec("p256_1", "A", "p256_2");
  forest.push_back(by_hand("loop-without-root=chain-incomplete", {under_a, a_by_b, b_by_a}, {root}));
  CertSpec a_by_root = ca_spec("A", "p256_2", "Root", "rsa2048_1");
  forest.push_back(by_hand("loop-with-way-out=", {under_a, a_by_b, b_by_a, a_by_root}, {root}));
  const CertSpec b_by_root = ca_spec("B", "p256_3", "Root", "rsa2048_1");
  forest.push_back(by_hand("loop-two-ways-out=", {under_a, a_by_b, b_by_a, a_by_root, b_by_root}, {root}));

  // Order and company.
  forest.push_back(by_hand("order-reversed=chain-order", {ca, leaf}, {root}));
  const CertSpec ca2 = ca_spec("CA 2", "p256_3", "CA 1", "p256_2");
  const CertSpec leaf2 = leaf_spec("p256_1", "CA 2", "p256_3");
  forest.push_back(by_hand("order-intermediates-swapped=chain-order", {leaf2, ca, ca2}, {root}));
  forest.push_back(by_hand("root-included=chain-root-included", {leaf, ca, root}, {root}));
  forest.push_back(by_hand("extra-certificate=chain-extra-certificate", {leaf, ca, old_root}, {root}));
  forest.push_back(by_hand("duplicate=duplicate", {leaf, ca, ca}, {root}));
  forest.push_back(by_hand("leaf-twice=duplicate", {leaf, leaf, ca}, {root}));

  // Alone.
  CertSpec own = leaf_spec("p256_1", "x", "p256_1");
  own.issuer = own.subject;
  forest.push_back(by_hand("self-signed=self-signed", {own}, {root}));
  forest.push_back(by_hand("self-signed-trusted=", {own}, {own}));
  forest.push_back(by_hand("leaf-alone=chain-incomplete", {leaf}, {root}));
  forest.push_back(by_hand("partial-anchor=", {leaf}, {ca}));
  forest.push_back(by_hand("leaf-is-anchor=", {leaf}, {leaf}));
  forest.push_back(
      by_hand("root-given-and-untrusted=root-untrusted,chain-root-included", {leaf, ca, root}, {old_root}));

  // --trust none.
  ForestCase none = by_hand("trust-none-complete=chain-root-included", {leaf, ca, root}, {});
  none.trust_none = true;
  forest.push_back(none);
  none = by_hand("trust-none-root-left-out=", {leaf, ca}, {});
  none.trust_none = true;
  forest.push_back(none);
  none = by_hand("trust-none-leaf-alone=chain-incomplete", {leaf}, {});
  none.trust_none = true;
  forest.push_back(none);

  // SM2 as CFCA has it: a pair of certificates.
  CertSpec sm2_root = ca_spec("SM2 Root", "sm2_1", "SM2 Root", "sm2_1"),
           sm2_ca = ca_spec("SM2 CA", "sm2_2", "SM2 Root", "sm2_1");
  CertSpec sm2_leaf = leaf_spec("sm2_3", "SM2 CA", "sm2_2");
  forest.push_back(by_hand("sm2-chain=", {sm2_leaf, sm2_ca}, {sm2_root}));
  CertSpec spoiled = sm2_leaf;
  spoiled.spoiled = true;
  forest.push_back(by_hand("sm2-altered=signature-invalid", {spoiled, sm2_ca}, {sm2_root}));
}

inline const std::vector<ForestCase>& forest() {
  static const std::vector<ForestCase> all = [] {
    std::vector<ForestCase> cases;
    add_spoilings(cases);
    add_sound(cases);
    add_special(cases);
    add_policies(cases);
    return cases;
  }();
  return all;
}

inline std::vector<LoadedFile> loaded(const std::vector<std::vector<Bytes>>& files) {
  std::vector<LoadedFile> out;
  for (const auto& file : files) {
    Bytes all;
    for (const Bytes& der : file) all.insert(all.end(), der.begin(), der.end());
    out.push_back(load_bytes("file " + std::to_string(out.size() + 1), all, {}));
  }
  return out;
}

// A case with all that its result points into.
struct Examination {
  explicit Examination(const ForestCase& one)
      : files(loaded(one.files)),
        trust(one.trust_none ? chain::TrustSet::none() : chain::TrustSet::of(loaded({one.anchors}))),
        result(chain::examine(files, trust, one.question)) {}

  std::vector<LoadedFile> files;
  chain::TrustSet trust;
  chain::Examined result;

  const chain::Path& best() const { return result.leaves.front().paths.front(); }

  // The causes of errors on the best path, and what is wrong with the files.
  std::set<std::string> causes() const {
    std::set<std::string> out;
    for (const chain::Problem& problem : best().problems) {
      if (problem.severity == Severity::error) out.insert(std::string(problem.cause()));
    }
    for (const chain::FileOrder& file : result.files) {
      if (file.out_of_order) out.insert("chain-order");
      if (!file.extra.empty()) out.insert("chain-extra-certificate");
      if (!file.duplicates.empty()) out.insert("duplicate");
      if (!file.roots.empty()) out.insert("chain-root-included");
    }
    return out;
  }
};

}  // namespace certdoc::test
