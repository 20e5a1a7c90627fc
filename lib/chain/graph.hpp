// Which certificate issued which: by name, key identifiers and signature, each looked at once.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "chain/chain.hpp"
#include "chain/signature.hpp"
#include "chain/trust.hpp"

namespace certdoc::chain {

struct Edge {
  std::size_t issuer = 0;
  Signature signature = Signature::good;
  bool key_ids_differ = false;
};

struct Issuers {
  std::vector<Edge> edges;  // likeliest first
  std::vector<LookAlike> look_alikes;
  bool cut = false;  // none was found, and not all were tried
};

class Graph {
 public:
  Graph(TrustSet& trust, const Question& question, Examined& result)
      : trust_(trust), question_(question), result_(result) {}

  void add(const std::vector<LoadedFile>& files);
  // After those that were given.
  void add_fetched(const std::vector<LoadedFile>& files);

  const Certificate& at(std::size_t certificate) const { return result_.certificates[certificate]; }
  std::size_t given() const { return given_; }
  bool trusts() const { return trust_.trusts(); }

  // May add certificates of the trust set.
  const Issuers& issuers(std::size_t certificate);
  bool is_trusted(std::size_t certificate);
  // By name and signature; also where the signature is damaged, or cannot be verified, and all else says so.
  bool is_self_signed(std::size_t certificate);
  // Of a certificate that is self-signed.
  Signature own_signature(std::size_t certificate) const { return facts_[certificate].own_signature; }
  // How `issuer` is linked to what it issued; empty: not found to have.
  std::optional<Edge> edge(std::size_t subject, std::size_t issuer) const;

  // Whether another certificate has the same subject.
  bool has_namesake(std::size_t certificate) const;

  // The same number for the same name with the same key, in whichever certificate.
  std::size_t identity(std::size_t certificate) const { return facts_[certificate].identity; }

  Verifier& verifier() { return verifier_; }

 private:
  struct Facts {
    std::optional<Issuers> issuers;
    std::optional<bool> self_signed;
    Signature own_signature = Signature::good;
    bool trust_known = false;
    std::size_t identity = 0;
  };

  // Of the signature of one certificate.
  struct Trials {
    std::map<std::string_view, Signature> keys;
    std::size_t failures = 0;
    bool proven = false, cut = false;  // one has signed it; one was not tried
  };

  std::size_t add(const Artifact& artifact, Certificate certificate);
  void add_anchors(const std::string& subject);
  std::vector<std::size_t> candidates(std::size_t certificate);
  Issuers found(std::size_t certificate);
  // Empty: that was not worth it.
  std::optional<Signature> tried(const Certificate& issuer, const Certificate& subject, bool promised, Trials& trials);
  bool may_try(std::size_t tries, bool promised) const;

  TrustSet& trust_;
  const Question& question_;
  Examined& result_;
  std::size_t given_ = 0;
  Verifier verifier_;
  std::vector<Facts> facts_;
  std::unordered_map<std::string_view, std::size_t> by_der_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_subject_;
  std::unordered_map<std::string, std::size_t> identities_;
  // Signatures that proved nothing; and those of them that key identifiers promised to prove something.
  std::size_t failures_ = 0, broken_promises_ = 0;
};

}  // namespace certdoc::chain
