#include "diagnose/merge_findings.hpp"

#include <map>
#include <string>
#include <utility>

#include "base/append.hpp"

namespace certdoc {
namespace {

int weight(const Finding& finding) {
  switch (finding.verdict) {
    case Verdict::confirmed: return 2 + static_cast<int>(finding.severity);
    case Verdict::ruled_out: return 1;
    case Verdict::unknown: break;
  }
  return 0;
}

// Of a key beside the wrong certificate two checks speak, one of the pair and one of what the target does about it.
bool is_of_pair(const Finding& finding) {
  return finding.cause == "key-mismatch" && finding.verdict == Verdict::confirmed && !finding.evidence.empty();
}

std::string subject_of(const Finding& finding) {
  return is_of_pair(finding) ? finding.evidence.front().location : finding.subject;
}

// What the second one knows beside the key itself.
void add_evidence(Finding& finding, Finding&& more) {
  const std::string place = subject_of(finding);
  std::erase_if(more.evidence, [&](const Evidence& one) { return one.location == place; });
  append(finding.evidence, std::move(more.evidence));
}

}  // namespace

std::vector<Finding> merged(std::vector<Finding> findings) {
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  std::vector<Finding> out;
  out.reserve(findings.size());
  for (Finding& finding : findings) {
    const auto [place, fresh] = places.try_emplace({finding.cause, subject_of(finding)}, out.size());
    if (fresh) {
      out.push_back(std::move(finding));
    } else if (is_of_pair(finding) && is_of_pair(out[place->second])) {
      add_evidence(out[place->second], std::move(finding));
    } else if (weight(finding) > weight(out[place->second])) {
      out[place->second] = std::move(finding);
    }
  }
  return out;
}

}  // namespace certdoc
