// What a server showed, ready to be judged: data that lib/diagnose fills. The checks make findings and endpoints of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "certdoc/report.hpp"
#include "chain/chain.hpp"
#include "check/check.hpp"
#include "net/host_probe.hpp"

namespace certdoc {

// One list of certificates as it was sent, and where.
struct SentChain {
  LoadedFile file;  // the list; its path is the host, with the kind or the address where lists differ
  std::vector<std::string> addresses;  // that sent it
  Bytes staple;                        // an OCSP response that came with it; empty: none did
  bool main = false;                   // what the server likes best sent it

  const Artifact* leaf() const { return file.artifacts.empty() ? nullptr : &file.artifacts.front(); }
};

struct HostScene {
  Lang lang = Lang::en;
  Time now{};
  std::string host;  // `www.example.com:443`: the subject of every finding
  const net::HostQuestion& question;
  const net::HostSeen& seen;
  std::string command;  // `certdoc check-host HOST...` with the user's options, quoted; empty: it cannot be
  const Material* deployed = nullptr;  // --compare
  bool all_deployed = false;           // each of these files is to be served by this host
  bool everything = false;
};

// The different lists that came with the name that was asked for, in the order in which they were seen.
std::vector<SentChain> sent_chains(const HostScene& scene);

// Of the leaf: `www.example.com`; empty: none came, or it cannot be read.
std::string name_of_leaf(const std::vector<Bytes>& chain, Lang lang);

// `ECDSA`, `RSA`: what people call a certificate on this key.
std::string kind_word(const Artifact& leaf);

// Each address with its phases, and what was learned of it.
std::vector<Endpoint> host_endpoints(const HostScene& scene);

// Everything but what the chain engine and the judge of the stapled answer say.
std::vector<Finding> host_findings(const HostScene& scene, const std::vector<SentChain>& chains);

// The parts; each appends.
void find_unreachable(const HostScene& scene, std::vector<Finding>& out);
void find_handshake(const HostScene& scene, std::vector<Finding>& out);
void find_client_certificate(const HostScene& scene, std::vector<Finding>& out);
void find_versions(const HostScene& scene, std::vector<Finding>& out);
void find_name(const HostScene& scene, std::vector<Finding>& out);
void find_differences(const HostScene& scene, std::vector<Finding>& out);
void find_deployed(const HostScene& scene, const std::vector<SentChain>& chains, std::vector<Finding>& out);

// Where the way to the server ended, before it was asked for TLS; null: it did not end there.
const net::Step* unreached(const net::TlsSeen& seen);

}  // namespace certdoc
