// Everything that can be said of some material: each file is loaded once, every check that applies runs over it, and
// what they find is one list. For commands that join checks (diagnose, preflight).
//
//   Examination all;
//   all.paths = {"server.pfx", "ssl"};
//   all.options = ...;                    // target, time, language, passwords
//   Report report = examine_all(all, knowledge);
//
// Nothing is asked over the network unless `network` is set: then the hosts that are named, and with `online` whatever
// the certificates name (CRLs, OCSP responders, issuers) and `clock`'s servers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certdoc/clock.hpp"
#include "certdoc/examine.hpp"
#include "certdoc/host.hpp"
#include "certdoc/network.hpp"
#include "certdoc/report.hpp"
#include "certdoc/revocation.hpp"
#include "check/check.hpp"
#include "diagnose/examine.hpp"

namespace certdoc {

struct Examination {
  std::vector<std::string> paths;  // files that were named, directories (walked as `match` does), `-`
  std::vector<HeldFile> held;      // what was read already
  std::vector<HostTarget> hosts;   // need `network`

  ExamineOptions options;  // `everything` is meant to be true: without it less is ruled out
  ChainOptions chain;      // trust, host, purpose, profile; nothing is written, `online` below decides about fetching
  bool chains = true;      // judge paths of the files
  HostOptions host;        // its trust and profile are those of `chain`; `compare` is filled from the files named
  RevocationOptions revocation;  // its trust is that of `chain`

  std::shared_ptr<const NetworkOptions> network;  // null: nothing is asked, whatever else is set
  bool online = false;                            // ask about revocation and fetch missing issuers
  std::optional<ClockOptions> clock;              // ask for the time

  // Further checks of the command, over the same material.
  std::function<std::vector<Finding>(const Material&, const Context&)> also;

  // Called once, when everything is loaded and before it is judged: target and purpose may follow from the material.
  std::function<void(const Material& material, ExamineOptions& options, ChainOptions& chain)> settle;

  // Facts that were collected on another machine: files of fact_files.hpp.
  std::vector<std::string> facts;
  // Somebody said which program it is about; a target that follows from the material is none of which services are due.
  bool target_named = true;

  // What is known from elsewhere: judged like what a check found.
  std::vector<Finding> extra;
};

// The report has inputs, objects, chains, endpoints, errors, notes and the merged findings (merge_findings.hpp), each
// completed from the knowledge base; its command and table are left to the caller.
Report examine_all(const Examination& all, const KnowledgeBase& knowledge, const FileProgress& progress = {});

}  // namespace certdoc
