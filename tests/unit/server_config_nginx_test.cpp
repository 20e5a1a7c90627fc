// Which certificates a configuration of nginx uses.
#include "catch.hpp"
#include "server_configs.hpp"
#include "system_root.hpp"

using namespace certdoc;
using namespace certdoc::machine;
using namespace certdoc::test;

namespace {

constexpr const char* kConf = "/etc/nginx/nginx.conf";

ServerConfig read(const SystemRoot& system) {
  return read_nginx(system.root(), "");
}

std::string http(const std::string& inside) {
  return "events {}\nhttp {\n" + inside + "}\n";
}

}  // namespace

TEST_CASE("nginx: a machine without it", "[server-config]") {
  const SystemRoot system;
  const ServerConfig config = read(system);
  CHECK((!config.found && config.path.empty() && config.sets.empty() && config.notes.empty()));
  CHECK(notes_of(read_nginx(system.root(), "/no/nginx.conf")) == Lines{"missing /no/nginx.conf@/no/nginx.conf"});
}

TEST_CASE("nginx: certificates of servers, with their keys and names", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              "user www-data; worker_processes auto;\n" +
                  http("# ssl_certificate no.pem;\nserver {\nlisten 443 ssl;\nserver_name a.example\n  b.example;"
                       "\nssl_certificate\n \"a b.pem\"; ssl_certificate_key 'k.pem';\n}\n"));
  const ServerConfig config = read(system);
  CHECK(config.found);
  CHECK((config.user && config.user->value == "www-data" && config.user->location == "/etc/nginx/nginx.conf:1"));
  CHECK(sets_of(config) ==
        Lines{"server /etc/nginx/a b.pem@/etc/nginx/nginx.conf:9 key /etc/nginx/k.pem@/etc/nginx/nginx.conf:10"
              " name a.example@/etc/nginx/nginx.conf:7 name b.example@/etc/nginx/nginx.conf:7"});
  CHECK(config.notes.empty());
}

TEST_CASE("nginx: two certificates of one server are two sets; the first key is the first one's", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, http("server { listen 443 ssl; ssl_certificate /r.pem; ssl_certificate_key /r.key;\n"
                          "ssl_certificate /e.pem; ssl_certificate_key /e.key; ssl_password_file pw; }\n"));
  CHECK(sets_of(read(system)) ==
        Lines{"server /r.pem@/etc/nginx/nginx.conf:3 key /r.key@/etc/nginx/nginx.conf:3 passwords "
              "/etc/nginx/pw@/etc/nginx/nginx.conf:4",
              "server /e.pem@/etc/nginx/nginx.conf:4 key /e.key@/etc/nginx/nginx.conf:4 passwords "
              "/etc/nginx/pw@/etc/nginx/nginx.conf:4"});
}

TEST_CASE("nginx: servers inherit from http, and one set has the names of all", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              http("ssl_certificate /c.pem;\nssl_certificate_key /c.pem;\nserver { server_name a.example; }\n"
                   "server { listen 443 ssl; server_name b.example; }\n"
                   "server { server_name c.example; ssl_certificate /own.pem; ssl_certificate_key /own.key; }\n"));
  CHECK(sets_of(read(system)) == Lines{"server /c.pem@/etc/nginx/nginx.conf:3 name a.example@/etc/nginx/nginx.conf:5"
                                       " name b.example@/etc/nginx/nginx.conf:6",
                                       "server /own.pem@/etc/nginx/nginx.conf:7 key /own.key@/etc/nginx/nginx.conf:7"
                                       " name c.example@/etc/nginx/nginx.conf:7"});
}

TEST_CASE("nginx: stream and mail, certificates for servers behind, certificates of CAs", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              "stream { server { listen 1 ssl; ssl_certificate /s.pem; ssl_certificate_key /s.key; } }\n"
              "mail { server { listen 2; ssl on; ssl_certificate /m.pem; ssl_certificate_key /m.key; } }\n"
              "http { server { location / { proxy_ssl_certificate /p.pem; proxy_ssl_certificate_key /p.key;\n"
              "proxy_ssl_trusted_certificate /pca.pem; } ssl_client_certificate /ca.pem; } }\n");
  const ServerConfig config = read(system);
  CHECK(sets_of(config) == Lines{"server /s.pem@/etc/nginx/nginx.conf:1 key /s.key@/etc/nginx/nginx.conf:1",
                                 "server /m.pem@/etc/nginx/nginx.conf:2 key /m.key@/etc/nginx/nginx.conf:2",
                                 "client /p.pem@/etc/nginx/nginx.conf:3 key /p.key@/etc/nginx/nginx.conf:3"});
  CHECK(trust_of(config) == Lines{"proxy_ssl_trusted_certificate /pca.pem@/etc/nginx/nginx.conf:4",
                                  "ssl_client_certificate /ca.pem@/etc/nginx/nginx.conf:4"});
}

TEST_CASE("nginx: included files, by name and by pattern", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, http("include conf.d/*.conf;\ninclude sites-*/[ab]*;\n"));
  system.file("/etc/nginx/conf.d/x.conf", "\nserver { ssl_certificate x.pem; ssl_certificate_key x.key; }\n");
  system.file("/etc/nginx/conf.d/x.conf.bak", "server { ssl_certificate no.pem; }\n");
  system.file("/etc/nginx/sites-enabled/b", "server { ssl_certificate b.pem; ssl_certificate_key b.key; }\n");
  system.file("/etc/nginx/sites-enabled/c", "server { ssl_certificate no.pem; }\n");
  const ServerConfig config = read(system);
  CHECK(
      sets_of(config) ==
      Lines{"server /etc/nginx/x.pem@/etc/nginx/conf.d/x.conf:2 key /etc/nginx/x.key@/etc/nginx/conf.d/x.conf:2",
            "server /etc/nginx/b.pem@/etc/nginx/sites-enabled/b:1 key /etc/nginx/b.key@/etc/nginx/sites-enabled/b:1"});
  CHECK(config.files == std::vector<std::string>{kConf, "/etc/nginx/conf.d/x.conf", "/etc/nginx/sites-enabled/b"});
}

TEST_CASE("nginx: what is no file is left alone and said", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, http("server { listen 443 ssl; ssl_certificate /d/$ssl_server_name.pem; ssl_certificate_key "
                          "/d/${ssl_server_name}.key; }\n"
                          "server { ssl_certificate data:$cert; ssl_certificate_key data:SECRET; }\n"
                          "server { ssl_certificate /c.pem; ssl_certificate_key engine:pkcs11:id_1; }\n"
                          "server { listen 1 ssl; }\nserver { ssl_certificate /alone.pem; }\n"));
  const ServerConfig config = read(system);
  CHECK(sets_of(config) == Lines{"server /alone.pem@/etc/nginx/nginx.conf:7"});
  CHECK(notes_of(config) == Lines{"variable /d/$ssl_server_name.pem@/etc/nginx/nginx.conf:3",
                                  "not-a-file data:...@/etc/nginx/nginx.conf:4",
                                  "not-a-file engine:pkcs11:id_1@/etc/nginx/nginx.conf:5",
                                  "no-certificate ssl_certificate@/etc/nginx/nginx.conf:6",
                                  "no-key ssl_certificate_key@/etc/nginx/nginx.conf:7"});
}

TEST_CASE("nginx: braces of Lua do not count", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, http("server { content_by_lua_block { if x then y = {} end -- ; \n }\n"
                          "ssl_certificate /c.pem; ssl_certificate_key /k.pem; }\n"));
  CHECK(sets_of(read(system)) == Lines{"server /c.pem@/etc/nginx/nginx.conf:5 key /k.pem@/etc/nginx/nginx.conf:5"});
}

TEST_CASE("nginx: files that include each other come to an end", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, http("include a;\n"));
  system.file("/etc/nginx/a", "include b;\n");
  system.file("/etc/nginx/b", "include a;\nserver { ssl_certificate /c.pem; ssl_certificate_key /k.pem; }\n");
  const ServerConfig config = read(system);
  CHECK(notes_of(config) == Lines{"loop /etc/nginx/a@/etc/nginx/b:1"});
  CHECK(config.sets.size() == 1);
}

TEST_CASE("nginx: a chain of files is followed so far and no further", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, "include f0;\n");
  for (int n = 0; n < 40; ++n) {
    system.file("/etc/nginx/f" + std::to_string(n), "include f" + std::to_string(n + 1) + ";\n");
  }
  const ServerConfig config = read(system);
  CHECK(config.files.size() == 16);
  CHECK(notes_of(config) == Lines{"too-deep /etc/nginx/f15@/etc/nginx/f14:1"});
}

TEST_CASE("nginx: a file that includes one file a thousand times", "[server-config]") {
  const SystemRoot system;
  std::string text;
  for (int n = 0; n < 5000; ++n) text += "include one;\n";
  system.file(kConf, text);
  system.file("/etc/nginx/one", "\n");
  const ServerConfig config = read(system);
  CHECK(config.files.size() == 2048);
  CHECK(config.notes.front().kind == ConfigNoteKind::too_many_files);
  CHECK(config.notes.size() <= 200);
}

TEST_CASE("nginx: what is no configuration is said to be none", "[server-config]") {
  const auto kinds = [](const std::string& text) {
    const SystemRoot system;
    system.file(kConf, text);
    std::string out;
    for (const ConfigNote& note : read(system).notes) out += name_of(note.kind) + " ";
    return out;
  };
  CHECK(kinds("http {\n") == "syntax ");
  CHECK(kinds("}\n") == "syntax ");
  CHECK(kinds("http { server { } } }\n") == "syntax ");
  CHECK(kinds("user www-data\n") == "syntax ");
  CHECK(kinds("user \"www-data;\n") == "syntax ");
  CHECK(kinds(std::string("user a\0b;\n", 10)) == "syntax ");
  CHECK(kinds("x_by_lua_block { {\n") == "syntax ");
  CHECK(kinds(std::string(100'000, '{')) == "too-deep syntax ");
  CHECK(kinds(std::string(9U * 1024U * 1024U, ' ')) == "too-large ");
  CHECK(kinds("include /" + std::string(5000, '*') + ";\n") == "syntax ");
  CHECK(kinds("include nothing/*.conf;\n").empty());
  CHECK(kinds("include nothing.conf;\n") == "missing ");
}

TEST_CASE("nginx: a pattern that matches thousands", "[server-config]") {
  const SystemRoot system;
  system.file(kConf, http("include d/*;\n"));
  for (int n = 0; n < 4200; ++n) system.file("/etc/nginx/d/" + std::to_string(n), "");
  const ServerConfig config = read(system);
  CHECK(config.files.size() == 2048);
  CHECK(notes_of(config).front() == "too-many-matches /etc/nginx/d/*@/etc/nginx/nginx.conf:3");
}

TEST_CASE("nginx: a pattern of directories in directories in directories ends", "[server-config]") {
  const SystemRoot system;
  for (int a = 0; a < 9; ++a) {
    for (int b = 0; b < 9; ++b) {
      for (int c = 0; c < 9; ++c) {
        system.file("/d/" + std::to_string(a) + "/" + std::to_string(b) + "/" + std::to_string(c) + "/x", "");
      }
    }
  }
  system.file(kConf, "include /*/../*/../*/../*/../*/../*/../*/../*/../*/../*/../*/../*/../*/nothing;\n");
  CHECK(read(system).files.size() == 1);
}
