// The certificates above the leaf, for a new PFX.
#pragma once

#include <string>
#include <vector>

#include "diagnose/pfx_choice.hpp"

namespace certdoc {

struct PfxChain {
  std::vector<Placed> certificates;  // the leaf first, each issued by the next
  std::vector<std::string> left_out, warnings;
};

// Upwards from the leaf among the certificates that were given, proven by their signatures.
PfxChain chain_of(const PfxPair& pair, const PfxInventory& inventory, bool with_root, const WritePfxOptions& options);

}  // namespace certdoc
