// What stands in each file, against the paths that were found.
#pragma once

#include "chain/chain.hpp"

namespace certdoc::chain {

std::vector<FileOrder> judge_files(const Examined& result);

}  // namespace certdoc::chain
