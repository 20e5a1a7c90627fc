// `--out FILE --for TARGET`: the ordered, complete and minimal chain in one PEM file.
#pragma once

#include <string>
#include <vector>

#include "certdoc/examine.hpp"
#include "check/chain_scene.hpp"

namespace certdoc {

// What was written, added and left out, one sentence each. Read back and compared before anything else is said. An
// Error: nothing was written, unless it says so.
Result<std::vector<std::string>> write_bundle(const ChainScene& scene, const ChainOptions& options);

}  // namespace certdoc
