#include "net/proxy.hpp"

#include "catch.hpp"
#include "net/overrides.hpp"

using namespace certdoc;
using namespace certdoc::net;

TEST_CASE("no_proxy excepts a name and all below it") {
  for (const char* list : {"example.test", ".example.test", "example.test.", "a.test, EXAMPLE.test", "x  example.test",
                           ",,example.test,", "*", "a.test,*"}) {
    CAPTURE(list);
    CHECK(excepted(list, "example.test", 80));
    CHECK(excepted(list, "www.example.test", 80));
    CHECK(excepted(list, "WWW.Example.test.", 80));
  }
  for (const char* list :
       {"", " , ", "xample.test", "w.example.test", "example", "test.example", "*.example.test", "."}) {
    CAPTURE(list);
    CHECK_FALSE(excepted(list, "www.example.test", 80));
    CHECK_FALSE(excepted(list, "notexample.test", 80));
  }
}

TEST_CASE("no_proxy may name a port") {
  CHECK(excepted("example.test:8080", "www.example.test", 8080));
  CHECK_FALSE(excepted("example.test:8080", "www.example.test", 80));
  CHECK_FALSE(excepted("example.test:x", "www.example.test", 80));
  CHECK(excepted("192.0.2.1:80", "192.0.2.1", 80));
  CHECK(excepted("[2001:db8::1]:80", "2001:db8::1", 80));
  CHECK_FALSE(excepted("[2001:db8::1]:81", "2001:db8::1", 80));
}

TEST_CASE("no_proxy may hold addresses and CIDR blocks") {
  CHECK(excepted("10.0.0.0/8", "10.255.0.1", 80));
  CHECK_FALSE(excepted("10.0.0.0/8", "11.0.0.1", 80));
  CHECK(excepted("192.168.4.0/22", "192.168.7.255", 80));
  CHECK_FALSE(excepted("192.168.4.0/22", "192.168.8.0", 80));
  CHECK(excepted("0.0.0.0/0", "203.0.113.5", 80));
  CHECK(excepted("127.0.0.1", "127.0.0.1", 80));
  CHECK_FALSE(excepted("127.0.0.1", "127.0.0.10", 80));
  CHECK(excepted("::1", "::1", 80));
  CHECK(excepted("[::1]", "::1", 80));
  CHECK(excepted("2001:db8::/32", "2001:db8:1::5", 80));
  CHECK(excepted("fe80::/10", "fe80::1%eth0", 80));
  CHECK_FALSE(excepted("2001:db8::/32", "2001:db9::", 80));
  // No name is looked up for this, and an address is no subdomain.
  CHECK_FALSE(excepted("127.0.0.0/8", "localhost", 80));
  CHECK_FALSE(excepted("0.0.1", "127.0.0.1", 80));
  for (const char* wrong : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "/8", "10.0.0/8"}) {
    CAPTURE(wrong);
    CHECK_FALSE(excepted(wrong, "10.0.0.1", 80));
  }
}

TEST_CASE("which proxy is meant for a host") {
  NetworkOptions given;
  CHECK(proxy_setting(false, "a.test", 80, given).empty());
  given.http_proxy = "http://plain.test:1";
  given.https_proxy = "http://secure.test:2";
  CHECK(proxy_setting(false, "a.test", 80, given) == "http://plain.test:1");
  CHECK(proxy_setting(true, "a.test", 443, given) == "http://secure.test:2");
  CHECK(proxy_setting(false, "localhost", 80, given) == "http://plain.test:1");
  given.no_proxy = "b.test";
  CHECK(proxy_setting(false, "b.test", 80, given).empty());
  given.proxy = "http://option.test:3";
  CHECK(proxy_setting(false, "a.test", 80, given) == "http://option.test:3");
  CHECK(proxy_setting(true, "a.test", 443, given) == "http://option.test:3");
  CHECK(proxy_setting(true, "b.test", 443, given).empty());
  given.proxy = "none";
  CHECK(proxy_setting(false, "a.test", 80, given).empty());
}

TEST_CASE("a proxy is named by a URL or by its host") {
  const Proxy proxy = parse_proxy("http://user:p%40ss@Proxy.test:3128/").value();
  CHECK(proxy.host == "proxy.test");
  CHECK(proxy.port == 3128);
  CHECK(as_text(proxy.userinfo) == "user:p@ss");
  CHECK(proxy.text == "http://***@proxy.test:3128");
  CHECK(parse_proxy("proxy.test:3128").value().port == 3128);
  CHECK(parse_proxy("user:x@proxy.test").value().text == "http://***@proxy.test:1080");
  CHECK(parse_proxy("[::1]:3128").value().text == "http://[::1]:3128");
  CHECK(parse_proxy("http://proxy.test:80").value().port == 80);
  CHECK(parse_proxy("socks5://proxy.test").error().detail == "socks5");
  CHECK(parse_proxy("https://proxy.test").error().failure == Failure::scheme_refused);
  CHECK(parse_proxy("").error().failure == Failure::bad_url);
}

TEST_CASE("the option --resolve is read as curl reads it") {
  const Override one = parse_override("WWW.example.test:443:192.0.2.1,[2001:db8::1],::1").value();
  CHECK(one.host == "www.example.test");
  CHECK(one.port == 443);
  CHECK(one.addresses == std::vector<std::string>{"192.0.2.1", "2001:db8::1", "::1"});
  CHECK(parse_override("[2001:db8::1]:80:127.0.0.1").value().host == "2001:db8::1");
  for (const char* wrong : {"", "a.test", "a.test:80", "a.test:80:", "a.test:80:b.test", ":80:127.0.0.1",
                            "a.test:0:127.0.0.1", "a.test:x:127.0.0.1", "a.test:80:127.0.0.1,", "[::1:80:127.0.0.1"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_override(wrong).has_value());
  }
  const std::vector<std::string> several{"*:80:192.0.2.9", "a.test:80:192.0.2.1", "rubbish"};
  CHECK(overridden(several, "a.test", 80) == std::vector<std::string>{"192.0.2.1"});
  CHECK(overridden(several, "b.test", 80) == std::vector<std::string>{"192.0.2.9"});
  CHECK(overridden(several, "a.test", 81).empty());
}

TEST_CASE("what was typed wrongly is said, without the password") {
  NetworkOptions given;
  CHECK(validate(given).has_value());
  given.resolve = {"a.test:443"};
  CHECK(validate(given).error().kind == Error::Kind::usage);
  given.resolve.clear();
  for (const char* wrong : {"http://user:geheim@pro xy:1", "socks5://user:geheim@proxy", "user:geh/eim@proxy:x"}) {
    given.proxy = wrong;
    const Error error = validate(given).error();
    CHECK(error.kind == Error::Kind::usage);
    CHECK((error.what + error.what_zh).find("geh") == std::string::npos);
  }
  given.proxy = "none";
  CHECK(validate(given).has_value());
}
