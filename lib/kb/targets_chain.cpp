#include "kb/targets_chain.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc::kb {

const std::vector<ChainTarget>& chain_targets() {
  static const std::vector<ChainTarget> all = [] {
    std::vector<ChainTarget> out = unix_chain_targets();
    for (ChainTarget& one : store_chain_targets()) out.push_back(std::move(one));
    return out;
  }();
  return all;
}

const ChainTarget* find_chain_target(std::string_view name_or_alias) {
  const std::string name = text::lower(name_or_alias);
  const auto is_it = [&](const ChainTarget& target) {
    return target.name == name || std::find(target.aliases.begin(), target.aliases.end(), name) != target.aliases.end();
  };
  const auto found = std::find_if(chain_targets().begin(), chain_targets().end(), is_it);
  return found == chain_targets().end() ? nullptr : &*found;
}

const ChainRule* rule(const ChainTarget& target, ChainDeviation deviation) {
  const auto found = std::find_if(target.rules.begin(), target.rules.end(),
                                  [&](const ChainRule& one) { return one.deviation == deviation; });
  return found == target.rules.end() ? nullptr : &*found;
}

}  // namespace certdoc::kb
