// What the commands that use the network have in common. Nothing here is read from the environment: apps/ does that.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "certdoc/error.hpp"
#include "certdoc/examine.hpp"
#include "certdoc/export.hpp"

namespace certdoc {

enum class AddressFamily { any, ipv4, ipv6 };

struct NetworkOptions {
  // For the whole command, whatever the peers do.
  std::chrono::milliseconds timeout{10'000};
  bool timeout_given = false;  // else many endpoints get more, and the report says so
  // URLs that were read from files or servers may lead to loopback, link-local and multicast addresses too.
  bool allow_private = false;
  std::string proxy;                    // --proxy URL; `none`: no proxy whatever the environment says; empty: not given
  std::string http_proxy, https_proxy;  // of the environment
  std::string no_proxy;                 // of the environment, `host,.domain,10.0.0.0/8,*`
  std::vector<std::string> resolve;     // HOST:PORT:ADDRESS[,ADDRESS]... instead of asking the resolver; HOST may be *
  AddressFamily family = AddressFamily::any;
  std::uint64_t max_body = 64ULL * 1024 * 1024;  // bytes of one answer
};

// What was typed wrongly in `proxy` and `resolve`: an Error of usage. What the environment says is judged when it is
// used.
CERTDOC_API Result<void> validate(const NetworkOptions& options);

}  // namespace certdoc
