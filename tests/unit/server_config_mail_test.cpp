// Which certificates the configurations of Postfix and Dovecot use.
#include "catch.hpp"
#include "server_configs.hpp"
#include "system_root.hpp"

using namespace certdoc;
using namespace certdoc::machine;
using namespace certdoc::test;

namespace {

const std::string kOn = "smtpd_tls_security_level = may\n";

ServerConfig postfix(const SystemRoot& system) {
  return read_postfix(system.root(), "");
}

ServerConfig dovecot(const SystemRoot& system) {
  return read_dovecot(system.root(), "");
}

Lines files(const ServerConfig& config) {
  Lines out;
  for (const auto& set : config.sets) out.push_back(set.certificate.value + (set.key ? " " + set.key->value : ""));
  return out;
}

}  // namespace

TEST_CASE("postfix: certificate, key and name", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/postfix/main.cf",
              "# smtpd_tls_cert_file = /no.pem\nmydomain = example.org\nmyhostname = mail.$mydomain\n"
              "dir = /etc/ssl\nsmtpd_tls_cert_file =\n # between\n  ${dir}/c.pem\nsmtpd_tls_key_file = $(dir)/c.key\n"
              "smtpd_tls_security_level = may\nsmtpd_tls_CAfile = /ca.pem\nmail_owner = postfix\n");
  const ServerConfig config = postfix(system);
  CHECK(sets_of(config) ==
        Lines{"server /etc/ssl/c.pem@/etc/postfix/main.cf:5 key /etc/ssl/c.key@/etc/postfix/main.cf:8"
              " name mail.example.org@/etc/postfix/main.cf:3"});
  CHECK(!config.sets.front().names_bind);
  CHECK(trust_of(config) == Lines{"smtpd_tls_CAfile /ca.pem@/etc/postfix/main.cf:10"});
  CHECK((config.user && config.user->value == "postfix"));
  CHECK(config.notes.empty());
}

TEST_CASE("postfix: the key is in the certificate's file where nobody says otherwise", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/postfix/main.cf", kOn +
                                          "smtpd_tls_cert_file = c.pem\nsmtpd_tls_eccert_file = /e.pem\n"
                                          "smtpd_tls_eckey_file = /e.key\nsmtp_tls_cert_file = /client.pem\n");
  CHECK(sets_of(postfix(system)) == Lines{"server /etc/postfix/c.pem@/etc/postfix/main.cf:2",
                                          "server /e.pem@/etc/postfix/main.cf:3 key /e.key@/etc/postfix/main.cf:4",
                                          "client /client.pem@/etc/postfix/main.cf:5"});
}

TEST_CASE("postfix: chain files, keys in files of their own or not, and maps of names", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/postfix/main.cf", kOn +
                                          "smtpd_tls_chain_files = /all.pem, /r.key\n  /r.pem\n"
                                          "tls_server_sni_maps = hash:/etc/postfix/sni\n");
  system.file("/all.pem", "-----BEGIN PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n");
  system.file("/r.key", "-----BEGIN RSA PRIVATE KEY-----\n");
  system.file("/r.pem", "-----BEGIN CERTIFICATE-----\n");
  system.file("/etc/postfix/sni", "# names\na.example /all.pem\nb.example /r.key, /r.pem\n");
  CHECK(
      sets_of(postfix(system)) ==
      Lines{
          "server /all.pem@/etc/postfix/main.cf:2 name a.example@/etc/postfix/sni:2",
          "server /r.pem@/etc/postfix/main.cf:2 key /r.key@/etc/postfix/main.cf:2 name b.example@/etc/postfix/sni:3"});
}

TEST_CASE("postfix: a service of master.cf overrides main.cf", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/postfix/main.cf", "smtpd_tls_cert_file = /c.pem\n");
  system.file("/etc/postfix/master.cf",
              "smtp inet n - y - - smtpd\n#submission inet n - y - - smtpd\nsubmissions inet n - y - - smtpd\n"
              "  -o smtpd_tls_wrappermode=yes\n  -o { smtpd_tls_cert_file = /s.pem }\n  -o syslog_name=x\n"
              "pickup unix n - y 60 1 pickup -o smtpd_tls_cert_file=/no.pem\n");
  CHECK(sets_of(postfix(system)) == Lines{"server /s.pem@/etc/postfix/master.cf:3"});
}

TEST_CASE("postfix: without TLS no certificate is missed, with TLS one is", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/postfix/main.cf", "myhostname = a.example\n");
  CHECK(notes_of(postfix(system)).empty());
  system.file("/etc/postfix/main.cf", kOn);
  CHECK(notes_of(postfix(system)) == Lines{"no-certificate smtpd_tls_chain_files@/etc/postfix/main.cf"});
  system.file("/etc/postfix/main.cf", kOn + "smtpd_tls_cert_file = none\n");
  CHECK(notes_of(postfix(system)).empty());
}

TEST_CASE("postfix: conditional values, values of values of values", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/postfix/main.cf",
              kOn + "a = x\nb =\nsmtpd_tls_cert_file = /${a?{yes}:{no}}${b?bad}${b:good}$$.pem\n");
  CHECK(files(postfix(system)).empty());  // the $ of $$ stays in: nobody means that
  system.file("/etc/postfix/main.cf",
              kOn + "a = x\nb =\nsmtpd_tls_cert_file = /${a?{yes}:{no}}${b?bad}${b:good}.pem\n");
  CHECK(files(postfix(system)) == Lines{"/yesgood.pem"});
  std::string text = kOn + "smtpd_tls_cert_file = $v0\nsmtpd_tls_key_file = $smtpd_tls_key_file\nv9 =\n";
  for (int n = 0; n < 9; ++n) {
    text += "v" + std::to_string(n) + " =";
    for (int m = 0; m < 300; ++m) text += "$v" + std::to_string(n + 1);
    text += "\n";
  }
  system.file("/etc/postfix/main.cf", text);
  CHECK(postfix(system).sets.empty());
}

TEST_CASE("postfix: what is hostile ends", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/postfix/main.cf", kOn + "smtpd_tls_cert_file = ${\nx\n=\n= y\n \n${{{{\n$" + std::string(1, '\0'));
  system.file("/etc/postfix/master.cf", "a inet n - - - - smtpd -o {{{\n -o\n -o =\nb b b b b b b smtpd -o\n");
  CHECK(postfix(system).found);
  system.file("/etc/postfix/main.cf", std::string(9U * 1024U * 1024U, 'x'));
  CHECK(notes_of(postfix(system)) == Lines{"too-large /etc/postfix/main.cf@/etc/postfix/main.cf"});
}

TEST_CASE("dovecot: certificate, key and password, in files that are included", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/dovecot/dovecot.conf", "protocols = imap\n!include conf.d/*.conf\n!include_try local.conf\n");
  system.file("/etc/dovecot/conf.d/10-ssl.conf",
              "# ssl_cert = </no.pem\nssl = required # yes\nssl_cert = </etc/ssl/c.pem\nssl_key=<private/c.key\n"
              "ssl_key_password = s3cret\nssl_ca = </ca.pem\n");
  const ServerConfig config = dovecot(system);
  CHECK(sets_of(config) ==
        Lines{"server /etc/ssl/c.pem@/etc/dovecot/conf.d/10-ssl.conf:3"
              " key /etc/dovecot/conf.d/private/c.key@/etc/dovecot/conf.d/10-ssl.conf:4 password s3cret"});
  CHECK(trust_of(config) == Lines{"ssl_ca /ca.pem@/etc/dovecot/conf.d/10-ssl.conf:6"});
  CHECK(config.notes.empty());
}

TEST_CASE("dovecot: blocks of names have certificates of their own", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/dovecot/dovecot.conf",
              "ssl_cert = </c.pem\nssl_key = </c.key\nlocal_name mail.example.org {\n  ssl_cert = </m.pem\n"
              "  ssl_key = </m.key\n}\nlocal 192.0.2.1 {\n  protocol imap {\n    ssl_cert = </i.pem\n  }\n}\n");
  CHECK(sets_of(dovecot(system)) ==
        Lines{"server /m.pem@/etc/dovecot/dovecot.conf:4 key /m.key@/etc/dovecot/dovecot.conf:5"
              " name mail.example.org@/etc/dovecot/dovecot.conf:3",
              "server /i.pem@/etc/dovecot/dovecot.conf:9 key /c.key@/etc/dovecot/dovecot.conf:2",
              "server /c.pem@/etc/dovecot/dovecot.conf:1 key /c.key@/etc/dovecot/dovecot.conf:2"});
}

TEST_CASE("dovecot: the names of 2.4", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/dovecot/dovecot.conf", "ssl_server_cert_file = /c.pem\nssl_server_key_file = /c.key\n");
  CHECK(sets_of(dovecot(system)) ==
        Lines{"server /c.pem@/etc/dovecot/dovecot.conf:1 key /c.key@/etc/dovecot/dovecot.conf:2"});
}

TEST_CASE("dovecot: no TLS, no certificate, no file, no key", "[server-config]") {
  const SystemRoot system;
  system.file("/etc/dovecot/dovecot.conf", "ssl = no\nssl_cert = </c.pem\nssl_key = </c.key\n");
  CHECK((sets_of(dovecot(system)).empty() && notes_of(dovecot(system)).empty()));
  system.file("/etc/dovecot/dovecot.conf", "ssl = yes\n");
  CHECK(notes_of(dovecot(system)) == Lines{"no-certificate ssl_cert@/etc/dovecot/dovecot.conf"});
  system.file("/etc/dovecot/dovecot.conf", "ssl_cert = SECRET\nssl_key = <$x\n");
  CHECK(notes_of(dovecot(system)) == Lines{"not-a-file ssl_cert@/etc/dovecot/dovecot.conf:1"});
  system.file("/etc/dovecot/dovecot.conf", "ssl_cert = </c.pem\n");
  CHECK(notes_of(dovecot(system)) == Lines{"no-key ssl_key@/etc/dovecot/dovecot.conf:1"});
}

TEST_CASE("dovecot: what is hostile ends", "[server-config]") {
  const SystemRoot system;
  const auto kinds = [&](const std::string& text) {
    system.file("/etc/dovecot/dovecot.conf", "ssl = no\n" + text);
    std::string out;
    for (const ConfigNote& note : dovecot(system).notes) out += name_of(note.kind) + " ";
    return out;
  };
  CHECK(kinds("local x {\n") == "syntax ");
  CHECK(kinds("}\n") == "syntax ");
  CHECK(kinds("!include dovecot.conf\n") == "loop ");
  CHECK(kinds("!include gone\n") == "missing ");
  CHECK(kinds("!include_try gone\n").empty());
  CHECK(kinds("\\\n=\n!include\n{\n}\n").empty());
  std::string deep;
  for (int n = 0; n < 100; ++n) deep += "a {\n";
  CHECK(kinds(deep).starts_with("too-deep "));
}
