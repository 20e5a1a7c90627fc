#include "diagnose/revocation_fetch.hpp"

#include <algorithm>
#include <future>
#include <utility>

#include "chain/ocsp_request.hpp"
#include "net/fetch.hpp"
#include "net/ldap.hpp"
#include "net/proxy.hpp"
#include "net/url.hpp"

namespace certdoc {
namespace {

using net::Failure;

net::Request request_for(const RevocationScene& scene, Inquiry& one) {
  net::Request request;
  request.url = one.target;
  if (one.ask == Ask::ocsp || one.ask == Ask::issuer) request.max_body = kMostOctets;
  if (one.ask != Ask::ocsp) return request;
  const RevocationSubject& subject = scene.subjects[one.subjects.front()];
  if (one.nonce.empty()) one.nonce = chain::fresh_nonce();
  chain::OcspRequest question =
      chain::ocsp_request(*subject.certificate, *subject.issuer, chain::OcspHash::sha1, one.nonce);
  request.post = std::move(question.der);
  request.content_type = chain::kOcspRequestType;
  request.accept = chain::kOcspResponseType;
  return request;
}

// An answer with another status than 200 is none, whatever came with it.
void settle(net::Response& response) {
  if (response.trace.failed() != nullptr || response.status == 200) return;
  net::Step step =
      net::make_step(net::Phase::response, "HTTP " + std::to_string(response.status), Failure::http_status);
  step.code = response.status;
  response.trace.steps.push_back(std::move(step));
}

// An empty answer did come: what is wrong with it is for its judges to say.
void let_pass(net::Response& response) {
  const net::Step* end = response.trace.failed();
  const bool empty = end != nullptr && end->failure == Failure::body_empty && response.status == 200;
  if (empty) response.trace.steps.back().failure = Failure::none;
}

void take(net::Response response, Inquiry& one) {
  let_pass(response);
  settle(response);
  one.trace = std::move(response.trace);
  one.through_proxy = response.through_proxy;
  one.content_type = std::move(response.content_type);
  if (one.trace.failed() != nullptr) return;
  one.kept = std::move(response.body);
  one.body = one.kept;
}

bool is_waiting(const Inquiry& one) {
  return one.from == Inquiry::From::network && one.trace.steps.empty();
}

// That a proxy is in the way is nothing that an address of the URL's own can be blamed for.
bool may_be_the_way(const net::Step& step) {
  if (step.phase == net::Phase::proxy) return true;  // also a setting that is no proxy at all
  switch (step.failure) {
    case Failure::bad_url:
    case Failure::scheme_refused:
    case Failure::address_refused:
    case Failure::redirect_refused:
    case Failure::local_failed: return false;
    default: return true;
  }
}

enum class Way { none, direct, proxy };

// The way that was not taken.
Way other_way(const Inquiry& one, const NetworkOptions& given) {
  const auto url = net::parse_url(one.target);
  if (!url) return Way::none;
  const bool used = !net::proxy_setting(url->tls, url->host, url->port, given).empty();
  if (used) return Way::direct;
  const std::string& other = url->tls ? given.https_proxy : given.http_proxy;
  return other.empty() ? Way::none : Way::proxy;
}

// Without any proxy, or through the environment's whatever was said against it.
net::Options options_of(Way way, net::Options options) {
  options.given.proxy = way == Way::direct ? "none" : "";
  options.given.no_proxy.clear();
  return options;
}

// In threads of their own, while the others are asked over HTTP.
std::future<std::vector<net::LdapAnswer>> ask_ldap(const RevocationScene& scene, const std::vector<std::size_t>& which,
                                                   const net::Options& options) {
  std::vector<std::string> urls;
  urls.reserve(which.size());
  for (const std::size_t n : which) urls.push_back(scene.inquiries[n].target);
  const auto how = urls.empty() ? std::launch::deferred : std::launch::async;
  return std::async(how, [urls = std::move(urls), server = scene.options.ldap_server, options] {
    return net::fetch_ldap(urls, server, options);
  });
}

void take(net::LdapAnswer answer, Inquiry& one) {
  one.trace = std::move(answer.trace);
  one.kept = std::move(answer.body);
  one.body = one.kept;
}

}  // namespace

void fetch_inquiries(RevocationScene& scene, const net::Options& options, net::Clock::time_point deadline,
                     const FileProgress& progress) {
  std::vector<std::size_t> which, ldap;
  std::vector<net::Request> requests;
  for (std::size_t n = 0; n < scene.inquiries.size(); ++n) {
    Inquiry& one = scene.inquiries[n];
    if (!is_waiting(one)) continue;
    if (one.is_ldap() && scene.options.ldap) {
      ldap.push_back(n);
    } else if (one.is_ldap()) {
      one.trace.steps.push_back(net::make_step(net::Phase::url, one.url, Failure::scheme_refused, "ldap"));
    } else {
      which.push_back(n);
      requests.push_back(request_for(scene, one));
    }
  }
  net::Options until = options;
  until.deadline = deadline;
  auto directories = ask_ldap(scene, ldap, until);
  if (!requests.empty()) {
    auto responses = net::fetch_all(requests, until, progress);
    for (std::size_t n = 0; n < which.size(); ++n) take(std::move(responses[n]), scene.inquiries[which[n]]);
  }
  auto answers = directories.get();
  for (std::size_t n = 0; n < ldap.size(); ++n) take(std::move(answers[n]), scene.inquiries[ldap[n]]);
}

void fetch_other_way(RevocationScene& scene, const net::Options& options) {
  for (const Way way : {Way::direct, Way::proxy}) {
    std::vector<Inquiry*> which;
    std::vector<net::Request> requests;
    for (Inquiry& one : scene.inquiries) {
      const net::Step* end = one.trace.failed();
      if (end == nullptr || one.other_way || one.is_ldap() || !may_be_the_way(*end)) continue;
      if (other_way(one, options.given) != way) continue;
      which.push_back(&one);
      requests.push_back(request_for(scene, one));
    }
    if (which.empty()) continue;
    auto responses = net::fetch_all(requests, options_of(way, options));
    for (std::size_t n = 0; n < which.size(); ++n) {
      settle(responses[n]);
      const bool works = responses[n].trace.failed() == nullptr;
      which[n]->other_way = OtherWay{way == Way::direct, std::move(responses[n].trace), works};
    }
  }
}

bool may_use_proxy(const NetworkOptions& given) {
  return (!given.proxy.empty() && given.proxy != "none") || !given.http_proxy.empty() || !given.https_proxy.empty();
}

std::string proxy_text(const NetworkOptions& given) {
  const std::string& setting = !given.proxy.empty() && given.proxy != "none" ? given.proxy
                               : !given.http_proxy.empty()                   ? given.http_proxy
                                                                             : given.https_proxy;
  const auto proxy = net::parse_proxy(setting);
  return proxy ? proxy->text : std::string();
}

}  // namespace certdoc
