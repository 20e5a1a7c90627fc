#include "net/url.hpp"

#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::net;

namespace {

std::string problem(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? "none: " + parsed->text() : parsed.error().detail;
}

std::string referred(std::string_view base, std::string_view reference) {
  const auto url = resolve_reference(parse_url(base).value(), reference);
  return url ? url->text() : "refused: " + url.error().detail;
}

}  // namespace

TEST_CASE("a URL is taken apart") {
  const Url url = parse_url("HTTPS://WWW.Example.test:8443/a%20b/%zz?x=1#part").value();
  CHECK(url.tls);
  CHECK(url.host == "www.example.test");
  CHECK(url.port == 8443);
  CHECK(url.target == "/a%20b/%zz?x=1");
  CHECK(url.authority() == "www.example.test:8443");
  CHECK(url.text() == "https://www.example.test:8443/a%20b/%zz?x=1");
}

TEST_CASE("what a URL leaves out is filled in") {
  CHECK(parse_url("http://a.test").value().target == "/");
  CHECK(parse_url("http://a.test?q").value().target == "/?q");
  CHECK(parse_url("http://a.test#x").value().target == "/");
  CHECK(parse_url("http://a.test:/").value().port == 80);
  CHECK(parse_url("https://a.test").value().port == 443);
  CHECK(parse_url("https://a.test:80/").value().authority() == "a.test:80");
  CHECK(parse_url("http://a.test:80/").value().authority() == "a.test");
}

TEST_CASE("an IPv6 address stands in brackets") {
  const Url url = parse_url("http://[2001:DB8::1]:8080/x").value();
  CHECK(url.host == "2001:db8::1");
  CHECK(url.authority() == "[2001:db8::1]:8080");
  CHECK(parse_url("http://[::1]/").value().authority() == "[::1]");
  const Url zoned = parse_url("http://[fe80::1%25eth0]/").value();
  CHECK(zoned.host == "fe80::1%eth0");
  CHECK(zoned.authority() == "[fe80::1]");
  for (const char* text : {"http://[::1/", "http://[::1]x/", "http://[::g]/", "http://[]/", "http://::1/",
                           "http://[v1.a]/", "http://[1.2.3.4]/", "http://[fe80::1%]/", "http://[fe80::1%a/b]/"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_url(text).has_value());
  }
}

TEST_CASE("credentials are kept apart and never shown") {
  const Url url = parse_url("http://us%65r:p%40ss:w@proxy.test:3128/").value();
  CHECK(as_text(url.userinfo) == "user:p@ss:w");
  CHECK(url.host == "proxy.test");
  CHECK(url.text() == "http://***@proxy.test:3128/");
  // The last @ ends them, for curl and browsers too.
  CHECK(parse_url("http://a.test@b.test@c.test/").value().host == "c.test");
  CHECK(masked("http://user:secret@a.test/x@y") == "http://***@a.test/x@y");
  CHECK(masked("http://user:sec/ret@a.test/") == "http://***@a.test/");
  CHECK(masked("ftp://user:secret@a.test/") == "ftp://***@a.test/");
  CHECK(masked("user:secret@a.test") == "***@a.test");
  CHECK(masked("nothing here") == "nothing here");
}

TEST_CASE("other schemes are refused by name") {
  for (const char* text : {"ldap:///CN=x,DC=y?certificateRevocationList", "ldaps://h/", "file:///etc/passwd",
                           "ftp://h/x", "javascript:alert(1)", "gopher://h/"}) {
    CAPTURE(text);
    const auto url = parse_url(text);
    REQUIRE_FALSE(url.has_value());
    CHECK(url.error().failure == Failure::scheme_refused);
    CHECK(url.error().detail == std::string(text).substr(0, std::string(text).find(':')));
  }
}

TEST_CASE("a malformed URL is refused, and it is said why") {
  CHECK(problem("") == "empty");
  CHECK(problem("www.example.test/x") == "no-scheme");
  CHECK(problem("://a.test/") == "no-scheme");
  CHECK(problem("http:/a.test/") == "no-host");
  CHECK(problem("http:///x") == "no-host");
  CHECK(problem("http://user@/x") == "no-host");
  CHECK(problem("http://a.test:0/") == "bad-port");
  CHECK(problem("http://a.test:65536/") == "bad-port");
  CHECK(problem("http://a.test:8o/") == "bad-port");
  CHECK(problem("http://a.test:-1/") == "bad-port");
  CHECK(problem("http://a%2etest/") == "bad-host");
  CHECK(problem("http://a\\b/") == "bad-host");
  CHECK(problem("http://.../") == "bad-host");
  CHECK(problem("http://\xe4\xbe\x8b.test/") == "bad-host");
  CHECK(problem("http://" + std::string(256, 'a') + "/") == "bad-host");
  CHECK(problem("http://a.test/" + std::string(9000, 'a')) == "too-long");
  CHECK(problem("http://a.test/" + std::string(4000, '\xe4')) == "too-long");
}

TEST_CASE("nothing that could end a header line gets through") {
  CHECK(problem("http://a.test/\r\nX: y") == "control-character");
  CHECK(problem("http://a.test/\nX") == "control-character");
  CHECK(problem(std::string_view("http://a.test/\0x", 16)) == "control-character");
  CHECK(problem("http://a.test/\x7f") == "control-character");
  CHECK(problem("http://a.test/a b") == "blank");
  CHECK(problem(" http://a.test/") == "blank");
  CHECK(parse_url("http://a.test/\xe4\xbe\x8b").value().target == "/%E4%BE%8B");
}

TEST_CASE("a Location header is read from where it came") {
  const char* const base = "http://a.test:81/b/c/d;p?q";
  // RFC 3986, section 5.4
  CHECK(referred(base, "g") == "http://a.test:81/b/c/g");
  CHECK(referred(base, "./g/") == "http://a.test:81/b/c/g/");
  CHECK(referred(base, "/g") == "http://a.test:81/g");
  CHECK(referred(base, "//g.test") == "http://g.test/");
  CHECK(referred(base, "?y") == "http://a.test:81/b/c/d;p?y");
  CHECK(referred(base, "g?y/../x#z") == "http://a.test:81/b/c/g?y/../x");
  CHECK(referred(base, "") == base);
  CHECK(referred(base, "#s") == base);
  CHECK(referred(base, ".") == "http://a.test:81/b/c/");
  CHECK(referred(base, "..") == "http://a.test:81/b/");
  CHECK(referred(base, "../../../../g") == "http://a.test:81/g");
  CHECK(referred(base, "g/../h/./i") == "http://a.test:81/b/c/h/i");
  CHECK(referred(base, "https://o.test/x") == "https://o.test/x");
  CHECK(referred(base, "file:///etc/passwd") == "refused: file");
  CHECK(referred(base, "/x\r\nSet-Cookie: y") == "refused: control-character");
  CHECK(referred(base, "//user@/") == "refused: no-host");
}

TEST_CASE("credentials stay with their host") {
  const Url base = parse_url("http://user:pass@a.test/").value();
  CHECK_FALSE(resolve_reference(base, "/x").value().userinfo.empty());
  CHECK(resolve_reference(base, "//b.test/x").value().userinfo.empty());
  CHECK(resolve_reference(base, "http://b.test/x").value().userinfo.empty());
}
