#include "chain/ordinary.hpp"

#include <algorithm>

#include "chain/signature_algorithms.hpp"

namespace certdoc::chain {
namespace {

bool is_usual(ByteView identifier) {
  const auto algorithm = signature_algorithm(identifier);
  if (!algorithm || (algorithm->known->scheme != Scheme::rsa && algorithm->known->scheme != Scheme::ecdsa))
    return false;
  return algorithm->known->hash.starts_with("sha2") || algorithm->known->hash == "sha384" ||
         algorithm->known->hash == "sha512";
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
