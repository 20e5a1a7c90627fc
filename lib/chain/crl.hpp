// Certificate revocation lists among the files given (RFC 5280 5, 6.3).
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "chain/chain.hpp"
#include "chain/signature.hpp"

namespace certdoc::chain {

struct Revoked {
  Time date{};
  std::optional<int> reason;  // CRLReason
};

struct Crl {
  const Artifact* artifact = nullptr;
  Ref place;
  std::string issuer_key;  // canonical
  SignedPart part;
  Time this_update{};
  std::optional<Time> next_update;
  bool number = false;
  bool malformed = false;
  bool delta = false;
  bool partial = false;                              // an issuingDistributionPoint that covers some certificates only
  std::vector<std::string> critical_unknown;         // dotted
  std::unordered_map<std::string, Revoked> revoked;  // by the content of the serial number
};

Crl read_crl_parts(const Artifact& artifact);

class CrlSet {
 public:
  void add(const std::vector<LoadedFile>& files);
  bool empty() const { return crls_.empty(); }
  std::size_t size() const { return crls_.size(); }
  const std::vector<std::size_t>& by_issuer(const std::string& canonical) const;
  const Crl& at(std::size_t n) const { return crls_[n]; }
  // Memoised: by the key of this issuer.
  Signature verified(std::size_t n, const Certificate& issuer, Verifier& verifier);

 private:
  std::vector<Crl> crls_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_issuer_;
  std::unordered_map<std::string, Signature> verified_;
};

}  // namespace certdoc::chain
