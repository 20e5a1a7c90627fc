// SNTP: many servers side by side, several samples of each. Blocks until all have answered, or given up, or the
// deadline has come. Sets no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/ntp_packet.hpp"
#include "net/options.hpp"
#include "net/trace.hpp"

namespace certdoc::net {

struct NtpServer {
  std::string host;  // a DNS name, or an address without brackets
  std::uint16_t port = 123;
  std::size_t addresses = 4;  // of the name that are asked
};

struct NtpOptions {
  unsigned samples = 4;                      // of one address, at most
  Micros enough{500'000};                    // a sample with no more delay than this ends the asking
  std::chrono::milliseconds interval{2000};  // between questions to one address; servers refuse who asks faster
};

// One address that was asked; of a name that did not resolve, the name.
struct NtpAnswer {
  std::size_t server = 0;  // index into what was asked
  std::string address;     // `192.0.2.1:123`; empty: none was found
  Trace trace;             // resolve, answer
  unsigned asked = 0;
  unsigned answered = 0;                  // of these, with a time
  NtpRefusal refusal = NtpRefusal::none;  // the last one, where no sample was good
  std::string kiss;                       // the code, where the server refused; it was not asked again
  std::optional<NtpSample> best;          // of all samples, the least uncertain
  NtpReply reply;                         // that it came from, or the one that was refused
};

// In the order of the servers, and of the addresses of each.
std::vector<NtpAnswer> ask_ntp(const std::vector<NtpServer>& servers, const NtpOptions& how, const Options& options);

}  // namespace certdoc::net
