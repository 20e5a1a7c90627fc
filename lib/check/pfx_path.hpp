// The way from a certificate up to its root, among the certificates of one file. A chain check with a trust store will
// take its place.
#pragma once

#include <vector>

#include "check/pfx_contents.hpp"

namespace certdoc::pfx {

struct Path {
  std::vector<const Artifact*> certificates;  // the leaf first
  bool to_root = false;                       // the last one issued itself
  bool undecided = false;                     // an issuer by name whose signature could not be verified
};

// The certificates that the file is about: those of its keys, else those that are no CA's. Trust stores have none.
std::vector<const Artifact*> leaves_of(const Contents& contents);

Path path_from(const Contents& contents, const Artifact& leaf);

}  // namespace certdoc::pfx
