// Which private key goes into a new PFX, and which certificate is its leaf.
#pragma once

#include <string>
#include <vector>

#include "diagnose/write_pfx.hpp"

namespace certdoc {

// What of a Material can go into a PFX.
struct PfxInventory {
  std::vector<Placed> keys;          // open ones, each key once
  std::vector<Placed> closed;        // keys and containers that stay closed, one a file
  std::vector<Placed> certificates;  // each once, in the order of the files
};

PfxInventory pfx_inventory(const Material& material);

struct PfxPair {
  Placed key, leaf;
  std::vector<Placed> others;  // further certificates on the same key, not taken
};

// The one key that has a certificate, with the certificate that is valid now and the latest to expire; one from a CA
// before a self-signed one. An Error: there is no such key, or there are several.
Result<PfxPair> choose_pair(const Material& material, const PfxInventory& inventory, Time now);

bool valid_at(const Artifact& certificate, Time now);

}  // namespace certdoc
