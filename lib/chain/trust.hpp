// A set of trust anchors, looked up by the name of the issuer that is wanted: no root is loaded that nobody asks for.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "artifact/artifact.hpp"
#include "certdoc/error.hpp"

namespace certdoc::chain {

class TrustSet {
 public:
  // `system`: the first of the usual places of Debian, RHEL, SUSE and Alpine that exists. `none`: nothing is trusted,
  // and nothing is wrong with that. Else a file (PEM, DER, PKCS #7, PKCS #12, JKS, .sst: all certificates in it) or a
  // directory: one that c_rehash has made is looked up by its hashes, another one is read as a whole.
  // An Error: it is not there, cannot be read, or holds no certificate.
  static Result<TrustSet> open(const std::string& what, const LoadOptions& options);
  static TrustSet none();
  static TrustSet of(std::vector<LoadedFile> files);

  // Whether there is anything that one could trust.
  bool trusts() const { return trusts_; }
  // The file or directory; empty for `none` and `of`.
  const std::string& origin() const { return origin_; }

  // The anchors with this subject (canonical_name.hpp). What is returned lives as long as the set.
  const std::vector<const Artifact*>& by_subject(const std::string& canonical);
  // All of them; loads them.
  std::vector<const Artifact*> all();

  // How many certificates were loaded so far.
  std::size_t loaded() const;

 private:
  using Index = std::unordered_map<std::string, std::vector<const Artifact*>>;

  void add(LoadedFile file, const std::string* only_subject = nullptr);
  void load_hashed(const std::string& canonical);

  bool trusts_ = true;
  std::string origin_;
  std::string hashed_directory_;  // empty: everything is in `index_`
  LoadOptions options_;
  std::deque<LoadedFile> files_;
  Index index_;
};

// The places that `system` tries, in this order.
const std::vector<std::string>& system_trust_places();

}  // namespace certdoc::chain
