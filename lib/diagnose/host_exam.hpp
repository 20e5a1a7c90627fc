// One host: what handshakes showed, judged and written into a report.
#pragma once

#include <string>
#include <vector>

#include "certdoc/host.hpp"
#include "chain/public_suffix.hpp"
#include "chain/trust.hpp"
#include "check/host.hpp"
#include "diagnose/answer.hpp"

namespace certdoc {

// What all hosts have in common.
struct HostTools {
  const ExamineOptions& options;
  const HostOptions& host;
  const NetworkOptions& network;
  Context context;
  chain::TrustSet trust;
  chain::PublicSuffixes suffixes;
  Material deployed;   // --compare
  bool few = true;     // so few hosts that OpenSSL may be asked for its opinion
  bool single = true;  // one host
};

struct HostCase {
  std::string name;     // `www.example.com:443`, `mail.example.com:587 STARTTLS smtp`
  std::string command;  // `certdoc check-host ...`, quoted; empty: it cannot be
  net::HostQuestion question;
  net::HostSeen seen;
};

void examine_host(HostTools& tools, const HostCase& host, Answer& answer);

// HostOptions::tsa
void examine_timestamps(HostTools& tools, const net::Options& options, Answer& answer);

}  // namespace certdoc
