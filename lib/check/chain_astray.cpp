// A valid path does not help clients that build another one: those on OpenSSL follow names, take the first issuer that
// fits, and do not go back when the path turns out to be bad.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "chain/openssl_opinion.hpp"
#include "check/chain_findings.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using chain::OpensslError;
using chain::OpensslOpinion;
using chain::Path;

// Of X509_V_ERR codes that end a path which this program does not know, since a signature denies it.
std::string_view cause_of(const OpensslError& error) {
  struct Known {
    int code;
    std::string_view cause;
  };
  constexpr std::array kKnown{Known{7, "signature-invalid"},    Known{9, "certificate-not-yet-valid"},
                              Known{10, "certificate-expired"}, Known{18, "self-signed"},
                              Known{19, "root-untrusted"},      Known{24, "ca-constraint"},
                              Known{25, "ca-constraint"},       Known{26, "purpose-mismatch"},
                              Known{32, "ca-constraint"},       Known{34, "critical-extension-unknown"},
                              Known{47, "name-constraint"},     Known{48, "name-constraint"},
                              Known{79, "ca-constraint"}};
  const auto found =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& one) { return one.code == error.code; });
  return found == kKnown.end() ? "chain-incomplete" : found->cause;
}

// The path that OpenSSL built, as this program judges it; null: it has none such.
const Path* built(const chain::Leaf& leaf, const OpensslOpinion& opinion) {
  const auto found = std::find_if(leaf.paths.begin(), leaf.paths.end(),
                                  [&](const Path& path) { return path.certificates == opinion.certificates; });
  return found == leaf.paths.end() ? nullptr : &*found;
}

// Where OpenSSL leaves the best path.
std::optional<std::size_t> fork(const Path& best, const OpensslOpinion& opinion) {
  for (const std::size_t one : opinion.certificates) {
    if (std::find(best.certificates.begin(), best.certificates.end(), one) == best.certificates.end()) return one;
  }
  return std::nullopt;
}

std::string names(const ChainScene& scene, const std::vector<std::size_t>& certificates) {
  std::string out;
  for (const std::size_t one : certificates) out += (out.empty() ? "" : " > ") + scene.name(one);
  return out;
}

// Both judgments, and why they differ.
void tell_both(const ChainScene& scene, const Path& best, const OpensslOpinion& opinion, Tally& tally) {
  const OpensslError& error = opinion.errors.front();
  tally.add({"OpenSSL",
             {},
             fmt::format("{}: X509_V_ERR {} {}", names(scene, opinion.certificates), error.code, openssl_words(error)),
             {}});
  tally.add({"certdoc", {}, say(scene.lang, "valid: {}", "有效：{}", names(scene, best.certificates)), {}});
  tally.add({say(scene.lang, "rule", "依据"),
             {},
             say(scene.lang,
                 "RFC 5280 6.1: one valid path is enough. OpenSSL builds one path, and does not go back to try another",
                 "RFC 5280 6.1：有一条有效路径即可；OpenSSL 只构建一条路径，失败后不会回头尝试另一条"),
             {}});
}

}  // namespace

void find_astray(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out) {
  if (!leaf.client || !leaf.client->asked || leaf.client->errors.empty()) return;
  const Path& best = leaf.paths.front();
  const auto over = fork(best, *leaf.client);
  if (!over) return;  // it refuses the best path itself: told where its strict judgment is
  const Path* path = built(leaf, *leaf.client);
  const chain::Problem* problem = path == nullptr ? nullptr : gravest(*path);
  const OpensslError& error = leaf.client->errors.front();
  const std::string reason = problem == nullptr ? openssl_words(error) : chain_sentence(scene, *path, *problem);
  Tally tally(problem == nullptr ? cause_of(error) : problem->cause(), scene.file_of(leaf));
  tally.sick(Severity::warning,
             say(scene.lang,
                 "today's OpenSSL, and curl and whatever else is built on it, takes another path than the valid one, "
                 "over {} ({}), and refuses it: {}",
                 "当前的 OpenSSL（以及 curl 等基于它的程序）不走有效路径，而走经过 {}（{}）的另一条并拒绝：{}",
                 scene.name(*over), scene.place(*over), reason),
             {say(scene.lang, "over", "经过"), {}, scene.name(*over), scene.place(*over)});
  tell_both(scene, best, *leaf.client, tally);
  // To renew the server's certificate puts nothing right.
  const bool given = !scene.at(*over).places.empty();
  tally.remedy(given ? "build-fullchain" : "update-ca-bundle-linux");
  if (given) tally.next(scene.repair());
  out.astray.insert(*over);
  append(out.findings, tally.finding({}));
}

}  // namespace certdoc
