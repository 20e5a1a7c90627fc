#include "chain/ordinary.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "chain/signature_algorithms.hpp"

namespace certdoc::chain {
namespace {

// SHA-2, and RSA or ECDSA.
bool is_usual(ByteView identifier) {
  constexpr std::array<std::string_view, 4> kHashes{"sha224", "sha256", "sha384", "sha512"};
  const auto algorithm = signature_algorithm(identifier);
  if (!algorithm) return false;
  const Scheme scheme = algorithm->known->scheme;
  return (scheme == Scheme::rsa || scheme == Scheme::ecdsa) &&
         std::find(kHashes.begin(), kHashes.end(), algorithm->known->hash) != kHashes.end();
}

bool restricts_names_or_policies(const Certificate& one) {
  return one.name_constraints || one.policy_constraints || one.inhibit_any_policy || !one.policy_mappings.empty();
}

bool is_ordinary(const Certificate& one) {
  const bool plain = one.version == 3 && one.odd == nullptr && one.malformed.empty() && one.twice.empty() &&
                     one.critical_unknown.empty();
  return plain && !restricts_names_or_policies(one) && is_usual(one.signature_algorithm);
}

// Letter for letter, or nothing is asked: no wildcard, address or IDN is left to judge.
bool is_named_exactly(const Certificate& leaf, const std::string& host) {
  if (host.empty()) return true;
  if (!leaf.alternative_names) return false;
  return std::any_of(leaf.alternative_names->begin(), leaf.alternative_names->end(), [&](const GeneralName& name) {
    return name.kind == GeneralName::Kind::dns && as_text(name.content) == host;
  });
}

}  // namespace

bool is_ordinary(const Path& path, const Graph& graph, const std::string& host) {
  if (!is_named_exactly(graph.at(path.certificates.front()), host)) return false;
  const auto is_note = [](const Problem& problem) { return problem.severity == Severity::note; };
  return path.end == End::anchor && std::all_of(path.problems.begin(), path.problems.end(), is_note) &&
         std::all_of(path.certificates.begin(), path.certificates.end(),
                     [&](std::size_t one) { return is_ordinary(graph.at(one)) && !graph.has_namesake(one); });
}

}  // namespace certdoc::chain
