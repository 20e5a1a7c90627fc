#include "diagnose/served_chains.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <filesystem>

#include "artifact/loader.hpp"
#include "base/say.hpp"
#include "base/text.hpp"
#include "check/net_words.hpp"
#include "diagnose/examine.hpp"
#include "net/tls_probe.hpp"
#include "net/url.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 16> kEndings{".pem", ".crt", ".cer", ".der", ".p12", ".pfx", ".p7b", ".p7c",
                                                    ".p7s", ".key", ".csr", ".crl", ".jks", ".sst", ".txt", ".cert"};

bool is_like_a_file(const std::string& name) {
  if (name == "-" || name.empty()) return true;
  std::error_code none;
  if (std::filesystem::exists(name, none)) return true;
  if (name.starts_with("https://")) return false;
  if (name.find('/') != std::string::npos) return true;
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return text::ends_with_ignoring_case(name, ending); });
}

Error unserved(const std::string& where, const net::Trace& trace) {
  const net::Step* end = trace.failed();
  const auto why = [&](Lang lang) {
    return end == nullptr ? say(lang, "it shows no certificate", "没有出示证书") : failure_with_place(*end, lang);
  };
  return {Error::Kind::unreadable, fmt::format("{} shows no chain: {}", where, why(Lang::en)),
          "check the name and the port, or give the certificate as a file",
          fmt::format("无法得到 {} 的证书链：{}", where, why(Lang::zh)), "请检查名称和端口，或以文件给出证书"};
}

ServedChain chain_of(const net::TlsProbe& probe, net::TlsSeen seen, const ExamineOptions& options) {
  const std::string where = net::host_and_port(probe.host, probe.port);
  ServedChain out;
  out.endpoint = endpoint_of("tls", where, {}, seen.trace, options.lang);
  out.endpoint.good = !seen.chain.empty();
  Bytes all;
  for (const Bytes& one : seen.chain) all.insert(all.end(), one.begin(), one.end());
  if (!all.empty()) out.file = load_bytes(where, all, load_options(options));
  out.file.path = where;
  if (all.empty()) out.file.error = unserved(where, seen.trace);
  out.endpoint.outcome =
      all.empty() ? std::string() : say(options.lang, "{} certificates", "{} 张证书", seen.chain.size());
  out.staple = std::move(seen.staple);
  return out;
}

}  // namespace

std::optional<net::HostName> host_named(const std::string& name) {
  return is_like_a_file(name) ? std::nullopt : net::parse_host(name);
}

std::vector<ServedChain> served_chains(const std::vector<net::HostName>& hosts, const RevocationOptions& revocation,
                                       const net::Options& net, const ExamineOptions& options) {
  const auto starttls = net::starttls_named(revocation.starttls).value_or(net::Starttls::none);
  std::vector<net::TlsProbe> probes;
  for (const net::HostName& host : hosts) {
    net::TlsProbe probe;
    probe.host = host.host;
    probe.port = host.port.value_or(net::default_port(starttls));
    probe.servername = !revocation.servername.empty() ? revocation.servername : host.address ? "" : host.host;
    probe.starttls = starttls;
    probes.push_back(std::move(probe));
  }
  std::vector<ServedChain> out;
  auto all = net::probe_tls(probes, net);
  for (std::size_t n = 0; n < all.size(); ++n) out.push_back(chain_of(probes[n], std::move(all[n]), options));
  return out;
}

}  // namespace certdoc
