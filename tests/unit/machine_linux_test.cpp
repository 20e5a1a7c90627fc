// What facts of a Linux machine decide.
#include "catch.hpp"
#include "facts.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

const std::string kUses =
    "system  root=yes\nuses  server=nginx  kind=certificate  path=/etc/ssl/a.crt\nuses  server=nginx  kind=key  "
    "path=/etc/ssl/a.key\n";

std::string files(std::string_view certificate, std::string_view key) {
  return "file  path=/etc/ssl/a.crt  " + std::string(certificate) + "\nfile  path=/etc/ssl/a.key  " + std::string(key) +
         "\n";
}

std::string judged(const std::string& lines, std::string_view cause) {
  return verdict(findings_of("linux", lines), cause);
}

}  // namespace

TEST_CASE("files that a server's configuration names", "[facts][machine]") {
  CHECK(judged(kUses + files("state=there", "state=there"), "file-missing") == "ruled_out");
  CHECK(told(findings_of("linux", kUses + files("state=there", "state=missing")), "file-missing") ==
        "confirmed: nginx names /etc/ssl/a.key, which is not there");
  // Who may not enter the directory does not see it either.
  const std::string as_user = kUses.substr(kUses.find('\n') + 1);
  CHECK(judged(as_user + files("state=there", "state=missing"), "file-missing") == "unknown");
  CHECK(judged(kUses + "file  path=/etc/ssl/a.crt  state=there\n", "file-missing") == "nothing");
}

TEST_CASE("certificate and key of a server with one of each", "[facts][machine]") {
  CHECK(judged(kUses + files("spki=aa", "key-spki=aa"), "key-mismatch") == "ruled_out");
  CHECK(judged(kUses + files("spki=aa", "key-spki=bb"), "key-mismatch") == "confirmed");
  CHECK(judged(kUses + files("spki=aa", "key-spki="), "key-mismatch") == "nothing");
  const std::string two = kUses + "uses  server=nginx  kind=key  path=/etc/ssl/b.key\n";
  CHECK(judged(two + files("spki=aa", "key-spki=bb"), "key-mismatch") == "nothing");
}

TEST_CASE("where the failing server is named, the files of another one say nothing", "[facts][machine]") {
  const std::string mail =
      "uses  server=postfix  kind=key  path=/etc/ssl/mail.key\n"
      "file  path=/etc/ssl/mail.key  state=missing\n";
  const std::string lines = kUses + files("state=there", "state=there") + mail;
  CHECK(judged(lines, "file-missing") == "ruled_out");  // the first of two findings: nginx
  const auto all = findings_of("linux", lines);
  CHECK(std::count_if(all.begin(), all.end(), [](const Finding& one) { return one.cause == "file-missing"; }) == 2);
  const auto of_nginx = findings_of("linux", lines, {}, facts_context(Lang::en, "nginx"));
  CHECK(verdict(of_nginx, "file-missing") == "ruled_out");
  CHECK(std::count_if(of_nginx.begin(), of_nginx.end(),
                      [](const Finding& one) { return one.cause == "file-missing"; }) == 1);
  CHECK(verdict(findings_of("linux", lines, {}, facts_context(Lang::en, "postfix")), "file-missing") == "confirmed");
}

TEST_CASE("whether the account of the service can read its key", "[facts][machine]") {
  const std::string access = "access  server=nginx  account=web  path=/etc/ssl/a.key  read=";
  CHECK(judged(kUses + access + "yes\n", "key-unreadable-by-service") == "ruled_out");
  const auto no = findings_of("linux", kUses + files("", "mode=600  owner=root  group=root") + access + "no\n");
  CHECK(told(no, "key-unreadable-by-service") == "confirmed: nginx runs as web and cannot read /etc/ssl/a.key");
  CHECK(finding_of(no, "key-unreadable-by-service").evidence[1].actual == "600 root:root");
  CHECK(judged(kUses, "key-unreadable-by-service") == "nothing");
}

TEST_CASE("SELinux, its mode and its denials", "[facts][machine]") {
  const std::string label =
      files("", "label=unconfined_u:object_r:user_home_t:s0  wanted-label=system_u:object_r:cert_t:s0");
  const std::string denial = "denial  program=nginx  name=a.key  source=httpd_t  target=user_home_t\n";
  CHECK(judged("selinux  mode=off\n", "selinux-context") == "ruled_out");
  CHECK(judged(kUses + label + denial + "selinux  mode=permissive\n", "selinux-context") == "ruled_out");
  CHECK(judged(kUses + label + denial + "selinux  mode=enforcing  log=read\n", "selinux-context") == "confirmed");
  CHECK(judged(kUses + label + "selinux  mode=enforcing  log=read\n", "selinux-context") == "ruled_out");
  CHECK(judged(kUses + label + "selinux  mode=enforcing  log=unread\n", "selinux-context") == "unknown");
  CHECK(judged("selinux  mode=unknown\n", "selinux-context") == "unknown");
  // The label was put right since then; another file of another name.
  const std::string right = files("", "label=system_u:object_r:cert_t:s0");
  CHECK(judged(kUses + right + denial + "selinux  mode=enforcing  log=read\n", "selinux-context") == "ruled_out");
  CHECK(judged(kUses + label +
                   "denial  program=nginx  name=b.key  target=user_home_t\nselinux  mode=enforcing  log=read\n",
               "selinux-context") == "ruled_out");
}

TEST_CASE("proxies are shown, never judged", "[facts][machine]") {
  const auto found = findings_of("linux", "proxy  where=asked\nproxy  where=nginx  name=http_proxy  value=***@p:1\n");
  CHECK(verdict(found, "proxy-misconfigured") == "unknown");
  CHECK(finding_of(found, "proxy-misconfigured").evidence.at(0).actual == "***@p:1");
  CHECK(judged("proxy  where=asked\n", "proxy-misconfigured") == "unknown");
  CHECK(judged("", "proxy-misconfigured") == "nothing");
}

TEST_CASE("a hostile file costs little", "[facts][machine]") {
  std::string lines = kUses + "selinux  mode=enforcing  log=read\n";
  for (int n = 0; n < 1600; ++n) {
    const std::string name = std::to_string(n);
    lines += "uses  server=s" + name + "  kind=key  path=/x" + name + "\nfile  path=/x" + name +
             "  state=missing\ndenial  name=y" + name + "\n";
  }
  CHECK(findings_of("linux", lines).size() < 100);
}
