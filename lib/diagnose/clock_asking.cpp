#include "diagnose/clock_asking.hpp"

#include <fmt/format.h>
#include <future>

#include "diagnose/clock_reading.hpp"
#include "net/host_name.hpp"
#include "net/url.hpp"

namespace certdoc {
namespace {

constexpr std::uint16_t kNtpPort = 123, kHttpsPort = 443;
constexpr std::size_t kPoolAddresses = 4;  // as chrony takes of a pool

std::string url_of(const net::TlsProbe& probe) {
  return fmt::format("https://{}/", net::host_and_port(probe.host, probe.port));
}

net::Request date_request(const std::string& url) {
  net::Request request;
  request.url = url;
  request.named_by = net::NamedBy::user;
  request.head = true;
  request.max_body = 1;
  return request;
}

net::NtpOptions ntp_options(const ClockOptions& clock) {
  net::NtpOptions how;
  how.enough = clock.max_skew / 50;  // what a longer way back than there can hide is a hundredth of what is allowed
  if (clock.samples > 0) {
    how.samples = clock.samples;
    how.enough = Micros(-1);
  }
  return how;
}

std::vector<net::Response> fetch_dates(const std::vector<std::string>& urls, net::Options options) {
  std::vector<net::Request> requests;
  for (const std::string& url : urls) requests.push_back(date_request(url));
  options.redirects = 0;  // the Date of the first answer is as good as that of any other
  return requests.empty() ? std::vector<net::Response>{} : net::fetch_all(requests, options);
}

// One connection after the other: some servers have but one, and without TLS there is nothing to ask for.
void ask_tls(const ClockQuestions& questions, const net::Options& options, ClockAnswers& out) {
  if (questions.tls.empty()) return;
  out.tls = net::probe_tls(questions.tls, options);
  out.tls_http.resize(out.tls.size());
  std::vector<std::string> urls;
  std::vector<std::size_t> of;
  for (std::size_t n = 0; n < out.tls.size(); ++n) {
    if (!out.tls[n].complete) continue;
    urls.push_back(url_of(questions.tls[n]));
    of.push_back(n);
  }
  auto responses = fetch_dates(urls, options);
  for (std::size_t n = 0; n < of.size(); ++n) out.tls_http[of[n]] = std::move(responses[n]);
}

}  // namespace

ClockQuestions clock_questions(const ClockOptions& clock, const machine::TimeServers& configured) {
  ClockQuestions out;
  for (const std::string& name : clock.ntp) {
    const auto host = net::parse_host(name);
    if (!host) continue;
    out.ntp.push_back({host->host, host->port.value_or(kNtpPort), kPoolAddresses});
    out.locations.emplace_back();
  }
  out.http = clock.http;
  for (const std::string& name : clock.tls) {
    const auto host = net::parse_host(name);
    if (!host) continue;
    net::TlsProbe probe;
    probe.host = host->host;
    probe.port = host->port.value_or(kHttpsPort);
    if (!host->address) probe.servername = host->host;
    out.tls.push_back(std::move(probe));
  }
  if (!out.ntp.empty() || !out.http.empty() || !out.tls.empty()) return out;
  for (const machine::TimeServer& server : configured.servers) {
    out.ntp.push_back({server.host, server.port, server.pool ? kPoolAddresses : 1});
    out.locations.push_back(server.location);
  }
  return out;
}

ClockAnswers ask_for_time(const ClockQuestions& questions, const ClockOptions& clock, const net::Options& options) {
  ClockAnswers out;
  auto web = std::async(std::launch::async, [&] { return fetch_dates(questions.http, options); });
  auto tls = std::async(std::launch::async, [&] { ask_tls(questions, options, out); });
  std::vector<net::NtpAnswer> ntp;
  if (!questions.ntp.empty()) ntp = net::ask_ntp(questions.ntp, ntp_options(clock), options);
  tls.get();
  out.ntp = std::move(ntp);
  out.http = web.get();
  out.ended = net::wall_now();
  return out;
}

std::vector<ClockSource> clock_sources(const ClockQuestions& questions, const ClockAnswers& answers, Micros shift) {
  std::vector<ClockSource> out;
  for (const net::NtpAnswer& answer : answers.ntp) out.push_back(ntp_source(questions, answer, answers));
  for (std::size_t n = 0; n < answers.http.size(); ++n) {
    out.push_back({ClockSourceKind::http_date, net::masked(questions.http[n]), date_bounds(answers.http[n]), true});
  }
  for (std::size_t n = 0; n < answers.tls.size(); ++n) {
    out.push_back(tls_source(questions.tls[n], answers.tls_http[n], answers.tls[n], answers.ended));
  }
  for (ClockSource& source : out) {
    if (!source.bounds) continue;
    source.bounds->earliest -= shift;
    if (!source.bounds->is_floor()) source.bounds->latest -= shift;
  }
  return out;
}

}  // namespace certdoc
