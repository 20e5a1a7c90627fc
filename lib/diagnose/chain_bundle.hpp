// `--out FILE --for TARGET`: the ordered, complete and minimal chain in the form that the target reads.
#pragma once

#include <string>
#include <vector>

#include "certdoc/examine.hpp"
#include "check/chain_scene.hpp"
#include "diagnose/chain_choice.hpp"

namespace certdoc {

// What was written, added and left out, one sentence each. Read back and compared before anything else is said. An
// Error: nothing was written, unless it says so.
Result<std::vector<std::string>> write_bundle(const ChainScene& scene, const ChainOptions& options);

// The forms of it. PEM for servers that read files, with the key where that belongs into the same file; PKCS #7 for
// whoever has the key already; PKCS #12 with it.
Result<std::vector<std::string>> write_pem_bundle(const ChainScene& scene, const ChainOptions& options,
                                                  const kb::ChainTarget& target, const ChosenChain& chain);
Result<std::vector<std::string>> write_reply(const ChainScene& scene, const ChainOptions& options,
                                             const kb::ChainTarget& target, const ChosenChain& chain);
Result<std::vector<std::string>> write_store(const ChainScene& scene, const ChainOptions& options,
                                             const kb::ChainTarget& target, const ChosenChain& chain);

}  // namespace certdoc
