// What servers want of a chain of certificates, file by file: a table beside that of targets.hpp.
#pragma once

#include <string_view>
#include <vector>

#include "kb/targets.hpp"

namespace certdoc::kb {

enum class ChainDeviation { leaf_not_first, order, missing, extra, root };
// forgives: it works all the same. clients_fail: it starts, and some clients refuse what it sends. refuses: it does not
// start, or takes the certificate not at all.
enum class ChainEffect { forgives, clients_fail, refuses, unknown };

struct ChainRule {
  ChainDeviation deviation;
  ChainEffect effect = ChainEffect::unknown;
  TargetText why;           // one sentence
  std::string_view shows;   // its own words where it refuses; may be empty
  std::string_view source;  // URL
};

struct ChainTarget {
  std::string_view name, title;
  std::vector<std::string_view> aliases;
  TargetText wants;         // what it wants in which file
  std::string_view source;  // URL
  bool pem = false;         // certdoc can write it: PEM
  bool with_key = false;    // the key stands in the same file
  std::vector<ChainRule> rules;
};

const std::vector<ChainTarget>& chain_targets();
const ChainTarget* find_chain_target(std::string_view name_or_alias);  // nullptr: unknown
const ChainRule* rule(const ChainTarget& target, ChainDeviation deviation);

}  // namespace certdoc::kb
