// What every part of lib/net needs to know: how long, over which proxy, to which addresses.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "certdoc/network.hpp"

namespace certdoc::net {

using Clock = std::chrono::steady_clock;

// Who named the host decides where it may lead: a person may name any address; a URL out of a certificate or a redirect
// may not lead to loopback, link-local or multicast addresses without --allow-private, nor from a public address to
// RFC 1918.
enum class NamedBy { user, material };

// What the resolver said: addresses as text, or an EAI_ code and its words.
struct LookupResult {
  std::vector<std::string> addresses;
  int error = 0;
  std::string detail;
};

// Name to addresses; may block for as long as it likes. Called in a thread of its own.
using Lookup = std::function<LookupResult(const std::string& host, AddressFamily family)>;

struct Options {
  NetworkOptions given;
  Clock::time_point deadline;  // of the whole command; kept whatever a peer does
  std::size_t parallel = 64;   // endpoints under way at once
  unsigned redirects = 5;      // followed for one request
  std::size_t header_bytes = 64U * 1024U;
  std::uint64_t all_bodies = 256ULL * 1024U * 1024U;        // what the answers to one fetch_all may take together
  std::vector<std::string> trust_files, trust_directories;  // for Request::verify_tls
  Lookup lookup;                                            // empty: getaddrinfo
};

// The deadline from `given.timeout`, counted from now.
Options options_from(const NetworkOptions& given);

}  // namespace certdoc::net
