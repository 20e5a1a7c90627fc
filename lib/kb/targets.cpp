#include "kb/targets.hpp"

#include <algorithm>

namespace certdoc::kb {

const std::vector<Target>& targets() {
  static const std::vector<Target> all{};
  return all;
}

const Target* find_target(std::string_view name_or_alias) {
  const auto is_it = [&](const Target& target) {
    const auto& aliases = target.aliases;
    return target.name == name_or_alias || std::find(aliases.begin(), aliases.end(), name_or_alias) != aliases.end();
  };
  const auto found = std::find_if(targets().begin(), targets().end(), is_it);
  return found == targets().end() ? nullptr : &*found;
}

const TargetRule* rule(const Target& target, std::string_view what) {
  const auto is_it = [&](const TargetRule& rule) { return rule.what == what; };
  const auto found = std::find_if(target.rules.begin(), target.rules.end(), is_it);
  return found == target.rules.end() ? nullptr : &*found;
}

}  // namespace certdoc::kb
