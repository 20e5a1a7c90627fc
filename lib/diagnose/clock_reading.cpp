#include "diagnose/clock_reading.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>

#include "artifact/objects.hpp"
#include "chain/ocsp_response.hpp"
#include "net/http_date.hpp"
#include "net/url.hpp"

namespace certdoc {
namespace {

net::WallTime wall(std::chrono::system_clock::time_point time) {
  return std::chrono::time_point_cast<Micros>(time);
}

std::optional<std::uint32_t> seconds_of(const std::string& age) {
  std::uint32_t seconds = 0;
  const auto [stop, error] = std::from_chars(age.data(), age.data() + age.size(), seconds);
  if (age.empty() || error != std::errc() || stop != age.data() + age.size()) return std::nullopt;
  return seconds;
}

// `ntp.example.com`; with the address where several of the name were asked.
std::string ntp_name(const net::NtpServer& server, const net::NtpAnswer& answer, bool several) {
  const std::string name = server.port == 123 ? server.host : net::host_and_port(server.host, server.port);
  return several ? fmt::format("{} ({})", name, answer.address.substr(0, answer.address.rfind(':'))) : name;
}

}  // namespace

ClockSource ntp_source(const ClockQuestions& questions, const net::NtpAnswer& answer, const ClockAnswers& all) {
  const auto of_server = std::count_if(all.ntp.begin(), all.ntp.end(),
                                       [&](const net::NtpAnswer& one) { return one.server == answer.server; });
  ClockSource source;
  source.kind = ClockSourceKind::ntp;
  source.name = ntp_name(questions.ntp[answer.server], answer, of_server > 1);
  if (answer.best) {
    source.bounds =
        ClockBounds{answer.best->offset - answer.best->uncertainty, answer.best->offset + answer.best->uncertainty};
  }
  return source;
}

std::optional<ClockBounds> date_bounds(const net::Response& response) {
  const auto date = net::parse_http_date(response.date);
  if (!date) return std::nullopt;
  const auto bounds =
      net::http_offset(*date, seconds_of(response.age), wall(response.sent_at), wall(response.headers_at));
  return ClockBounds{bounds.earliest, bounds.latest};
}

std::optional<Time> staple_time(const net::TlsSeen& seen) {
  if (seen.staple.empty()) return std::nullopt;
  const chain::OcspRead read = chain::read_ocsp_view(seen.staple);
  return read.whole() && read.view.basic ? std::optional(read.view.produced_at) : std::nullopt;
}

std::optional<Time> youngest_begin(const net::TlsSeen& seen) {
  std::optional<Time> youngest;
  for (const Bytes& der : seen.chain) {
    Artifact artifact;
    artifact.kind = Kind::certificate;
    artifact.der = der;
    if (!read_certificate(artifact, Lang::en)) continue;
    youngest = std::max(youngest.value_or(artifact.certificate->not_before), artifact.certificate->not_before);
  }
  return youngest;
}

ClockSource tls_source(const net::TlsProbe& probe, const net::Response& http, const net::TlsSeen& seen,
                       net::WallTime seen_before) {
  ClockSource source;
  source.kind = ClockSourceKind::tls;
  source.name = probe.port == 443 ? probe.host : net::host_and_port(probe.host, probe.port);
  source.bounds = date_bounds(http);
  if (source.bounds) return source;
  const auto staple = staple_time(seen), begin = youngest_begin(seen);
  if (!staple && !begin) return source;
  source.read_off_a_clock = staple && (!begin || *staple >= *begin);
  source.bounds = ClockBounds{(source.read_off_a_clock ? *staple : *begin) - seen_before, Micros::max()};
  return source;
}

}  // namespace certdoc
