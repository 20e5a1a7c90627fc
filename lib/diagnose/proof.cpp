#include "diagnose/proof.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/say.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 3> kOfTheMachine{"key-file-permissions", "key-unreadable-by-service",
                                                        "selinux-context"};
// By themselves no fault at all, but exactly what the error speaks of.
constexpr std::array<std::string_view, 6> kProvenByNote{"key-encrypted",        "legacy-algorithm-disabled",
                                                        "stapling-missing",     "key-unpaired",
                                                        "certificate-unpaired", "validity-too-long"};
// A warning says of these that it was read all the same: only a program that is known not to read it fails by it.
// That a certificate names no purpose at all breaks a rule for CAs and stops no client.
constexpr std::array<std::string_view, 5> kProvenByError{"file-encoding", "file-corrupt", "chain-order",
                                                         "csr-extension-for-target", "purpose-mismatch"};

template <std::size_t N>
bool is_one(const std::array<std::string_view, N>& all, const std::string& cause) {
  return std::find(all.begin(), all.end(), cause) != all.end();
}

Reason want(ReasonKind kind, std::string text) {
  return {kind, std::move(text)};
}

// Whom the machine trusts that shows the error, this machine's list does not tell: a private CA may be known there, and
// another system knows other public ones.
std::optional<Reason> doubt_about_trust(const Finding& finding, const ProofRules& rules) {
  if (rules.trust_given) return std::nullopt;
  const bool likely_alike = rules.platform == "linux" || rules.platform == "any";
  if (finding.verdict == Verdict::ruled_out && likely_alike) return std::nullopt;
  return want(ReasonKind::no_input,
              say(rules.lang, "judged by the roots of this machine; give those of the machine in question with --trust",
                  "这是按本机的根证书判断的；请用 --trust 给出出错机器的根证书"));
}

// The issuer that is missing may be a root which the machine knows. A certificate that says where its issuer is fetched
// has an intermediate above it: roots are not fetched.
std::optional<Reason> doubt_about_gap(const Finding& finding, const ProofRules& rules) {
  const bool fetched = std::any_of(finding.evidence.begin(), finding.evidence.end(),
                                   [](const Evidence& one) { return one.actual.starts_with("http://"); });
  if (finding.verdict == Verdict::ruled_out || rules.trust_given || fetched) return std::nullopt;
  return want(
      ReasonKind::no_input,
      say(rules.lang, "the missing one may be a root that the machine in question has; give its roots with --trust",
          "缺少的可能是出错机器已有的根证书；请用 --trust 给出其根证书"));
}

// Permissions and labels are those of the place where the file lies.
std::optional<Reason> doubt_about_place(const Finding& finding, const ProofRules& rules) {
  if (finding.subject.starts_with('/')) return std::nullopt;
  return want(ReasonKind::inconclusive,
              say(rules.lang, "true of this copy; run it on the server with the full path that the program uses",
                  "只对此处的副本成立；请在服务器上用程序实际使用的完整路径运行"));
}

std::optional<Reason> doubt_about_purpose(const ProofRules& rules) {
  if (rules.purpose_clear || rules.served) return std::nullopt;
  return want(ReasonKind::no_input,
              say(rules.lang, "judged as a server's certificate; say what it is for with --purpose",
                  "这是按服务器证书判断的；请用 --purpose 指明用途"));
}

std::optional<Reason> doubt_about_severity(const Finding& finding, const ProofRules& rules) {
  const bool needs_error = is_one(kProvenByError, finding.cause);
  const bool enough = finding.severity == Severity::error || (finding.severity == Severity::warning && !needs_error) ||
                      is_one(kProvenByNote, finding.cause);
  if (enough) return std::nullopt;
  if (rules.target_known) {
    return want(ReasonKind::inconclusive, say(rules.lang, "not known to stop the program", "并未发现该程序会因此失败"));
  }
  return want(ReasonKind::no_input, say(rules.lang, "it depends on the program that reads it: name that with --target",
                                        "取决于读取它的程序：请用 --target 指明"));
}

// What is true of these files, seen from here, need not be what the program met.
std::optional<Reason> doubt_about_place_or_use(const Finding& finding, const ProofRules& rules) {
  if (finding.cause == "root-untrusted") return doubt_about_trust(finding, rules);
  if (finding.cause == "chain-incomplete") return doubt_about_gap(finding, rules);
  if (finding.cause == "purpose-mismatch") return doubt_about_purpose(rules);
  return is_one(kOfTheMachine, finding.cause) ? doubt_about_place(finding, rules) : std::nullopt;
}

}  // namespace

bool is_of_machine(const Finding& finding, const ProofRules& rules) {
  return std::any_of(rules.machines.begin(), rules.machines.end(),
                     [&](const std::string& machine) { return finding.subject.ends_with(machine); });
}

// Facts of a machine tell of the files of its servers.
bool is_of_other_program(const Finding& finding, const ProofRules& rules) {
  constexpr std::array<std::string_view, 3> kOfServers{"file-missing", "key-mismatch", "key-unreadable-by-service"};
  return rules.client && is_one(kOfServers, finding.cause) && is_of_machine(finding, rules);
}

std::optional<Reason> doubt_about(const Finding& finding, const ProofRules& rules) {
  if (finding.verdict == Verdict::unknown) return finding.reason;
  std::optional<Reason> doubt;
  if (!is_of_machine(finding, rules)) doubt = doubt_about_place_or_use(finding, rules);
  if (doubt || finding.verdict == Verdict::ruled_out) return doubt;
  return doubt_about_severity(finding, rules);
}

}  // namespace certdoc
