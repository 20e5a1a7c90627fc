// Whom a machine asks for the time.
#include <sys/stat.h>

#include "catch.hpp"
#include "machine/clock.hpp"
#include "system_root.hpp"

using namespace certdoc;
using namespace certdoc::machine;
using certdoc::test::SystemRoot;

namespace {

// `host:port location`, a pool with a star.
std::vector<std::string> told(const SystemRoot& system) {
  ChronyDoor door;
  std::vector<std::string> out;
  for (const TimeServer& one : read_time_servers(system.root(), door).servers) {
    out.push_back((one.pool ? "*" : "") + one.host + ":" + std::to_string(one.port) + " " + one.location);
  }
  return out;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("a machine that says nothing asks nobody") {
  const SystemRoot system;
  CHECK(told(system).empty());
}

TEST_CASE("servers, pools and peers of chrony.conf are read, comments are not") {
  const SystemRoot system;
  system.file("/etc/chrony/chrony.conf",
              "# server no.example\n! server no.example\n; server no.example\n% server no.example\n"
              "server ntp1.example.com iburst\n\tPool pool.example.com iburst maxsources 4\npeer 192.0.2.7 port 1123\n"
              "server 2001:db8::1 iburst nts\nserverx no.example\nserver\n");
  CHECK(told(system) == Told{"ntp1.example.com:123 /etc/chrony/chrony.conf:5",
                             "*pool.example.com:123 /etc/chrony/chrony.conf:6",
                             "192.0.2.7:1123 /etc/chrony/chrony.conf:7", "2001:db8::1:123 /etc/chrony/chrony.conf:8"});
}

TEST_CASE("what chrony.conf includes is read too") {
  const SystemRoot system;
  system.file(
      "/etc/chrony.conf",
      "include /etc/more.conf\nconfdir /etc/chrony.d /run/none\nsourcedir /run/chrony-dhcp\ninclude relative.conf\n");
  system.file("/etc/more.conf", "server more.example\n");
  system.file("/etc/chrony.d/b.conf", "server b.example\n");
  system.file("/etc/chrony.d/a.conf", "server a.example\n");
  system.file("/etc/chrony.d/a.conf.bak", "server no.example\n");
  system.file("/run/chrony-dhcp/eth0.sources", "server dhcp.example iburst\n");
  CHECK(told(system) == Told{"more.example:123 /etc/more.conf:1", "a.example:123 /etc/chrony.d/a.conf:1",
                             "b.example:123 /etc/chrony.d/b.conf:1",
                             "dhcp.example:123 /run/chrony-dhcp/eth0.sources:1"});
}

TEST_CASE("files that include each other come to an end") {
  const SystemRoot system;
  system.file("/etc/chrony.conf", "include /etc/chrony.conf\nserver a.example\nconfdir /etc\n");
  CHECK(told(system) == Told{"a.example:123 /etc/chrony.conf:2"});
  system.file("/etc/ntp.conf", "includefile /etc/ntp.conf\nserver b.example\n");
  CHECK(told(system).size() == 2);
}

TEST_CASE("chrony.conf tells where chronyd can be asked") {
  const SystemRoot system;
  TimeServers none;
  ChronyDoor door;
  read_chrony_servers(system.root(), none, door);
  CHECK((door.address == "127.0.0.1" && door.port == 323));
  system.file("/etc/chrony.conf", "cmdport 1323\nbindcmdaddress ::1\nbindcmdaddress /run/chrony/chronyd.sock\n");
  read_chrony_servers(system.root(), none, door);
  CHECK((door.address == "::1" && door.port == 1323));
  system.file("/etc/chrony.conf", "cmdport 0\nbindcmdaddress 192.0.2.1\n");
  read_chrony_servers(system.root(), none, door);
  CHECK((door.address == "::1" && door.port == 0));
}

TEST_CASE("servers of ntpd and OpenNTPD are read, clocks in the machine are not") {
  const SystemRoot system;
  system.file("/etc/ntpsec/ntp.conf",
              "driftfile /var/lib/ntp\npool 0.pool.example iburst # comment\nserver -4 four.example\n"
              "server 127.127.1.0\nrestrict default\n");
  system.file("/etc/openntpd/ntpd.conf", "servers many.example\nserver one.example weight 5\nsensor *\n");
  CHECK(told(system) == Told{"*0.pool.example:123 /etc/ntpsec/ntp.conf:2", "four.example:123 /etc/ntpsec/ntp.conf:3",
                             "*many.example:123 /etc/openntpd/ntpd.conf:1",
                             "one.example:123 /etc/openntpd/ntpd.conf:2"});
}

TEST_CASE("servers of systemd-timesyncd come from its file, its drop-ins and DHCP") {
  const SystemRoot system;
  system.file("/etc/systemd/timesyncd.conf", "[Other]\nNTP=no.example\n[Time]\n#NTP=\nNTP=a.example b.example\n");
  system.file("/usr/lib/systemd/timesyncd.conf", "[Time]\nNTP=hidden.example\n");
  system.file("/usr/lib/systemd/timesyncd.conf.d/10.conf", "[Time]\nNTP=hidden.example\n");
  system.file("/etc/systemd/timesyncd.conf.d/10.conf", "[Time]\nNTP=\nNTP=c.example\n");
  system.file("/run/systemd/netif/state", "DNS=192.0.2.53\nNTP=192.0.2.123\n");
  CHECK(told(system) ==
        Told{"*c.example:123 /etc/systemd/timesyncd.conf.d/10.conf:3", "*192.0.2.123:123 /run/systemd/netif/state:2"});
}

TEST_CASE("what systemd-timesyncd has built in is asked only where it runs and nothing else is configured") {
  const SystemRoot system;
  system.file("/etc/systemd/timesyncd.conf", "[Time]\n#NTP=\n#FallbackNTP=0.pool.example 1.pool.example\n");
  CHECK(told(system).empty());
  system.file("/run/systemd/timesync/synchronized", "");
  CHECK(told(system).size() == 2);
  system.file("/etc/chrony.conf", "server ntp.example\n");
  CHECK(told(system) == Told{"ntp.example:123 /etc/chrony.conf:1"});
}

TEST_CASE("a server is asked once, and sixteen at most") {
  const SystemRoot system;
  system.file("/etc/chrony.conf", "server ntp.example\nserver ntp.example\nserver ntp.example port 124\n");
  system.file("/etc/ntp.conf", "server ntp.example\n");
  CHECK(told(system).size() == 2);
  std::string many;
  for (int n = 0; n < 1000; ++n) many += "server ntp" + std::to_string(n) + ".example\n";
  system.file("/etc/ntp.conf", many);
  ChronyDoor door;
  const TimeServers servers = read_time_servers(system.root(), door);
  CHECK(servers.servers.size() == kMostServers);
  CHECK(servers.cut);
}

TEST_CASE("what could be no host is left out") {
  const SystemRoot system;
  system.file("/etc/chrony.conf", "server -oProxyCommand=x\nserver a;b\nserver $(x)\nserver " + std::string(300, 'a') +
                                      "\nserver \x1b[31m\nserver good.example port 0\nserver ok.example port 99999\n");
  CHECK(told(system) == Told{"ok.example:123 /etc/chrony.conf:7"});
}

TEST_CASE("a FIFO, a directory or a huge file in the place of a configuration does no harm") {
  const SystemRoot system;
  system.file("/etc/keep", "");
  REQUIRE(::mkfifo((system.path() + "/etc/chrony.conf").c_str(), 0600) == 0);
  system.file("/etc/ntp.conf/not-a-file", "");
  system.file("/etc/ntpd.conf", "server first.example\n" + std::string(3'000'000, '#') + "\nserver last.example\n");
  CHECK(told(system) == Told{"first.example:123 /etc/ntpd.conf:1"});
}

TEST_CASE("the hardware clock, its zone, and timesyncd's last success are read") {
  const SystemRoot system;
  MachineClock none = read_machine_clock(system.root());
  CHECK_FALSE(none.hardware.reading);
  CHECK_FALSE(none.hardware.local);
  CHECK_FALSE(none.timesyncd.running);
  CHECK(none.zone.empty());
  system.file("/etc/adjtime", "0.0 1795867200 0.0\n1795867200\nLOCAL\n");
  system.file("/sys/class/rtc/rtc0/since_epoch", "1795867200\n");
  system.file("/run/systemd/timesync/synchronized", "");
  system.link("/etc/localtime", "../usr/share/zoneinfo/Asia/Shanghai");
  MachineClock clock = read_machine_clock(system.root());
  CHECK(clock.hardware.reading == std::chrono::sys_seconds(std::chrono::seconds(1'795'867'200)));
  CHECK(clock.hardware.local);
  CHECK(clock.timesyncd.running);
  CHECK(clock.timesyncd.synchronised);
  CHECK(clock.zone == "Asia/Shanghai");
}

TEST_CASE("a hardware clock that reads nonsense is not read") {
  for (const char* text : {"", "x", "-1", "99999999999999", "12 34"}) {
    const SystemRoot system;
    system.file("/sys/class/rtc/rtc0/since_epoch", text);
    CHECK_FALSE(read_machine_clock(system.root()).hardware.reading);
  }
}

TEST_CASE("the zone of a machine whose localtime is a copy stands in a file") {
  const SystemRoot system;
  system.file("/etc/localtime", "TZif2");
  system.file("/etc/timezone", "Europe/Berlin\n");
  CHECK(read_machine_clock(system.root()).zone == "Europe/Berlin");
}
