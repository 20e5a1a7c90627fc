// Chains as text for Graphviz (https://graphviz.org/doc/info/lang.html): issuers above what they issued, one box for a
// certificate however many paths lead over it, a missing one with a dashed border.
#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

// Inside quotation marks. A backslash begins an escape, an ampersand an entity.
std::string quoted(std::string_view text) {
  std::string out;
  for (const char c : text::escaped(text)) {
    if (c == '&') {
      out += "&amp;";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

class Drawing {
 public:
  explicit Drawing(Lang lang) : voice_(lang) {}

  void add(const ChainPath& path) {
    std::string below;
    for (const ChainLink& link : path.links) {
      const std::string id = id_of(link);
      const bool missing = link.origin == "missing";
      if (!below.empty()) edges_.insert(fmt::format("  {} -> {}{}\n", id, below, missing ? " [style=dashed]" : ""));
      below = id;
    }
  }

  std::string text() const {
    std::string out =
        "digraph chain {\n  node [shape=box, fontname=\"sans-serif\", fontsize=11]\n  edge [arrowsize=0.7]\n";
    for (const Node& node : nodes_) out += row(node);
    for (const std::string& edge : edges_) out += edge;
    return out + "}\n";
  }

 private:
  struct Node {
    std::string id;
    const ChainLink* link;
    std::vector<std::string> causes;  // in any of its paths
  };

  std::string id_of(const ChainLink& link) {
    const std::string key = link.origin == "missing" ? "missing " + link.subject : link.sha256;
    const auto [at, fresh] = by_key_.try_emplace(key, nodes_.size());
    if (fresh) nodes_.push_back({fmt::format("c{}", at->second), &link, {}});
    Node& node = nodes_[at->second];
    for (const std::string& cause : link.causes) {
      if (std::find(node.causes.begin(), node.causes.end(), cause) == node.causes.end()) node.causes.push_back(cause);
    }
    return node.id;
  }

  std::string row(const Node& node) const {
    const ChainLink& link = *node.link;
    const bool missing = link.origin == "missing";
    std::vector<std::string> lines;
    if (missing) {
      lines = {std::string(voice_.say(Word::chain_missing)), link.subject};
    } else {
      lines = {link.name, fmt::format("{} .. {}", link.not_before.substr(0, 10), link.not_after.substr(0, 10)),
               fmt::format("{} {}", link.algorithm, link.sha256.substr(0, 8)),
               link.origin == "trust" ? std::string(voice_.say(Word::chain_trusted)) : link.location};
      lines.insert(lines.end(), node.causes.begin(), node.causes.end());
    }
    std::string label;
    for (const std::string& line : lines) label += (label.empty() ? "" : "\\n") + quoted(line);
    const std::string_view look = missing               ? ", style=dashed"
                                  : node.causes.empty() ? ""
                                                        : ", color=\"#b00020\", penwidth=2.5";
    return fmt::format("  {} [label=\"{}\"{}]\n", node.id, label, look);
  }

  Voice voice_;
  std::vector<Node> nodes_;
  std::map<std::string, std::size_t> by_key_;
  std::set<std::string> edges_;
};

}  // namespace

std::string render_dot(const Report& report) {
  Drawing drawing(report.lang);
  for (const ChainPath& path : report.chains) {
    if (path.told) drawing.add(path);
  }
  return drawing.text();
}

}  // namespace certdoc
