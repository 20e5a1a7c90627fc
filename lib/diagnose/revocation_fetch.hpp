// Asks what was planned over the network and puts the answers where they belong.
#pragma once

#include <chrono>

#include "certdoc/examine.hpp"
#include "check/revocation.hpp"
#include "net/options.hpp"

namespace certdoc {

// Every inquiry that was not asked yet, side by side, until `deadline`.
void fetch_inquiries(RevocationScene& scene, const net::Options& options, net::Clock::time_point deadline,
                     const FileProgress& progress);

// Those that failed, by the way that was not configured: without the proxy, or through it.
void fetch_other_way(RevocationScene& scene, const net::Options& options);

// Whether a proxy is configured for any of them.
bool may_use_proxy(const NetworkOptions& given);

// The configured proxy as people call it, without credentials; empty: none.
std::string proxy_text(const NetworkOptions& given);

}  // namespace certdoc
