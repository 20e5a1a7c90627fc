#include "diagnose/chain_fetch.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/loader.hpp"
#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/net_words.hpp"

namespace certdoc {
namespace {

// Whoever wrote the certificates wrote the addresses: they may lead on for ever, or to something huge.
constexpr std::size_t kMostRounds = 8;  // levels of issuers
constexpr std::size_t kMostUrls = 32;
constexpr std::uint64_t kMostBytes = 1U << 20U;  // of one answer
constexpr std::size_t kMostObjects = 64;         // in one answer
constexpr std::size_t kMostLeaves = 64;

// Certificates only: nothing in an answer is worth a derivation of keys.
LoadOptions load_options(Lang lang) {
  LoadOptions options;
  options.lang = lang;
  options.limits.file_bytes = kMostBytes;
  options.limits.objects = kMostObjects;
  options.limits.kdf_iterations = 1;
  return options;
}

bool is_used(const chain::Examined& result, std::size_t certificate) {
  return std::any_of(result.leaves.begin(), result.leaves.end(), [&](const chain::Leaf& leaf) {
    return std::any_of(leaf.paths.begin(), leaf.paths.end(), [&](const chain::Path& path) {
      return std::find(path.certificates.begin(), path.certificates.end(), certificate) != path.certificates.end();
    });
  });
}

}  // namespace

IssuerFetcher::IssuerFetcher(const NetworkOptions& network, Lang lang)
    : options_(net::options_from(network)), lang_(lang) {}

std::vector<IssuerFetcher::Wanted> IssuerFetcher::wanted_by(const chain::Examined& result) {
  std::vector<Wanted> out;
  for (std::size_t n = 0; n < result.leaves.size() && n < kMostLeaves; ++n) {
    const chain::Leaf& leaf = result.leaves[n];
    if (leaf.paths.empty() || leaf.paths.front().end != chain::End::issuer_missing) continue;
    for (const chain::Path& path : leaf.paths) {
      if (path.missing) add_wanted(*path.missing, *result.certificates[path.certificates.back()].artifact, out);
    }
  }
  return out;
}

// Each address once, and no more than are allowed.
void IssuerFetcher::add_wanted(const chain::Missing& missing, const Artifact& subject, std::vector<Wanted>& out) {
  for (const std::string& url : missing.ca_issuers) {
    if (asked_.contains(url)) continue;
    if (asked_.size() >= kMostUrls) {
      cut_ = true;
      return;
    }
    asked_.insert(url);
    out.push_back({url, short_name(subject)});
  }
}

bool IssuerFetcher::fetch(const chain::Examined& result) {
  const std::vector<Wanted> wanted = wanted_by(result);
  if (wanted.empty()) return false;
  if (++rounds_ > kMostRounds) {
    cut_ = true;
    return false;
  }
  std::vector<net::Request> requests;
  for (const Wanted& one : wanted) {
    net::Request request;
    request.url = one.url;
    request.named_by = net::NamedBy::material;
    request.accept = "application/pkix-cert, application/pkcs7-mime, */*;q=0.1";
    request.max_body = kMostBytes;
    requests.push_back(std::move(request));
  }
  std::vector<net::Response> responses = net::fetch_all(requests, options_);
  for (std::size_t n = 0; n < wanted.size(); ++n) keep(wanted[n], std::move(responses[n]));
  return true;
}

void IssuerFetcher::keep(const Wanted& wanted, net::Response&& response) {
  Answer answer{wanted, response.trace, {}};
  if (response.ok()) {
    answer.file = files_.size();
    files_.push_back(load_bytes(wanted.url, response.body, load_options(lang_)));
  }
  answers_.push_back(std::move(answer));
}

// Which certificates came, and whether they are the ones.
void IssuerFetcher::tell(const LoadedFile& file, const chain::Examined& result, Endpoint& endpoint) const {
  std::string names;
  endpoint.good = false;
  for (std::size_t n = 0; n < result.certificates.size(); ++n) {
    const chain::Certificate& one = result.certificates[n];
    if (one.fetched != &file) continue;
    endpoint.good = endpoint.good || is_used(result, n);
    const std::string digest = hex(sha256(one.artifact->der));
    // Whoever takes what came from the network compares all of it.
    names += fmt::format("{}{} (SHA-256 {})", names.empty() ? "" : ", ", short_name(*one.artifact), digest);
    endpoint.fields.push_back({say(lang_, "subject", "主题"), name_text(one.subject)});
    endpoint.fields.push_back({"SHA-256", digest});
  }
  const bool known = std::any_of(file.artifacts.begin(), file.artifacts.end(),
                                 [](const Artifact& artifact) { return artifact.kind == Kind::certificate; });
  if (endpoint.good) {
    endpoint.outcome = say(lang_, "the issuer: {}", "颁发者：{}", names);
  } else if (!names.empty()) {
    endpoint.outcome = say(lang_, "{}, which is not the issuer", "{}，它不是颁发者", names);
  } else if (known) {
    endpoint.outcome = say(lang_, "a certificate that is among the files already", "文件中已有的证书");
  } else {
    const std::string instead = file.looks_like.empty() ? say(lang_, "something else", "其他内容") : file.looks_like;
    endpoint.outcome = say(lang_, "no certificate, but {}", "不是证书，而是{}", instead);
    endpoint.phases.push_back(
        {.phase = "parse", .what = {}, .failure = "no-certificate", .says = endpoint.outcome, .detail = instead});
  }
}

std::vector<Endpoint> IssuerFetcher::endpoints(const chain::Examined& result) const {
  std::vector<Endpoint> out;
  for (const Answer& answer : answers_) {
    Endpoint endpoint = endpoint_of("issuer", answer.wanted.url, answer.wanted.subject, answer.trace, lang_);
    if (const net::Step* failed = answer.trace.failed()) endpoint.outcome = failure_words(*failed, lang_);
    if (answer.file) tell(files_[*answer.file], result, endpoint);
    out.push_back(std::move(endpoint));
  }
  return out;
}

}  // namespace certdoc
