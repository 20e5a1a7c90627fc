// Whom check-clock asks for the time, and what they answered, as sources to be judged and endpoints to be shown.
#pragma once

#include <string>
#include <vector>

#include "certdoc/clock.hpp"
#include "check/clock.hpp"
#include "net/fetch.hpp"
#include "net/ntp.hpp"
#include "net/tls_probe.hpp"

namespace certdoc {

struct ClockQuestions {
  std::vector<net::NtpServer> ntp;
  std::vector<std::string> locations;  // of each, where it is configured; empty: the person named it
  std::vector<std::string> http;       // URLs
  std::vector<net::TlsProbe> tls;
};

struct ClockAnswers {
  std::vector<net::NtpAnswer> ntp;
  std::vector<net::Response> http;
  std::vector<net::Response> tls_http;  // over each TLS server, if it speaks HTTP
  std::vector<net::TlsSeen> tls;
  net::WallTime ended;  // when all of them had answered
};

// The servers that the person named, else those of the configuration.
ClockQuestions clock_questions(const ClockOptions& clock, const machine::TimeServers& configured);

// All side by side, each with the whole time that there is: one that is dead takes nothing from the others.
ClockAnswers ask_for_time(const ClockQuestions& questions, const ClockOptions& clock, const net::Options& options);

// One source for each answer, in the order of the endpoints. `shift`: how far the clock in question is ahead of this
// machine's.
std::vector<ClockSource> clock_sources(const ClockQuestions& questions, const ClockAnswers& answers, Micros shift);

}  // namespace certdoc
