// What servers want of a chain of certificates, file by file: a table beside that of targets.hpp.
#pragma once

#include <string_view>
#include <vector>

#include "kb/targets.hpp"

namespace certdoc::kb {

enum class ChainDeviation {
  leaf_not_first,
  order,          // of the certificates above the leaf
  missing,        // an intermediate
  extra,          // a certificate of another chain
  root,           // is there too
  other_key,      // the key given is not the leaf's
  key_elsewhere,  // the key stands in another file
  der,            // the certificate is not PEM
};
// forgives: it works all the same. clients_fail: it starts, and some clients refuse what it sends. refuses: it does not
// start, or takes the certificate not at all.
enum class ChainEffect { forgives, clients_fail, refuses, unknown };

struct ChainRule {
  ChainDeviation deviation;
  ChainEffect effect = ChainEffect::unknown;
  TargetText why;           // one sentence
  std::string_view shows;   // its own words where it refuses, `...` for what differs; may be empty
  std::string_view source;  // URL
};

// What it is given as. store: a key store of its own, which a PKCS #12 file fills; or, where the key is in the store
// already, since the request was made there, the CA's reply in PKCS #7.
enum class ChainForm { pem, pem_with_key, store };

struct ChainTarget {
  std::string_view name, title;
  std::vector<std::string_view> aliases;
  TargetText wants;         // what it wants in which file
  std::string_view source;  // URL
  ChainForm form = ChainForm::pem;
  std::string_view pfx_target;  // store: whose rules the PKCS #12 file follows (targets.hpp), unless it has its own
  std::vector<ChainRule> rules;
};

const std::vector<ChainTarget>& chain_targets();
// The parts of the table.
std::vector<ChainTarget> unix_chain_targets();
std::vector<ChainTarget> store_chain_targets();
const ChainTarget* find_chain_target(std::string_view name_or_alias);  // nullptr: unknown
const ChainRule* rule(const ChainTarget& target, ChainDeviation deviation);

}  // namespace certdoc::kb
