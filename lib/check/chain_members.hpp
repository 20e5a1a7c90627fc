// Which of the certificates given are there for the chain: those that issued another one.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "artifact/issued_by.hpp"
#include "check/families.hpp"

namespace certdoc {

struct MemberLink {
  Ref issued;          // one certificate that it issued
  bool proven = true;  // by signature; false: the names agree, and the signature could not be verified
};
using ChainMembers = std::map<Ref, MemberLink>;

using Issuing = std::function<Issued(const Artifact& issuer, const Artifact& subject)>;

// Whoever issued a certificate on another key is a chain member. On the same key it is none: a certificate that signed
// itself, or its own renewal, may well be the one that a server is to use. basicConstraints is not asked for: CA
// certificates of X.509 v1 have none, and the signature tells.
//
// `issuing` is called only where name and key identifiers agree, and a bounded number of times: once for every CA in
// the usual case.
ChainMembers chain_members(const Material& material, const std::vector<Ref>& certificates, const Issuing& issuing);

}  // namespace certdoc
