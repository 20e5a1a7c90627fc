// OpenSSL's X509_verify_cert about paths that we found, and about the one that it finds itself.
#pragma once

#include <memory>
#include <string>
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

  // Strict, and about exactly this path.
  OpensslOpinion opinion(const Path& path);
  // Not strict, and about the path that it builds itself: what programs on OpenSSL make of what a server sends them.
  OpensslOpinion client(std::size_t leaf);

 private:
  struct Objects;
  std::unique_ptr<Objects> objects_;
};

// `certificate has expired`
std::string openssl_words(const OpensslError& error);

}  // namespace certdoc::chain
