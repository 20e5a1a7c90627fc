// OpenSSL's X509_verify_cert about paths that we found, and about the one that it finds itself.
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <unordered_map>

#include "chain/chain.hpp"
#include "chain/crl.hpp"

namespace certdoc::chain {

// OpenSSL reads its first public key ten times as slowly as the next, since it names all of its algorithms then. The
// thread that is returned lets it do so while the caller reads files; it has ended when it is destroyed. Where there is
// no thread to be had, OpenSSL does it when it is asked.
std::jthread warm_openssl();

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
