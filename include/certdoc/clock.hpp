// Is the clock of this machine right, and would it matter for these certificates? Sets no clock.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "certdoc/examine.hpp"
#include "certdoc/export.hpp"
#include "certdoc/network.hpp"

namespace certdoc {

struct ClockOptions {
  // Whom to ask; nobody: the servers that this machine is configured to ask.
  std::vector<std::string> ntp;   // HOST, HOST:PORT
  std::vector<std::string> http;  // URL: the Date header
  std::vector<std::string> tls;   // HOST, HOST:PORT: what a TLS server shows of the time
  std::chrono::microseconds max_skew{60'000'000};
  unsigned samples = 0;    // of each NTP server; 0: as many as it takes, 4 at most
  std::string root = "/";  // where the system stands whose configuration is looked at

  // How far the clock in question (ExamineOptions::time) is ahead of this machine's, where it is another one: what this
  // machine says of its own clock is not looked at then.
  std::optional<std::chrono::microseconds> shift;
  std::optional<std::chrono::seconds> utc_offset;  // of this machine's time zone
};

// What is wrong with the names in the options; nothing where they can be asked.
CERTDOC_API std::optional<Error> unfit_clock_options(const ClockOptions& clock);

// The files are what the clock may matter for.
CERTDOC_API Report check_clock(const std::vector<std::string>& paths, const KnowledgeBase& knowledge,
                               const ExamineOptions& options, const NetworkOptions& network, const ClockOptions& clock);

}  // namespace certdoc
