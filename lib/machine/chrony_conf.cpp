// chrony.conf(5): server, pool, peer; include, confdir, sourcedir; cmdport, bindcmdaddress.
#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "machine/time_servers.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

constexpr unsigned kMaxFiles = 64;

using Words = std::vector<std::string_view>;

class ChronyConf {
 public:
  ChronyConf(const Root& root, TimeServers& out, ChronyDoor& door) : root_(root), out_(out), door_(door) {}

  bool read(const std::string& path) {
    if (++files_ > kMaxFiles) return false;
    const auto text = root_.read(path);
    if (!text) return false;
    each_line(*text, [&](std::string_view line, std::size_t number) {
      const Words words = words_of(line);
      if (words.size() < 2 || std::string_view("!;#%").find(words[0].front()) != std::string_view::npos) return;
      take(text::lower(words[0]), words, fmt::format("{}:{}", path, number));
    });
    return true;
  }

 private:
  void take(const std::string& directive, const Words& words, std::string location) {
    if (directive == "server" || directive == "peer" || directive == "pool") {
      add(words, directive == "pool", std::move(location));
    } else if (directive == "include") {
      include(std::string(words[1]));
    } else if (directive == "confdir" || directive == "sourcedir") {
      for (std::size_t n = 1; n < words.size(); ++n) {
        include(fmt::format("{}/*.{}", words[n], directive == "confdir" ? "conf" : "sources"));
      }
    } else if (directive == "cmdport") {
      door_.port = port_of(words[1]).value_or(door_.port);
    } else if (directive == "bindcmdaddress" && (words[1].starts_with("127.") || words[1] == "::1")) {
      door_.address = words[1];
    }
  }

  void add(const Words& words, bool pool, std::string location) {
    TimeServer server{std::string(words[1]), 123, pool, std::move(location)};
    for (std::size_t n = 2; n + 1 < words.size(); ++n) {
      if (text::equal_ignoring_case(words[n], "port")) server.port = port_of(words[n + 1]).value_or(server.port);
    }
    out_.add(std::move(server));
  }

  // The pattern may stand in the name only, which is where people write it.
  void include(const std::string& pattern) {
    const std::size_t slash = pattern.rfind('/');
    if (pattern.front() != '/') return;
    const std::string directory = pattern.substr(0, slash);
    for (const std::string& name : root_.names(directory, pattern.substr(slash + 1))) {
      if (files_ < kMaxFiles) read(fmt::format("{}/{}", directory, name));
    }
  }

  const Root& root_;
  TimeServers& out_;
  ChronyDoor& door_;
  unsigned files_ = 0;
};

}  // namespace

void read_chrony_servers(const Root& root, TimeServers& out, ChronyDoor& door) {
  ChronyConf conf(root, out, door);
  // Debian, and everybody else.
  if (!conf.read("/etc/chrony/chrony.conf")) conf.read("/etc/chrony.conf");
}

}  // namespace certdoc::machine
