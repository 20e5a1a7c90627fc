// What goes into a bundle, and what was given and does not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/chain_scene.hpp"
#include "diagnose/write_pfx.hpp"

namespace certdoc {

struct ChosenChain {
  std::vector<std::size_t> certificates;  // indices into Examined::certificates, leaf first, without the root
};

// The best path of the one leaf; its root is the client's own, and left out. An Error: there are several leaves, or the
// chain is incomplete.
Result<ChosenChain> choose_chain(const ChainScene& scene);

// The private key of the leaf; nothing: it is not among the files.
std::optional<Placed> key_of(const ChainScene& scene, const ChosenChain& chain);

// The file of a private key that stayed closed for want of a password; empty: none.
std::string locked_key(const ChainScene& scene);

// `added from the trust store: ...`, `left out: ...`: one sentence each.
std::vector<std::string> added_and_left_out(const ChainScene& scene, const ChosenChain& chain);

}  // namespace certdoc
