#include "chain/search.hpp"

#include <algorithm>

namespace certdoc::chain {
namespace {

class Search {
 public:
  Search(Graph& graph, const Bounds& bounds, std::size_t& steps) : graph_(graph), bounds_(bounds), all_steps_(steps) {}

  Found run(std::size_t leaf) {
    path_.push_back(leaf);
    expand();
    return std::move(found_);
  }

 private:
  bool full() const { return anchored_ >= bounds_.paths || steps_ >= bounds_.steps; }

  void expand() {
    ++steps_;
    ++all_steps_;
    const std::size_t last = path_.back();
    const bool trusted = graph_.is_trusted(last);
    if (trusted) record(End::anchor);
    if (graph_.is_self_signed(last)) {
      if (!trusted) record(End::self_signed);
      return;
    }
    if (path_.size() >= bounds_.depth) {
      found_.cut = true;
      return trusted ? void() : record(End::bounds);
    }
    const std::vector<Edge> edges = graph_.issuers(last).edges;
    // It may be here, among those that were not tried.
    const bool untried = graph_.issuers(last).cut;
    if (edges.empty()) return trusted ? void() : record(untried ? End::bounds : End::issuer_missing);
    const bool went_on = follow(edges);
    if (!went_on && !trusted) record(End::loop);
  }

  // False: every issuer is in the path already.
  bool follow(const std::vector<Edge>& edges) {
    bool went_on = false;
    for (const Edge& edge : edges) {
      if (full()) {
        found_.cut = true;
        return true;
      }
      if (in_path(edge.issuer)) continue;
      went_on = true;
      path_.push_back(edge.issuer);
      expand();
      path_.pop_back();
    }
    return went_on;
  }

  bool in_path(std::size_t certificate) const {
    const std::size_t identity = graph_.identity(certificate);
    return std::any_of(path_.begin(), path_.end(),
                       [&](std::size_t other) { return graph_.identity(other) == identity; });
  }

  void record(End end) {
    std::size_t& count = end == End::anchor ? anchored_ : others_;
    if (count >= bounds_.paths) {
      found_.cut = true;
      return;
    }
    ++count;
    Path path;
    path.certificates = path_;
    path.end = end;
    const Certificate& last = graph_.at(path_.back());
    path.partial_anchor = end == End::anchor && !last.self_issued();
    if (end == End::issuer_missing) {
      path.missing =
          Missing{last.issuer, last.authority_key_id, last.ca_issuers, graph_.issuers(path_.back()).look_alikes};
    }
    found_.paths.push_back(std::move(path));
  }

  Graph& graph_;
  const Bounds& bounds_;
  std::size_t& all_steps_;
  Found found_;
  std::vector<std::size_t> path_;
  std::size_t steps_ = 0, anchored_ = 0, others_ = 0;
};

}  // namespace

Found find_paths(Graph& graph, std::size_t leaf, const Bounds& bounds, std::size_t& steps) {
  return Search(graph, bounds, steps).run(leaf);
}

std::vector<std::size_t> find_leaves(Graph& graph, std::size_t max) {
  std::vector<char> issued(graph.given(), 0);
  for (std::size_t n = 0; n < graph.given(); ++n) {
    for (const Edge& edge : graph.issuers(n).edges) {
      // A certificate that signed its own renewal is not a CA for that.
      const bool own = as_text(graph.at(edge.issuer).spki) == as_text(graph.at(n).spki);
      if (edge.issuer < graph.given() && !own) issued[edge.issuer] = 1;
    }
  }
  std::vector<std::size_t> ends, leaves;
  for (std::size_t n = 0; n < graph.given(); ++n) {
    const Certificate& one = graph.at(n);
    if (issued[n] != 0) continue;
    ends.push_back(n);
    const bool v1_root = one.version < 3 && one.self_issued();
    if (!one.is_ca() && !v1_root) leaves.push_back(n);
  }
  if (leaves.empty()) leaves = std::move(ends);
  if (leaves.empty() && graph.given() > 0) leaves.push_back(0);  // they all issued one another
  if (leaves.size() > max) leaves.resize(max);
  return leaves;
}

}  // namespace certdoc::chain
