// Whom this machine asks for the time, by the configuration of chrony, systemd-timesyncd, ntpd (ntpsec) and OpenNTPD.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "machine/root.hpp"

namespace certdoc::machine {

struct TimeServer {
  std::string host;  // a DNS name, or an address
  std::uint16_t port = 123;
  bool pool = false;     // a name of many servers
  std::string location;  // `/etc/chrony/chrony.conf:3`
};

struct TimeServers {
  std::vector<TimeServer> servers;  // each once, in the order of the files
  bool cut = false;                 // there are more

  void add(TimeServer server);
};

constexpr std::size_t kMostServers = 16;

// How chronyd can be asked what it knows. Port 0: not at all.
struct ChronyDoor {
  std::string address = "127.0.0.1";
  std::uint16_t port = 323;
};

// Each adds to what is there already.
void read_chrony_servers(const Root& root, TimeServers& out, ChronyDoor& door);
void read_ntp_servers(const Root& root, TimeServers& out);
void read_timesyncd_servers(const Root& root, TimeServers& out);

// Of all of them. What systemd-timesyncd has built in is asked only where it runs and nobody has said anything else.
TimeServers read_time_servers(const Root& root, ChronyDoor& door);

}  // namespace certdoc::machine
