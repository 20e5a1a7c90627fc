#include "net/host_name.hpp"

#include "catch.hpp"

using namespace certdoc::net;

namespace {

std::string shown(std::string_view text) {
  const auto name = parse_host(text);
  return name ? name->text(443) : "-";
}

}  // namespace

TEST_CASE("a host is read as people write it", "[host]") {
  CHECK(shown("www.example.com") == "www.example.com:443");
  CHECK(shown("WWW.Example.COM:8443") == "www.example.com:8443");
  CHECK(shown("www.example.com.") == "www.example.com:443");
  CHECK(shown("192.0.2.1:25") == "192.0.2.1:25");
  CHECK(shown("2001:db8::1") == "[2001:db8::1]:443");
  CHECK(shown("[2001:db8::1]:8443") == "[2001:db8::1]:8443");
  CHECK(shown("fe80::1%eth0") == "[fe80::1%eth0]:443");
  CHECK(shown("https://www.example.com/path?q") == "www.example.com:443");
  CHECK(shown("https://user:secret@www.example.com:8443/") == "www.example.com:8443");
  CHECK(shown("例子.测试") == "例子.测试:443");
  CHECK(parse_host("192.0.2.1")->address);
  CHECK(parse_host("::1")->address);
  CHECK_FALSE(parse_host("www.example.com")->address);
}

TEST_CASE("what is no host is refused", "[host]") {
  for (const std::string_view wrong :
       {"", ":443", "www.example.com:", "www.example.com:0", "www.example.com:65536", "www.example.com:https", "-rf",
        "a b", "a;b", "$(id)", "[::1", "[::1]x", "[www]:1", ".example.com", "\xff\xfe", "https://"}) {
    CAPTURE(wrong);
    CHECK(shown(wrong) == "-");
  }
  CHECK(shown(std::string(300, 'a')) == "-");
}
