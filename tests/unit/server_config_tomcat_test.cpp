// Which certificates a configuration of Tomcat uses.
#include "catch.hpp"
#include "machine/xml_tags.hpp"
#include "server_configs.hpp"
#include "system_root.hpp"

using namespace certdoc;
using namespace certdoc::machine;
using namespace certdoc::test;

namespace {

ServerConfig read(const SystemRoot& system, const std::string& text,
                  const std::string& path = "/opt/tomcat/conf/server.xml") {
  system.file(path, text);
  return read_tomcat(system.root(), path);
}

}  // namespace

TEST_CASE("tomcat: key stores and PEM files of host names", "[server-config]") {
  const SystemRoot system;
  const ServerConfig config = read(
      system,
      "<?xml version='1.0'?>\n<!-- <Connector SSLEnabled=\"true\" keystoreFile=\"/no\"/> -->\n<Server>\n<Service>\n"
      "<Connector port=\"8080\" protocol=\"HTTP/1.1\"/>\n<Connector port=\"8443\" SSLEnabled=\"true\">\n"
      "<SSLHostConfig caCertificateFile=\"conf/ca.pem\">\n<Certificate certificateKeystoreFile=\"conf/a&amp;b.p12\"\n"
      "  certificateKeystorePassword=\"pass\" type=\"RSA\"/></SSLHostConfig>\n"
      "<SSLHostConfig hostName=\"b.example\"><Certificate certificateFile=\"${catalina.base}/b.pem\"\n"
      " certificateKeyFile=\"/b.key\" certificateChainFile=\"/chain.pem\"/></SSLHostConfig>\n"
      "</Connector>\n</Service>\n</Server>\n");
  CHECK(sets_of(config) ==
        Lines{"server store /opt/tomcat/conf/a&b.p12@/opt/tomcat/conf/server.xml:8 password pass",
              "server /opt/tomcat/b.pem@/opt/tomcat/conf/server.xml:10 key /b.key@/opt/tomcat/conf/server.xml:10"
              " more /chain.pem@/opt/tomcat/conf/server.xml:10 name b.example@/opt/tomcat/conf/server.xml:10"});
  CHECK(trust_of(config) == Lines{"caCertificateFile /opt/tomcat/conf/ca.pem@/opt/tomcat/conf/server.xml:7"});
  CHECK(config.notes.empty());
}

TEST_CASE("tomcat: attributes of the Connector, as older ones have them", "[server-config]") {
  const SystemRoot system;
  CHECK(sets_of(read(system,
                     "<Server><Connector SSLEnabled='true' keystoreFile='ks.jks'/>\n"
                     "<Connector SSLEnabled='true' SSLCertificateFile='/c' SSLCertificateKeyFile='/k'/>"
                     "<Connector keystoreFile='off.jks'/></Server>")) ==
        Lines{"server store /opt/tomcat/ks.jks@/opt/tomcat/conf/server.xml:1 password changeit",
              "server /c@/opt/tomcat/conf/server.xml:2 key /k@/opt/tomcat/conf/server.xml:2"});
}

TEST_CASE("tomcat: Debian has its base elsewhere", "[server-config]") {
  const SystemRoot system;
  CHECK(sets_of(read(system, "<Server><Connector SSLEnabled='true' keystoreFile='conf/ks'/></Server>",
                     "/etc/tomcat10/server.xml")) ==
        Lines{"server store /var/lib/tomcat10/conf/ks@/etc/tomcat10/server.xml:1 password changeit"});
}

TEST_CASE("tomcat: what is no file, and entities", "[server-config]") {
  const SystemRoot system;
  const ServerConfig config =
      read(system,
           "<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<Server>&x;\n"
           "<Connector SSLEnabled='true' keystoreType='PKCS11' keystoreFile='x'/>\n"
           "<Connector SSLEnabled='true' keystoreFile='${env.KS}'/>\n<Connector SSLEnabled='true'/>\n"
           "<Connector SSLEnabled='true' keystoreFile='&x;'/></Server>");
  CHECK(sets_of(config) == Lines{"server store /opt/tomcat/&x;@/opt/tomcat/conf/server.xml:6 password changeit"});
  CHECK(notes_of(config) == Lines{"not-followed <!ENTITY>@/opt/tomcat/conf/server.xml",
                                  "not-a-file PKCS11@/opt/tomcat/conf/server.xml:3",
                                  "variable ${env.KS}@/opt/tomcat/conf/server.xml:4",
                                  "no-certificate keystoreFile@/opt/tomcat/conf/server.xml:5"});
}

TEST_CASE("tomcat: what is no XML is said to be none", "[server-config]") {
  for (const std::string text : {"<a", "<a>", "</a>", "<a></b>", "<a b>", "<a b=>", "<a b='>", "<", "<!--", "<?", "<a/",
                                 "<![CDATA[", "<!DOCTYPE", "<!DOCTYPE [", "<a b='1' c"}) {
    CHECK(xml_tags(text).broken == 1);
  }
  std::string deep;
  for (int n = 0; n < 1000; ++n) deep += "<a>";
  CHECK(xml_tags(deep).tags.size() <= 64);
  CHECK(xml_tags("<a>\n<b c='&#65;&#x42;&lt;&unknown;&'/>\n</a>").tags[1].attributes.at("c") == "AB<&unknown;&");
  CHECK(xml_tags("").broken == 0);
}
