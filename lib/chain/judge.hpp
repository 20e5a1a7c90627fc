// What is wrong with one path. Each judge looks at one matter and appends what it finds.
#pragma once

#include <algorithm>
#include <vector>

#include "chain/graph.hpp"

namespace certdoc::chain {

class CrlSet;

struct Case {
  Graph& graph;
  const Question& question;
  Path& path;
  CrlSet* crls;
  Problem dropped = {};

  const Certificate& at(std::size_t n) const { return graph.at(path.certificates[n]); }
  std::size_t size() const { return path.certificates.size(); }
  bool is_anchor(std::size_t n) const { return path.end == End::anchor && n + 1 == size(); }
  // What only the CA/Browser Forum forbids.
  Severity forum() const { return question.profile == Profile::webpki ? Severity::error : Severity::warning; }
  // What RFC 5280 forbids; an anchor is trusted whatever it looks like. Nine of Mozilla's roots have the serial number
  // 0.
  Severity of(std::size_t n) const {
    return is_anchor(n) && (n > 0 || at(n).is_ca()) ? Severity::warning : Severity::error;
  }

  // Of one rule no more than anybody reads: certificates come from strangers, and may break it ten thousand times.
  Problem& add(Rule rule, Severity severity, std::size_t at, std::vector<Value> values = {}) {
    constexpr std::ptrdiff_t kMostOfARule = 64;
    const auto same = std::count_if(path.problems.begin(), path.problems.end(),
                                    [rule](const Problem& one) { return one.rule == rule; });
    const Problem problem{.rule = rule, .severity = severity, .at = at, .values = std::move(values)};
    if (same >= kMostOfARule) return dropped = problem;
    path.problems.push_back(problem);
    return path.problems.back();
  }
};

// A leaf that is its own anchor is judged as a leaf, too.
constexpr bool is_issuer(std::size_t n) {
  return n > 0;
}

void judge_end(Case& in);
void judge_validity(Case& in);
void judge_signatures(Case& in);
void judge_cas(Case& in);
void judge_name_constraints(Case& in);
void judge_policies(Case& in);
void judge_purpose(Case& in);
void judge_host(Case& in);
void judge_keys(Case& in);
void judge_form(Case& in);
void judge_revocation(Case& in);

// All of them.
void judge(Case& in);

// Whether a SAN dNSName (`*.example.com`, A-labels) is for this host (RFC 9525 6.3).
bool host_matches(std::string_view pattern, std::string_view host);
// A-labels, lower case, without the dot at the end; empty: this is no host name.
std::string host_in_ascii(std::string_view host);
// A name or an address that a certificate could be for: no wildcard, no port, no URL.
bool is_host(const std::string& host);
// The octets of an address; empty: it is none.
Bytes address_octets(const std::string& host);

}  // namespace certdoc::chain
