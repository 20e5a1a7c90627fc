// All paths from a certificate to where they end, within bounds.
#pragma once

#include <vector>

#include "chain/graph.hpp"

namespace certdoc::chain {

struct Found {
  std::vector<Path> paths;
  bool cut = false;
};

Found find_paths(Graph& graph, std::size_t leaf, const Bounds& bounds, std::size_t& steps);

// The certificates that nobody here was issued by: what a chain is for.
std::vector<std::size_t> find_leaves(Graph& graph, std::size_t max);

}  // namespace certdoc::chain
