// OpenSSL's X509_verify_cert about paths that we found.
#pragma once

#include <memory>
#include <unordered_map>

#include "chain/chain.hpp"
#include "chain/crl.hpp"

namespace certdoc::chain {

class OpensslJudge {
 public:
  OpensslJudge(const Examined& result, const Question& question, const CrlSet& crls);
  ~OpensslJudge();
  OpensslJudge(const OpensslJudge&) = delete;
  OpensslJudge& operator=(const OpensslJudge&) = delete;

  OpensslOpinion opinion(const Path& path);

 private:
  struct Objects;
  std::unique_ptr<Objects> objects_;
};

}  // namespace certdoc::chain
