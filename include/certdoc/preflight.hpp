// Before a deployment: are these files ready for their target, are those that a server is configured with? Examines
// what the other commands examine, and decides. Nothing here uses the network unless `network` is set, and no program
// is run unless `ask_server` says so.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certdoc/examine.hpp"
#include "certdoc/export.hpp"
#include "certdoc/network.hpp"

namespace certdoc {

struct PreflightOptions {
  std::string trust = "system";  // as in ChainOptions
  std::string host;              // DNS name or IP address; empty: not asked
  // How long the certificates have to last: an error where they do not. Without it, a warning in the last 14 days.
  std::optional<int> days;
  std::shared_ptr<const NetworkOptions> network;  // with it: revocation, missing issuers, time servers
  bool own_clock = false;                         // ExamineOptions::time is what the clock of this machine shows
  std::string root = "/";                         // where the system stands whose configuration is read

  std::string server;       // one of preflight_servers, or auto; empty: files
  std::string config;       // where its configuration begins; empty: where distributions have it
  std::string working;      // the directory from which relative paths of HAProxy count
  bool ask_server = false;  // run the server's own test of its configuration, and tell what it says
};

CERTDOC_API Report preflight(const std::vector<std::string>& paths, const KnowledgeBase& knowledge,
                             const ExamineOptions& options, const PreflightOptions& preflight);

// What `server` may be, beside auto.
CERTDOC_API std::vector<std::string> preflight_servers();

}  // namespace certdoc
