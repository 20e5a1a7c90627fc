// Which certificates a configuration of HAProxy uses.
#include "catch.hpp"
#include "server_configs.hpp"
#include "system_root.hpp"

using namespace certdoc;
using namespace certdoc::machine;
using namespace certdoc::test;

namespace {

constexpr const char* kConf = "/etc/haproxy/haproxy.cfg";

ServerConfig read(const SystemRoot& system) {
  return read_haproxy(system.root(), "", "/work");
}

}  // namespace

TEST_CASE("haproxy: files, their bases, and keys beside them", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              "global\n  user haproxy # who\n  crt-base /etc/ssl/private\n  ca-base /etc/ssl/certs\nfrontend web\n"
              "  bind :443 ssl crt site.pem crt \"/other dir/x.pem\" ca-file ca.pem\n  bind :80\n"
              "backend b\n  server one 127.0.0.1:1 ssl crt client.pem ca-file @system-ca\n");
  system.file("/etc/ssl/private/site.pem.key", "");
  const ServerConfig config = read(system);
  CHECK((config.user && config.user->value == "haproxy"));
  CHECK(sets_of(config) == Lines{"server /etc/ssl/private/site.pem@/etc/haproxy/haproxy.cfg:6"
                                 " key /etc/ssl/private/site.pem.key@/etc/haproxy/haproxy.cfg:6",
                                 "server /other dir/x.pem@/etc/haproxy/haproxy.cfg:6",
                                 "client /etc/ssl/private/client.pem@/etc/haproxy/haproxy.cfg:9"});
  CHECK(trust_of(config) == Lines{"ca-file /etc/ssl/certs/ca.pem@/etc/haproxy/haproxy.cfg:6"});
  CHECK(config.notes.empty());
}

TEST_CASE("haproxy: directories, bundles, and extensions that are dropped", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, "global\n  ssl-load-extra-del-ext\nlisten a\n  bind :1 ssl crt /d crt /b.pem crt /c.crt\n");
  for (const char* name : {"/d/b.pem", "/d/a.pem", "/d/a.key", "/d/a.pem.ocsp", "/d/.hidden", "/d/sub/x.pem",
                           "/b.pem.rsa", "/b.pem.ecdsa", "/c.crt", "/c.key"}) {
    system.file(name, "");
  }
  CHECK(sets_of(read(system)) ==
        Lines{"server /d/a.pem@/etc/haproxy/haproxy.cfg:4 key /d/a.key@/etc/haproxy/haproxy.cfg:4",
              "server /d/b.pem@/etc/haproxy/haproxy.cfg:4", "server /b.pem.rsa@/etc/haproxy/haproxy.cfg:4",
              "server /b.pem.ecdsa@/etc/haproxy/haproxy.cfg:4",
              "server /c.crt@/etc/haproxy/haproxy.cfg:4 key /c.key@/etc/haproxy/haproxy.cfg:4"});
}

TEST_CASE("haproxy: no keys are looked for where that is switched off", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, "global\n  ssl-load-extra-files none\nlisten a\n  bind :1 ssl crt /c.pem\n");
  system.file("/c.pem", "");
  system.file("/c.pem.key", "");
  CHECK(sets_of(read(system)) == Lines{"server /c.pem@/etc/haproxy/haproxy.cfg:4"});
}

TEST_CASE("haproxy: a list of certificates gives the names", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, "listen a\n  bind :1 ssl crt-list list.txt\n");
  system.file(
      "/work/list.txt",
      "# comment\n/a.pem [alpn h2 ssl-min-ver TLSv1.2] a.example *.b.example !c.b.example\n\n/b.pem\n/c.pem [x\n");
  const ServerConfig config = read(system);
  CHECK(sets_of(config) == Lines{"server /a.pem@/work/list.txt:2 name a.example@/work/list.txt:2"
                                 " name *.b.example@/work/list.txt:2",
                                 "server /b.pem@/work/list.txt:4", "server /c.pem@/work/list.txt:5"});
}

TEST_CASE("haproxy: a directory of configurations", "[server-config]") {
  const SystemRoot system;
  system.file("/conf/2.cfg", "listen a\n  bind :1 ssl crt /a.pem\n");
  system.file("/conf/1.cfg", "global\n  crt-base /x\n");
  system.file("/conf/3.txt", "listen a\n  bind :1 ssl crt /no.pem\n");
  const ServerConfig config = read_haproxy(system.root(), "/conf", "/");
  CHECK(sets_of(config) == Lines{"server /a.pem@/conf/2.cfg:2"});
  CHECK(config.found);
}

TEST_CASE("haproxy: what is known at run time only, and what is missing", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              "listen a\n  bind :1 ssl crt \"${DIR}/a.pem\"\n  bind :2 ssl\n  bind :3 ssl crt\n"
              ".if feature(OPENSSL)\n  bind :4 ssl crt-list /gone\n.endif\ncrt-store x\n  load crt /y.pem\n");
  const ServerConfig config = read(system);
  CHECK(config.sets.empty());
  CHECK(notes_of(config) ==
        Lines{"variable ${DIR}/a.pem@/etc/haproxy/haproxy.cfg:2", "no-certificate crt@/etc/haproxy/haproxy.cfg:3",
              "syntax crt@/etc/haproxy/haproxy.cfg:4", "no-certificate crt@/etc/haproxy/haproxy.cfg:4",
              "assumed-on .if feature(OPENSSL)@/etc/haproxy/haproxy.cfg:5", "missing /gone@/etc/haproxy/haproxy.cfg:6",
              "not-followed crt-store x@/etc/haproxy/haproxy.cfg:8"});
}

TEST_CASE("haproxy: a directory of thousands, and a list that names itself", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, "listen a\n  bind :1 ssl crt /d\n  bind :2 ssl crt-list /list\n  bind \"\\\n");
  system.file("/list", "/list\n[ [ [\n!\n");
  for (int n = 0; n < 4200; ++n) system.file("/d/" + std::to_string(n), "");
  const ServerConfig config = read(system);
  CHECK(config.sets.size() == kMostSets);
  CHECK(config.notes.size() == 2);
}
