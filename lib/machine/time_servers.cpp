#include "machine/time_servers.hpp"

#include <algorithm>

#include "machine/words.hpp"

namespace certdoc::machine {

void TimeServers::add(TimeServer server) {
  const auto same = [&](const TimeServer& known) { return known.host == server.host && known.port == server.port; };
  if (!is_host(server.host) || server.port == 0 || std::any_of(servers.begin(), servers.end(), same)) return;
  cut = servers.size() >= kMostServers;
  if (!cut) servers.push_back(std::move(server));
}

TimeServers read_time_servers(const Root& root, ChronyDoor& door) {
  TimeServers out;
  read_chrony_servers(root, out, door);
  read_ntp_servers(root, out);
  read_timesyncd_servers(root, out);
  return out;
}

}  // namespace certdoc::machine
