// Paths as the report carries them.
#pragma once

#include <vector>

#include "certdoc/report.hpp"
#include "check/chain_scene.hpp"
#include "kb/knowledge.hpp"

namespace certdoc {

std::vector<ChainPath> chain_pictures(const ChainScene& scene);

// Where OpenSSL judges a path otherwise than certdoc: both judgments, and the rule. One sentence each.
std::vector<std::string> openssl_differences(const ChainScene& scene, const kb::Knowledge& knowledge);
// Of how many paths the two judgments are one, and how many OpenSSL was not asked about, or does not read.
std::string openssl_agreement(const ChainScene& scene);

}  // namespace certdoc
