// Which certificates a configuration of Apache httpd uses.
#include "catch.hpp"
#include "server_configs.hpp"
#include "system_root.hpp"

using namespace certdoc;
using namespace certdoc::machine;
using namespace certdoc::test;

namespace {

constexpr const char* kConf = "/etc/apache2/apache2.conf";

ServerConfig read(const SystemRoot& system) {
  return read_apache(system.root(), "");
}

}  // namespace

TEST_CASE("apache: virtual hosts with their certificates, keys, chains and names", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              "ServerRoot \"/etc/apache2\"\n# SSLCertificateFile no.pem\nUser ${APACHE_RUN_USER}\n"
              "<VirtualHost *:443>\n  ServerName https://a.example:443\n  ServerAlias b.example \\\n    *.c.example\n"
              "  sslengine On\n  SSLCertificateFile \"ssl/a b.pem\"\n  SSLCertificateKeyFile /k.pem\n"
              "  SSLCertificateChainFile /chain.pem\n  SSLCACertificateFile /ca.pem\n</VirtualHost>\n"
              "<VirtualHost *:80>\n  ServerName plain.example\n</VirtualHost>\n");
  system.file("/etc/apache2/envvars", "unset HOME\nexport SUFFIX=\nexport APACHE_RUN_USER=www-data$SUFFIX\nX=`id`\n");
  const ServerConfig config = read(system);
  CHECK((config.user && config.user->value == "www-data"));
  CHECK(sets_of(config) ==
        Lines{"server /etc/apache2/ssl/a b.pem@/etc/apache2/apache2.conf:9 key /k.pem@/etc/apache2/apache2.conf:10"
              " more /chain.pem@/etc/apache2/apache2.conf:11 name a.example@/etc/apache2/apache2.conf:5"
              " name b.example@/etc/apache2/apache2.conf:6 name *.c.example@/etc/apache2/apache2.conf:6"});
  CHECK(trust_of(config) == Lines{"sslcacertificatefile /ca.pem@/etc/apache2/apache2.conf:12"});
  CHECK(config.notes.empty());
}

TEST_CASE("apache: virtual hosts take from the main server what they do not say", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              "SSLCertificateFile /c.pem\nSSLCertificateKeyFile /c.key\n"
              "<VirtualHost *:443>\nSSLEngine on\nServerName a.example\n</VirtualHost>\n"
              "<VirtualHost *:444>\nSSLEngine on\nSSLCertificateFile /own.pem\nSSLCertificateKeyFile /own.key\n"
              "</VirtualHost>\n");
  CHECK(sets_of(read(system)) ==
        Lines{"server /c.pem@/etc/apache2/apache2.conf:1 key /c.key@/etc/apache2/apache2.conf:2"
              " name a.example@/etc/apache2/apache2.conf:5",
              "server /own.pem@/etc/apache2/apache2.conf:9 key /own.key@/etc/apache2/apache2.conf:10"});
}

TEST_CASE("apache: definitions, and conditions that are decided here or not", "[server-config]") {
  const SystemRoot system;
  const auto host = [](const std::string& file) {
    return "<VirtualHost *:443>\nSSLEngine on\nSSLCertificateFile " + file + "\n</VirtualHost>\n";
  };
  system.file(kConf, "LoadModule ssl_module modules/mod_ssl.so\nDefine D /srv/ssl\nDefine ON\n<IfModule mod_ssl.c>\n" +
                         host("${D}/1.pem") + "</IfModule>\n<IfDefine ON>\n" + host("/2.pem") +
                         "</IfDefine>\n<IfDefine OFF>\n" + host("/3.pem") + "</IfDefine>\n<IfModule !ssl_module>\n" +
                         host("/4.pem") + "</IfModule>\n<IfModule http2_module>\n" + host("/5.pem") +
                         "</IfModule>\n<IfVersion >= 2.4>\n" + host("/6.pem") + "</IfVersion>\n" +
                         host("${UNKNOWN}.pem"));
  const ServerConfig config = read(system);
  Lines files;
  for (const auto& set : config.sets) files.push_back(set.certificate.value);
  CHECK(files == Lines{"/srv/ssl/1.pem", "/2.pem", "/6.pem"});
  CHECK(notes_of(config) == Lines{"assumed-off <IfDefine OFF>@/etc/apache2/apache2.conf:16",
                                  "assumed-off <IfModule http2_module>@/etc/apache2/apache2.conf:28",
                                  "assumed-on <IfVersion >= 2.4>@/etc/apache2/apache2.conf:34",
                                  "variable ${UNKNOWN}.pem@/etc/apache2/apache2.conf:42"});
}

TEST_CASE("apache: included files, patterns and directories", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              "IncludeOptional sites-enabled/*.conf\nInclude dir\nIncludeOptional none.conf\nInclude gone.conf\n");
  const std::string host = "<VirtualHost *>\nSSLEngine on\nSSLCertificateFile c.pem\nServerName ";
  system.file("/etc/apache2/sites-enabled/b.conf", host + "b\n</VirtualHost>\n");
  system.file("/etc/apache2/sites-enabled/a.conf", host + "a\n</VirtualHost>\n");
  system.file("/etc/apache2/sites-enabled/a.bak", host + "no\n</VirtualHost>\n");
  system.file("/etc/apache2/dir/x", host + "x\n</VirtualHost>\n");
  const ServerConfig config = read(system);
  CHECK(sets_of(config) ==
        Lines{"server /etc/apache2/c.pem@/etc/apache2/sites-enabled/a.conf:3"
              " name a@/etc/apache2/sites-enabled/a.conf:4 name b@/etc/apache2/sites-enabled/b.conf:4"
              " name x@/etc/apache2/dir/x:4"});
  CHECK(notes_of(config) == Lines{"missing /etc/apache2/gone.conf@/etc/apache2/apache2.conf:4"});
}

TEST_CASE("apache: several certificates, tokens, macros, passphrases, no certificate at all", "[server-config]") {
  const SystemRoot system;
  system.file(kConf,
              "SSLPassPhraseDialog exec:/usr/bin/ask\n<VirtualHost *>\nSSLEngine on\nSSLCertificateFile /r.pem\n"
              "SSLCertificateFile /e.pem\nSSLCertificateKeyFile /r.key\nSSLCertificateKeyFile pkcs11:token=x\n"
              "</VirtualHost>\n<Macro Host $n>\nSSLCertificateFile /$n.pem\n</Macro>\nUse Host a\n"
              "<VirtualHost *>\nSSLEngine on\n</VirtualHost>\n");
  const ServerConfig config = read(system);
  CHECK(sets_of(config) == Lines{"server /r.pem@/etc/apache2/apache2.conf:4 key /r.key@/etc/apache2/apache2.conf:6"});
  CHECK(notes_of(config) == Lines{"not-followed SSLPassPhraseDialog exec:/usr/bin/ask@/etc/apache2/apache2.conf:1",
                                  "not-followed <Macro Host $n>@/etc/apache2/apache2.conf:9",
                                  "not-followed Use Host@/etc/apache2/apache2.conf:12",
                                  "not-a-file pkcs11:token=x@/etc/apache2/apache2.conf:7",
                                  "no-certificate SSLCertificateFile@/etc/apache2/apache2.conf:13"});
}

TEST_CASE("apache: what is hostile ends", "[server-config]") {
  const auto kinds = [](const std::string& text) {
    const SystemRoot system;
    system.file(kConf, text);
    std::string out;
    for (const ConfigNote& note : read(system).notes) out += name_of(note.kind) + " ";
    return out;
  };
  CHECK(kinds("<VirtualHost *>\n") == "syntax ");
  CHECK(kinds("</VirtualHost>\n") == "syntax ");
  CHECK(kinds("<IfDefine X>\n<Directory />\n</IfDefine>\n").starts_with("syntax "));
  CHECK(kinds("Include apache2.conf\n") == "loop ");
  CHECK(kinds("Include /etc/apache2\n").find("loop") != std::string::npos);
  CHECK(kinds("Define A ${A}${A}\nDefine A ${A}${A}\nUser ${A}\n").empty());
  CHECK(kinds(std::string("User a\0b\n", 9)) == "syntax ");
  std::string deep;
  for (int n = 0; n < 1000; ++n) deep += "<IfDefine !X>\n";
  CHECK(kinds(deep).starts_with("too-deep "));
  CHECK(kinds("\\\n\\\n\\").empty());
  CHECK(kinds("User \"a\n").empty());
}
