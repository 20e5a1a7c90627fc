// The command that makes of a PFX one which a target reads.
#include <fmt/format.h>
#include <algorithm>

#include "base/quote.hpp"
#include "check/pfx_rules.hpp"

namespace certdoc {
namespace {

// What --out makes a PFX from: one key, and a certificate that it fits, as far as they show.
bool is_one_pair(const LoadedFile& file) {
  const Artifact* key = nullptr;
  for (const Artifact& artifact : file.artifacts) {
    if (artifact.kind != Kind::private_key) continue;
    if (key != nullptr) return false;
    key = &artifact;
  }
  if (key == nullptr || key->pair == Pair::does_not_fit) return false;
  if (!key->key) return true;  // still closed
  return std::any_of(file.artifacts.begin(), file.artifacts.end(), [&](const Artifact& artifact) {
    return artifact.kind == Kind::certificate && artifact.key && artifact.key->id == key->key->id;
  });
}

}  // namespace

std::string rewrite_command(const LoadedFile& file, const kb::Target& target) {
  if (file.path.empty() || file.path == "-" || !is_one_pair(file)) return {};
  const std::string base = file.path.substr(file.path.find_last_of('/') + 1);
  const std::size_t dot = base.find_last_of('.');
  const std::string stem = dot == std::string::npos || dot == 0 ? base : base.substr(0, dot);
  const auto in = quoted_for_sh(file.path);
  const auto out = quoted_for_sh(fmt::format("{}-{}.pfx", stem, target.name));
  if (!in || !out) return {};
  return fmt::format("certdoc check-pfx {} --out {} --for {}", *in, *out, target.name);
}

}  // namespace certdoc
