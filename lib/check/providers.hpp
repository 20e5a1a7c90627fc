// The key providers (CSP and KSP) of Windows, as far as Microsoft documents them; CSRs and PFX files name them.
#pragma once

#include <string_view>

#include "artifact/artifact.hpp"

namespace certdoc {

struct Provider {
  std::string_view name;       // lower case
  std::string_view algorithm;  // the one that it has; empty: several
  bool sha256 = true;
  bool software = true;         // else a smart card, a token or the TPM holds the key
  bool cng = false;             // a KSP
  bool signature_only = false;  // AT_SIGNATURE
};

// nullptr: another vendor's, or none of Microsoft's documented ones.
const Provider* known_provider(std::string_view name);

// It cannot hold a key of this algorithm.
bool contradicts(const Provider& provider, const PublicKey& key);

}  // namespace certdoc
