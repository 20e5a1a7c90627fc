// Asks a chronyd on this machine what it knows. It only looks.
#pragma once

#include <optional>
#include <string>

#include "net/chrony_packet.hpp"
#include "net/options.hpp"

namespace certdoc::net {

struct ChronyState {
  bool answered = false;
  std::optional<ChronyTracking> tracking;  // empty: it answered something that we do not understand
};

// On loopback, where chronyd lets everybody look; waits a second at most. Port 0: chronyd listens nowhere.
ChronyState ask_chronyd(const std::string& address, std::uint16_t port, const Options& options);

}  // namespace certdoc::net
