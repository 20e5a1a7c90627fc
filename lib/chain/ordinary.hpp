// Paths in which nothing is left that OpenSSL could judge otherwise.
#pragma once

#include "chain/graph.hpp"

namespace certdoc::chain {

// True for a path to an anchor with no more than notes, of certificates that hold what most do: version 3, RSA or ECDSA
// with SHA-2, no name constraints, no policies but plain ones, no critical extension but the usual; and the
// host asked for, if any, is one of its DNS names as it stands. A test holds X509_verify_cert against it: it accepts
// each path that is ordinary.
bool is_ordinary(const Path& path, const Graph& graph, const std::string& host);

}  // namespace certdoc::chain
