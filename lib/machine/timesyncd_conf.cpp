// timesyncd.conf(5), its drop-ins, and what systemd-networkd was told by DHCP.
#include <fmt/format.h>
#include <array>
#include <map>

#include "base/text.hpp"
#include "machine/time_servers.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

// The first one that has a file of a name hides the others (systemd.unit(5), drop-ins).
constexpr std::array<const char*, 4> kDirectories{"/etc/systemd", "/run/systemd", "/usr/local/lib/systemd",
                                                  "/usr/lib/systemd"};

struct Setting {
  std::vector<TimeServer> servers;
  std::vector<TimeServer> fallback;
  std::vector<TimeServer> built_in;  // systemd writes its defaults into the file as a comment
};

void assign(std::string_view value, const std::string& location, std::vector<TimeServer>& list) {
  const auto words = words_of(value);
  if (words.empty()) list.clear();
  for (const auto word : words) list.push_back({std::string(word), 123, true, location});
}

void read_setting(const Root& root, const std::string& path, Setting& setting) {
  const auto text = root.read(path);
  if (!text) return;
  bool time = false;
  each_line(*text, [&](std::string_view line, std::size_t number) {
    line = text::trim(line);
    if (line.starts_with('[')) time = line == "[Time]";
    const std::string location = fmt::format("{}:{}", path, number);
    const auto value = [&](std::string_view key) { return line.substr(key.size()); };
    if (!time) return;
    if (line.starts_with("NTP=")) assign(value("NTP="), location, setting.servers);
    if (line.starts_with("FallbackNTP=")) assign(value("FallbackNTP="), location, setting.fallback);
    if (line.starts_with("#FallbackNTP=")) assign(value("#FallbackNTP="), location, setting.built_in);
  });
}

// Name to path, of the directory that comes first.
std::map<std::string, std::string> drop_ins(const Root& root) {
  std::map<std::string, std::string> out;
  for (const char* directory : kDirectories) {
    const std::string path = fmt::format("{}/timesyncd.conf.d", directory);
    for (const std::string& name : root.names(path, "*.conf")) out.try_emplace(name, fmt::format("{}/{}", path, name));
  }
  return out;
}

void read_network_state(const Root& root, Setting& setting) {
  const std::string path = "/run/systemd/netif/state";
  const auto text = root.read(path);
  if (!text) return;
  each_line(*text, [&](std::string_view line, std::size_t number) {
    if (line.starts_with("NTP=") && line.size() > 4) {
      assign(line.substr(4), fmt::format("{}:{}", path, number), setting.servers);
    }
  });
}

}  // namespace

void read_timesyncd_servers(const Root& root, TimeServers& out) {
  Setting setting;
  for (const char* directory : kDirectories) {
    const std::string path = fmt::format("{}/timesyncd.conf", directory);
    if (!root.exists(path)) continue;
    read_setting(root, path, setting);
    break;
  }
  for (const auto& [name, path] : drop_ins(root)) read_setting(root, path, setting);
  read_network_state(root, setting);
  const bool runs = root.exists("/run/systemd/timesync");
  auto& chosen = !setting.servers.empty()    ? setting.servers
                 : !setting.fallback.empty() ? setting.fallback
                                             : setting.built_in;
  if (chosen.empty() || (!runs && setting.servers.empty())) return;
  // Whoever has another daemon configured does not use what is only there for the case that nothing is.
  if (setting.servers.empty() && !out.servers.empty()) return;
  for (TimeServer& server : chosen) out.add(std::move(server));
}

}  // namespace certdoc::machine
