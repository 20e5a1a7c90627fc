// What handshakes tell of a server: each address behind its name, with and without the name (SNI), each kind of
// certificate, each version of the protocol. Facts; lib/check judges them.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "net/tls_probe.hpp"

namespace certdoc::net {

struct HostQuestion {
  std::string host;  // a DNS name, or an address without brackets
  std::uint16_t port = 443;
  Starttls starttls = Starttls::none;
  std::string servername;  // SNI; empty: none is sent
  bool quick = false;      // one handshake with the first address that answers
};

enum class Offered { unknown, no, yes };

// TLS 1.3 last.
inline constexpr std::array kVersions{TlsVersion::ssl3, TlsVersion::tls10, TlsVersion::tls11, TlsVersion::tls12,
                                      TlsVersion::tls13};

struct AddressSeen {
  TlsSeen main;  // whatever the server likes best; with SNI
  // The certificate of the other kind: ECDSA where `main` has RSA, and vice versa; empty: not asked.
  std::optional<TlsSeen> other_kind;
  std::optional<TlsSeen> without_name;  // without SNI, the same kind; empty: not asked
  std::array<Offered, kVersions.size()> versions{};

  Offered offers(TlsVersion version) const { return versions.at(static_cast<std::size_t>(version) & 0xFFU); }
};

struct HostSeen {
  Trace resolve;  // empty where the address was given, or the proxy resolves
  std::vector<AddressSeen> addresses;
  bool through_proxy = false;
};

// `seen` belongs to questions[index]; told as soon as it is known, on the caller's thread.
using HostDone = std::function<void(std::size_t index, HostSeen&& seen)>;

// How many hosts are under way at once.
std::size_t hosts_at_once(bool quick);

// Each host has its share of the time: what is left for `waves` of hosts is divided among them.
void probe_hosts(const std::vector<HostQuestion>& questions, const Options& options, const HostDone& done);

}  // namespace certdoc::net
