// What a file holds, as the checks of check-pfx ask for it: a PFX, a key store, a .sm2 file, or key and certificates
// side by side in PEM.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artifact/store.hpp"
#include "check/check.hpp"

namespace certdoc::pfx {

struct Contents {
  explicit Contents(const LoadedFile& loaded);

  bool empty() const { return containers.empty() && keys.empty() && certificates.empty() && others == 0; }
  std::string where(const Artifact& artifact) const { return location(file, artifact.place); }

  const LoadedFile& file;
  std::vector<const Artifact*> containers;  // PKCS#12, JKS, JCEKS, .sm2
  std::vector<const Artifact*> keys;        // private keys, those that stay closed too
  std::vector<const Artifact*> certificates;
  std::size_t others = 0;   // CSRs, CRLs, public keys, ...
  std::size_t secrets = 0;  // symmetric keys, which are no private keys
};

// Why there may be more in the file than was seen; empty: everything in it is listed, if not opened.
std::optional<Reason> hidden_part(const Contents& contents);

// A certificate on this key; nullptr: none.
const Artifact* certificate_of(const Contents& contents, const Artifact& key);
bool same_key(const Artifact& one, const Artifact& other);

// The container in which it lies, with its Store; nullptr: none.
const Store* store_of(const LoadedFile& file, const Artifact& artifact);

// The name that a person gave it, else that of its subject.
std::string name_of(const Artifact& artifact);

// `certdoc match server.pfx .`: `format` with the path where that can be written in a command line; else empty.
std::string command(std::string_view format, const LoadedFile& file);

}  // namespace certdoc::pfx
