// ntp.conf(5) of ntpd and ntpsec, ntpd.conf(5) of OpenNTPD.
#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "machine/time_servers.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

constexpr std::array<const char*, 4> kFiles{"/etc/ntpsec/ntp.conf", "/etc/ntp.conf", "/etc/openntpd/ntpd.conf",
                                            "/etc/ntpd.conf"};
constexpr unsigned kMaxDepth = 5;  // as ntpd

// 127.127.t.u is a clock that is built into or plugged into the machine.
bool is_driver(std::string_view host) {
  return host.starts_with("127.127.");
}

void read_file(const Root& root, const std::string& path, unsigned depth, TimeServers& out) {
  const auto text = root.read(path);
  if (!text || depth == kMaxDepth) return;
  each_line(*text, [&](std::string_view line, std::size_t number) {
    auto words = words_of(line.substr(0, line.find('#')));
    if (words.size() > 2 && (words[1] == "-4" || words[1] == "-6")) words.erase(words.begin() + 1);
    if (words.size() < 2) return;
    const std::string directive = text::lower(words[0]);
    if (directive == "includefile" && words[1].starts_with('/')) {
      if (!out.cut) read_file(root, std::string(words[1]), depth + 1, out);
    } else if (directive == "server" || directive == "peer" || directive == "pool" || directive == "servers") {
      const bool pool = directive == "pool" || directive == "servers";
      if (!is_driver(words[1])) out.add({std::string(words[1]), 123, pool, fmt::format("{}:{}", path, number)});
    }
  });
}

}  // namespace

void read_ntp_servers(const Root& root, TimeServers& out) {
  for (const char* file : kFiles) read_file(root, file, 0, out);
}

}  // namespace certdoc::machine
