// `--online`: issuers that a path lacks, fetched from where its certificates say that they can be had (caIssuers of the
// authorityInfoAccess, RFC 5280 4.2.2.1), and from nowhere else.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "certdoc/network.hpp"
#include "chain/chain.hpp"
#include "net/fetch.hpp"

namespace certdoc {

class IssuerFetcher {
 public:
  IssuerFetcher(const NetworkOptions& network, Lang lang);

  // Asks for what the best paths lack, each address once. False: there was nothing to ask for. What came is in `files`;
  // a result that was made with them before is invalid.
  bool fetch(const chain::Examined& result);

  // What came, DER, PEM or PKCS #7; the path of each is its URL.
  const std::vector<LoadedFile>& files() const { return files_; }

  // What was asked, and what came of it, once `result` was made with all of it.
  std::vector<Endpoint> endpoints(const chain::Examined& result) const;

  // More was to be asked than is allowed.
  bool cut() const { return cut_; }

 private:
  struct Wanted {
    std::string url, subject;
  };
  struct Answer {
    Wanted wanted;
    net::Trace trace;
    std::optional<std::size_t> file;  // index into files_
  };

  std::vector<Wanted> wanted_by(const chain::Examined& result);
  void add_wanted(const chain::Missing& missing, const Artifact& subject, std::vector<Wanted>& out);
  void keep(const Wanted& wanted, net::Response&& response);
  void tell(const LoadedFile& file, const chain::Examined& result, Endpoint& endpoint) const;

  net::Options options_;
  Lang lang_;
  std::size_t rounds_ = 0;
  bool cut_ = false;
  std::set<std::string> asked_;
  std::vector<Answer> answers_;
  std::vector<LoadedFile> files_;
};

}  // namespace certdoc
