// Host names, addresses, A-labels and name constraints, one rule at a time.
#include "catch.hpp"
#include "chain/judge.hpp"
#include "chain/name_match.hpp"
#include "chain/punycode.hpp"
#include "forest_make.hpp"

using namespace certdoc;
using chain::GeneralName;
using chain::Match;

namespace {

Match match(GeneralName::Kind kind, std::string_view name, std::string_view base, bool excluding = false) {
  return chain::matches({kind, as_bytes(name)}, {kind, as_bytes(base)}, excluding);
}

}  // namespace

TEST_CASE("a wildcard stands for one whole label at the left", "[chain]") {
  CHECK(chain::host_matches("*.example.com", "www.example.com"));
  CHECK(chain::host_matches("*.EXAMPLE.com", "www.example.COM"));
  CHECK(chain::host_matches("example.com", "Example.com"));
  CHECK_FALSE(chain::host_matches("*.example.com", "example.com"));
  CHECK_FALSE(chain::host_matches("*.example.com", "a.b.example.com"));
  CHECK_FALSE(chain::host_matches("*.example.com", ".example.com"));
  CHECK_FALSE(chain::host_matches("w*.example.com", "www.example.com"));
  CHECK_FALSE(chain::host_matches("www.*.com", "www.example.com"));
  CHECK_FALSE(chain::host_matches("*.*.com", "www.example.com"));
  CHECK_FALSE(chain::host_matches("*", "example"));
  CHECK_FALSE(chain::host_matches("", ""));
  CHECK_FALSE(chain::host_matches(std::string_view("www.example.com\0.evil.org", 25), "www.example.com"));
}

TEST_CASE("international names become A-labels", "[chain]") {
  CHECK(chain::host_in_ascii("b\xC3\xBC"
                             "cher.example") == "xn--bcher-kva.example");
  CHECK(chain::host_in_ascii("B\xC3\x9C"
                             "CHER.Example") == "xn--bcher-kva.example");
  CHECK(chain::host_in_ascii("\xE4\xB8\xAD\xE5\x9B\xBD.cn") == "xn--fiqs8s.cn");
  CHECK(chain::host_in_ascii("\xE4\xB8\xAD\xE5\x9B\xBD.\xE4\xB8\xAD\xE5\x9B\xBD") == "xn--fiqs8s.xn--fiqs8s");
  CHECK(chain::host_in_ascii("www.example.com.") == "www.example.com");
  CHECK(chain::host_in_ascii("WWW.example.com") == "www.example.com");
  CHECK(chain::host_in_ascii("\xEF\xBD\x97\xEF\xBD\x97.example") == "ww.example");  // full-width letters
  CHECK(chain::host_in_ascii("a..b").empty());
  CHECK(chain::host_in_ascii("\xFF").empty());
  CHECK(chain::host_in_ascii("").empty());
}

TEST_CASE("addresses are octets, in brackets too", "[chain]") {
  CHECK(chain::address_octets("192.0.2.1") == Bytes{192, 0, 2, 1});
  CHECK(chain::address_octets("2001:db8::1").size() == 16);
  CHECK(chain::address_octets("[2001:db8::1]").size() == 16);
  CHECK(chain::address_octets("www.example.com").empty());
  CHECK(chain::address_octets("1.2.3").empty());
}

TEST_CASE("names are compared with constraints as RFC 5280 4.2.1.10 says", "[chain]") {
  using Kind = GeneralName::Kind;
  CHECK(match(Kind::dns, "www.example.com", "example.com") == Match::yes);
  CHECK(match(Kind::dns, "EXAMPLE.com", "example.com") == Match::yes);
  CHECK(match(Kind::dns, "badexample.com", "example.com") == Match::no);
  CHECK(match(Kind::dns, "example.com", ".example.com") == Match::no);
  CHECK(match(Kind::dns, "anything", "") == Match::yes);
  CHECK(match(Kind::dns, "a", "*.a") == Match::malformed);
  CHECK(match(Kind::dns, "*.example.com", "www.example.com", true) == Match::yes);
  CHECK(match(Kind::dns, "*.example.com", "www.example.com", false) == Match::no);
  CHECK(match(Kind::email, "a@example.com", "example.com") == Match::yes);
  CHECK(match(Kind::email, "a@x.example.com", "example.com") == Match::no);
  CHECK(match(Kind::email, "a@x.example.com", ".example.com") == Match::yes);
  CHECK(match(Kind::email, "a@example.com", "a@EXAMPLE.com") == Match::yes);
  CHECK(match(Kind::email, "A@example.com", "a@example.com") == Match::no);
  CHECK(match(Kind::email, "nobody", "example.com") == Match::unsupported);
  CHECK(match(Kind::uri, "https://user@www.example.com:443/x", ".example.com") == Match::yes);
  CHECK(match(Kind::uri, "https://www.example.com", "example.com") == Match::no);
  CHECK(match(Kind::uri, "urn:x", "example.com") == Match::unsupported);
  CHECK(match(Kind::ip, std::string_view("\xC0\x00\x02\x01", 4),
              std::string_view("\xC0\x00\x02\x00\xFF\xFF\xFF\x00", 8)) == Match::yes);
  CHECK(match(Kind::ip, std::string_view("\xC0\x00\x03\x01", 4),
              std::string_view("\xC0\x00\x02\x00\xFF\xFF\xFF\x00", 8)) == Match::no);
  CHECK(match(Kind::ip, std::string_view("\xC0\x00\x02\x01", 4), "\x01\x02\x03") == Match::malformed);
  CHECK(match(Kind::registered_id, "a", "a") == Match::unsupported);
}
