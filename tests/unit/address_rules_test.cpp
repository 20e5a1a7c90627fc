#include "net/address_rules.hpp"

#include <arpa/inet.h>
#include <array>

#include "catch.hpp"

using namespace certdoc::net;

namespace {

Reach reach(const char* text) {
  std::array<std::uint8_t, 16> bytes{};
  if (::inet_pton(AF_INET, text, bytes.data()) == 1) return reach_of(std::span(bytes).first(4));
  REQUIRE(::inet_pton(AF_INET6, text, bytes.data()) == 1);
  return reach_of(bytes);
}

void all_are(Reach expected, std::initializer_list<const char*> addresses) {
  for (const char* address : addresses) {
    CAPTURE(address);
    CHECK(reach(address) == expected);
  }
}

}  // namespace

TEST_CASE("what an address reaches, to the borders of each block") {
  all_are(Reach::loopback, {"127.0.0.1", "127.0.0.0", "127.255.255.255", "::1"});
  all_are(Reach::unspecified, {"0.0.0.0", "0.255.255.255", "::"});
  all_are(Reach::link_local, {"169.254.0.0", "169.254.169.254", "169.254.255.255", "fe80::1", "febf:ffff::1"});
  all_are(Reach::multicast, {"224.0.0.1", "239.255.255.255", "255.255.255.255", "ff00::", "ff02::1"});
  all_are(Reach::site, {"10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255",
                        "100.64.0.0", "100.127.255.255", "198.18.0.1", "198.19.255.255", "192.0.0.1", "240.0.0.1",
                        "255.255.255.254", "fc00::", "fdff:ffff::1", "fec0::1"});
  all_are(Reach::global, {"1.0.0.0",     "126.255.255.255",
                          "128.0.0.0",   "9.255.255.255",
                          "11.0.0.0",    "172.15.255.255",
                          "172.32.0.0",  "192.167.255.255",
                          "192.169.0.0", "169.253.255.255",
                          "169.255.0.0", "100.63.255.255",
                          "100.128.0.0", "198.17.255.255",
                          "198.20.0.0",  "223.255.255.255",
                          "192.0.1.0",   "2606:4700::1",
                          "fbff::1",     "2001:db8::1",
                          "ff::1",       "1::"});
}

TEST_CASE("an IPv4 address inside of an IPv6 address decides") {
  all_are(Reach::loopback, {"::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::7f00:1",
                            "2002:7f00:1::", "::ffff:0:127.0.0.1", "2001:0:1:2:3:4:80ff:fffe"});
  all_are(Reach::unspecified, {"::ffff:0.0.0.0", "2002::", "::0.0.0.2"});
  all_are(Reach::link_local, {"::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1"});
  all_are(Reach::site, {"::ffff:10.0.0.1", "2002:c0a8:101::", "64:ff9b::10.1.2.3"});
  all_are(Reach::global, {"::ffff:8.8.8.8", "2002:808:808::", "64:ff9b::8.8.8.8"});
}

TEST_CASE("a person may name any address, a certificate may not") {
  const Asker user{NamedBy::user}, material{NamedBy::material};
  for (const Reach any : {Reach::global, Reach::site, Reach::loopback, Reach::link_local, Reach::multicast}) {
    CHECK(may_connect(any, user));
    CHECK(may_connect(any, {NamedBy::material, true, true}));
    CHECK(may_connect(any, material) == (any == Reach::global || any == Reach::site));
  }
  CHECK_FALSE(may_connect(Reach::unspecified, material));
}

TEST_CASE("a public address may not redirect into the private network") {
  CHECK_FALSE(may_connect(Reach::site, {NamedBy::material, true}));
  CHECK(may_connect(Reach::global, {NamedBy::material, true}));
}

TEST_CASE("what is no address is nowhere allowed") {
  CHECK(reach_of({}) == Reach::unspecified);
}
