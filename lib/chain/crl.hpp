// The CRLs among the files given, each judged once for each issuer whose certificates it is held against.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "chain/crl_judge.hpp"

namespace certdoc::chain {

class CrlSet {
 public:
  // `certificates`: those whose entries will be asked for.
  void add(const std::vector<LoadedFile>& files, const std::vector<Certificate>& certificates, Time now);

  bool empty() const { return crls_.empty(); }
  std::size_t size() const { return crls_.size(); }
  // Of the issuer with this canonical name.
  const std::vector<std::size_t>& by_issuer(const std::string& canonical) const;
  Ref place(std::size_t n) const { return crls_[n].place; }
  ByteView octets(std::size_t n) const { return crls_[n].form.view.whole; }
  // With the signature by the key of this issuer.
  const JudgedCrl& judged(std::size_t n, const Certificate& issuer, Verifier& verifier);

 private:
  struct One {
    Ref place;
    JudgedCrl form;
    std::unordered_map<std::string, JudgedCrl> by_key;  // SubjectPublicKeyInfo
  };

  std::vector<One> crls_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_issuer_;
};

}  // namespace certdoc::chain
